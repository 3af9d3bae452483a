import { apportion } from '#shared/apportion.ts';
import { BARRED_OCCUPATIONS } from '#shared/registrations/occupations.ts';
import { REGISTRANT_SHARES } from './registrant-shares.ts';
import { type PublishedWave, TOTALS_2020, WAVES_2020 } from './waves-2020.ts';

/** A wave of 2020 at the replay's scale. Instants are epoch milliseconds. */
export type TimelineWave = {
  readonly published: PublishedWave;
  readonly waveId: string;
  readonly opensAt: number;
  readonly closesAt: number;
  /** The closing that was announced at first, where it was extended while the wave was open. */
  readonly firstClosesAt: number;
  readonly registrations: number;
  readonly places: number;
  /** So many of its recipients let their deadline pass. */
  readonly revoked: number;
  readonly aidList: string;
};

/**
 * For wave 3 no figure of registrations was found: wave 2's is taken, the nearest in time and kind.
 */
export const WAVE_3_JOINED = 1_044_312;

/** Wave 5 was announced until 19 August. */
const FIRST_CLOSINGS: Readonly<Record<number, string>> = { 5: '2020-08-19T12:00+07:00' };

/** Minutes from the closing to the beacon: time for the screening and the commitment of a wave of millions. */
const BEACON_AFTER_CLOSING_MS = 10 * 60_000;

/** From wave 4 (August) on places were apportioned to the provinces, and 80 % were kept for the laid-off. */
const FIRST_APPORTIONED_WAVE = 4;
const PRIORITY_PER_MILLE = 800;

/**
 * The waves at a scale. Places are the published recipients of each wave: quotas were not published for all, and where both are
 * known the selected number is what was given (wave 1 gave fewer than its quota, wave 11 more). They are scaled by largest
 * remainder, so that they sum to the decrees' total at that scale exactly.
 * @param scale 0.001 makes one registration of a thousand
 */
export function timeline(scale: number): TimelineWave[] {
  const total = Math.round(TOTALS_2020.selectedByDecree * scale);
  const places = apportion(
    total,
    WAVES_2020.map((wave) => wave.selected),
  );
  const revoked = revocations(scale, places);
  return WAVES_2020.map((published, at) => ({
    published,
    waveId: `2020-${String(published.number).padStart(2, '0')}`,
    opensAt: Date.parse(published.opensAt),
    closesAt: Date.parse(published.closesAt),
    firstClosesAt: Date.parse(FIRST_CLOSINGS[published.number] ?? published.closesAt),
    registrations: Math.max(Math.round((published.joined ?? WAVE_3_JOINED) * scale), places[at] as number),
    places: places[at] as number,
    revoked: revoked[at] as number,
    aidList: published.number < FIRST_APPORTIONED_WAVE ? 'aid-2020-04' : 'aid-2020-08',
  }));
}

/** Wave 11 was made of places that had come back. */
export function isRecovery(wave: Pick<TimelineWave, 'published'>): boolean {
  return wave.published.number === RECOVERY_WAVE;
}
const RECOVERY_WAVE = 11;

/**
 * How many recipients of each wave lose their place: of waves 5 and 8 as published, and of the others at the rate that makes the year's
 * 478,619. At a tiny scale the rounding may leave wave 11 short of the places that it is made of: then wave 10 loses those that wave 11 would.
 */
function revocations(scale: number, places: readonly number[]): number[] {
  const known = WAVES_2020.reduce((sum, { revoked }) => sum + (revoked ?? 0), 0);
  const others = WAVES_2020.reduce((sum, { selected, revoked }) => sum + (revoked === undefined ? selected : 0), 0);
  const rate = (TOTALS_2020.revoked - known) / others;
  const total = Math.round(TOTALS_2020.revoked * scale);
  const wanted = WAVES_2020.map(({ selected, revoked }) => revoked ?? selected * rate);
  const revoked = apportion(total, wanted);
  const last = RECOVERY_WAVE - 1;
  const before = revoked.slice(0, last).reduce((sum, of) => sum + of, 0);
  const short = Math.max(0, Math.min((places[last] as number) - before, revoked[last] as number));
  return revoked.map((of, at) => (at === last ? of - short : at === last - 1 ? of + short : of));
}

/** The plan that an officer sends for a wave. @param closesAt epoch milliseconds, later than at first when the wave is extended */
export function planBody(wave: TimelineWave, closesAt: number) {
  const apportioned = wave.published.number >= FIRST_APPORTIONED_WAVE;
  return {
    number: wave.published.number,
    opensAt: new Date(wave.opensAt).toISOString(),
    closesAt: new Date(closesAt).toISOString(),
    beacon: { at: new Date(closesAt + BEACON_AFTER_CLOSING_MS).toISOString() },
    places: wave.places,
    byProvince: apportioned ? placesByProvince(wave.places) : 'national',
    ...(apportioned && { priority: { group: 'laid-off', perMille: PRIORITY_PER_MILLE } }),
    spillOver: apportioned,
    ...(isRecovery(wave) && { fundedBy: 'recovery' }),
    rules: {
      minimumAge: 18,
      formalEducation: 'refused',
      barredOccupations: [...BARRED_OCCUPATIONS],
      exclusionLists: [wave.aidList],
    },
  };
}

/** All 34 provinces are there, with no place where the share is below one: their people can still get what spills over. */
export function placesByProvince(places: number): Record<string, number> {
  const shares = apportion(
    places,
    REGISTRANT_SHARES.map(([, share]) => share),
  );
  return Object.fromEntries(REGISTRANT_SHARES.map(([code], at) => [code, shares[at] as number]));
}
