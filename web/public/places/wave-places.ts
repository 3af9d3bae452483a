import type { Certificate, PlacesDocument } from '#shared/evidence/documents.ts';
import type { Wave } from '#web/shared/api.ts';
import { documentOf, type Found } from '../evidence.ts';

/**
 * What has become of a place, as far as it is public: used · came back · nobody was left who could have had it · with a recipient, and nothing is published of
 * it yet · came back and is being given again by the same wave · kept for appeals · not drawn yet · in a file that could not be read.
 */
export const FATES = ['used', 'back', 'unfilled', 'awaited', 'regiving', 'reserved', 'undrawn', 'unknown'] as const;
export type Fate = (typeof FATES)[number];

export type WavePlaces = {
  waveId: string;
  number: number;
  fundedBy: 'decree' | 'recovery';
  /** Of the plan, with those kept for appeals. */
  places: number;
  fates: Readonly<Record<Fate, number>>;
  /** In the wave's own refills: how many places it has given a second time. They are where the last of their recipients left them. */
  refilled: number;
  /** It gives back what comes back by itself: until it is settled none of its places is granted to another wave. */
  ownRefills: boolean;
  /** What is published of it does not add up. */
  faulty: boolean;
};

/** Where the places of a wave are, each once, from its plan, its certificate, its refills and, when it is settled, its `places.json`. */
export function placesOfWave(wave: Wave, certificate: Found<Certificate>, settled: Found<PlacesDocument>): WavePlaces {
  const { waveId, number, fundedBy = 'decree', reserved = 0, refilled = [] } = wave;
  const places = wave.places + reserved;
  const fates = fatesOf(wave, documentOf(certificate), documentOf(settled));
  const sum = FATES.reduce((total, fate) => total + fates[fate], 0);
  const faulty = sum !== places || FATES.some((fate) => fates[fate] < 0) || isFaulty(wave, certificate) || isFaulty(wave, settled);
  const given = refilled.reduce((total, { awarded = 0 }) => total + awarded, 0);
  const safe = faulty ? { ...NOWHERE, unknown: places } : fates;
  const ownRefills = wave.refills !== undefined && wave.settledAt === undefined;
  return { waveId, number, fundedBy, places, fates: safe, refilled: given, ownRefills, faulty };
}

const NOWHERE: Record<Fate, number> = {
  used: 0,
  back: 0,
  unfilled: 0,
  awaited: 0,
  regiving: 0,
  reserved: 0,
  undrawn: 0,
  unknown: 0,
};

function fatesOf(wave: Wave, certificate: Certificate | undefined, settled: PlacesDocument | undefined): Record<Fate, number> {
  const { places, state, reserved = 0, refilled = [] } = wave;
  if (settled) {
    const pots = Object.values(settled.provinces);
    const [used, back, unfilled] = [sumOfPots(pots, 'activated'), sumOfPots(pots, 'returned'), sumOfPots(pots, 'unfilled')];
    return { ...NOWHERE, used, back, unfilled };
  }
  if (state !== 'published') return { ...NOWHERE, undrawn: places, reserved };
  if (!certificate) return { ...NOWHERE, unknown: places, reserved };
  const ended = refilled.filter(({ awarded }) => awarded !== undefined);
  const back = ended.reduce((sum, of) => sum + of.places - (of.awarded ?? 0), 0);
  const regiving = refilled.reduce((sum, of) => sum + (of.awarded === undefined ? of.places : 0), 0);
  const awaited = certificate.awarded - back - regiving;
  return { ...NOWHERE, awaited, back, regiving, unfilled: certificate.unfilled, reserved };
}

/** A file that says something else than it must; one that could not be had is none. */
function isFaulty(wave: Wave, found: Found<Certificate> | Found<PlacesDocument>): boolean {
  if (found.state === 'unreadable') return true;
  return found.state === 'read' && found.document.waveId !== wave.waveId;
}

/** The sum of one number over the pots of a wave. */
export function sumOfPots<Name extends string>(pots: readonly Readonly<Record<Name, number>>[], name: Name): number {
  return pots.reduce((sum, pot) => sum + pot[name], 0);
}
