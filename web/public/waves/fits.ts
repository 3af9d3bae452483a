import { sha256 } from '@noble/hashes/sha2.js';
import { fromHex, toHex } from '#shared/draw/hex.ts';
import { seedOf } from '#shared/draw/seed.ts';
import {
  CERTIFICATE_FILE,
  COMMITMENT_FILE,
  DRAW_FILE,
  PLACES_FILE,
  PLAN_FILE,
  planVersionFile,
  refillFile,
  SELECTION_RATES_FILE,
} from '#shared/evidence/evidence-names.ts';
import type { Wave } from '#web/shared/api.ts';
import { documentOf, type Found } from '../evidence.ts';
import { sumOfPots } from '../places/wave-places.ts';
import type { WaveFiles } from './files.ts';

/** What is wrong with a file: it isn't there though the wave says it should be, has no form, or says otherwise than the ones before it. */
export type Misfit = { file: string; fault: 'absent' | 'unreadable' | 'differs' };

/**
 * Holds what was read of a wave against each other: fingerprints, the seed, sums. That the files are signed and that the draw is right is the recount's
 * to say; this is what a page can see of the files that it shows anyway.
 * @returns nothing when all fits; files that could not be had are no misfit
 */
export function misfitsOf(wave: Wave, files: WaveFiles): Misfit[] {
  const plan = files[PLAN_FILE];
  const [commitment, draw, certificate] = [files[COMMITMENT_FILE], files[DRAW_FILE], files[CERTIFICATE_FILE]];
  const [rates, places] = [files[SELECTION_RATES_FILE], files[PLACES_FILE]];
  const drawn = wave.state === 'published';
  const misfits: Misfit[] = [];
  const hold = <T>(file: string, found: Found<T>, due: boolean, holds: (document: T, digest: string) => boolean) => {
    if (found.state === 'unreadable' || (found.state === 'absent' && due)) misfits.push({ file, fault: found.state });
    else if (found.state === 'read' && !holds(found.document, found.digest)) misfits.push({ file, fault: 'differs' });
  };
  const certified = documentOf(certificate)?.files;
  const isCertified = (file: string, digest: string) => certified === undefined || certified[file] === digest;
  const committed = documentOf(commitment);
  const record = documentOf(draw);

  hold(PLAN_FILE, plan, true, (_, digest) => digest === wave.planHash);
  const versions = [...files.earlier.map(documentOf), documentOf(plan)];
  files.earlier.forEach((earlier, at) => {
    // The version after it names it by its fingerprint.
    const named = versions[at + 1]?.supersedes?.planHash;
    hold(planVersionFile(at + 1), earlier, true, ({ waveId }, digest) => {
      return waveId === wave.waveId && (named === undefined || named === digest);
    });
  });
  hold(COMMITMENT_FILE, commitment, drawn, ({ waveId, planHash }, digest) => {
    return waveId === wave.waveId && planHash === wave.planHash && isCertified(COMMITMENT_FILE, digest);
  });
  hold(DRAW_FILE, draw, drawn, ({ waveId, beacon: { round, signature, randomness }, seed }, digest) => {
    if (waveId !== wave.waveId || toHex(sha256(fromHex(signature))) !== randomness) return false;
    if (!isCertified(DRAW_FILE, digest) || !committed) return isCertified(DRAW_FILE, digest);
    const { planHash, entrantsRoot } = committed;
    return round === committed.beacon.round && seed === toHex(seedOf({ waveId, planHash, entrantsRoot, round, randomness }));
  });
  hold(CERTIFICATE_FILE, certificate, drawn, (of) => {
    const pots = Object.values(of.provinces);
    return (
      of.waveId === wave.waveId &&
      of.planHash === wave.planHash &&
      (!committed || of.entrantsRoot === committed.entrantsRoot) &&
      (!record || of.seed === record.seed) &&
      of.places === wave.places &&
      of.awarded + of.unfilled === of.places &&
      sumOfPots(pots, 'places') === of.places &&
      sumOfPots(pots, 'awarded') === of.awarded &&
      pots.every((pot) => pot.places + pot.spilledIn - pot.spilledOut === pot.awarded + pot.unfilled)
    );
  });
  hold(SELECTION_RATES_FILE, rates, drawn, ({ waveId }, digest) => {
    return waveId === wave.waveId && isCertified(SELECTION_RATES_FILE, digest);
  });
  hold(PLACES_FILE, places, wave.settledAt !== undefined, ({ waveId, places: all, provinces }) => {
    const inAll = Object.values(provinces).reduce((sum, of) => sum + of.activated + of.returned + of.unfilled, 0);
    return waveId === wave.waveId && all === wave.places + (wave.reserved ?? 0) && inAll === all;
  });
  files.refills.forEach((refill, at) => {
    const before = at === 0 ? certificate : (files.refills[at - 1] as typeof refill);
    hold(refillFile(at + 1), refill, true, ({ waveId, refill: number, after, returned, awarded, left }) => {
      const follows = before.state !== 'read' || after === before.digest;
      return waveId === wave.waveId && number === at + 1 && follows && returned.length === awarded + left;
    });
  });
  return misfits;
}

/** Whether something could not be had: then nothing is said of it. */
export function isIncomplete(files: WaveFiles): boolean {
  const { earlier, refills, ...single } = files;
  return [...Object.values(single), ...earlier, ...refills].some(({ state }) => state === 'unreachable');
}
