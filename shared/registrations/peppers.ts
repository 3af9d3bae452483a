import { COUNTED_ERRORS } from '../names.ts';
import type { Wave } from '../waves/wave.ts';
import { type Pepper, pepperCheck } from './person-keys.ts';

/** All versions of the pepper, version 1 first. */
export type Peppers = readonly Pepper[];

/** What a wave says of its pepper, without telling anything of it. */
export type PepperFacts = Wave['pepper'];

/** Version 1, for what is looked up over a lifetime, and the wave's version, for what belongs to it alone. */
export type PeppersOfWave = { lifetime: Pepper; wave: Pepper };

/**
 * The pepper is not the one under which a wave was announced: lost, exchanged, or restored in part. Nobody who has received would be
 * recognised under it, so nobody may be registered.
 */
export class WrongPepper extends Error {
  override name = COUNTED_ERRORS.wrongPepper;

  constructor() {
    super('the pepper is not the one that the waves were announced with');
  }
}

/** What a wave that is announced now says: the newest version is its own. */
export function pepperFacts(peppers: Peppers): PepperFacts {
  const version = peppers.length;
  return { version, lifetimeCheck: pepperCheck(versionOf(peppers, 1)), waveCheck: pepperCheck(versionOf(peppers, version)) };
}

/** The peppers that a wave's registrations go by. @throws WrongPepper when they are not those of its announcement */
export function peppersFor(peppers: Peppers, facts: PepperFacts): PeppersOfWave {
  const [lifetime, wave] = [versionOf(peppers, 1), versionOf(peppers, facts.version)];
  if (pepperCheck(lifetime) !== facts.lifetimeCheck || pepperCheck(wave) !== facts.waveCheck) throw new WrongPepper();
  return { lifetime, wave };
}

function versionOf(peppers: Peppers, version: number): Pepper {
  const pepper = peppers[version - 1];
  if (!pepper) throw new WrongPepper();
  return pepper;
}

/**
 * The peppers of a wave, checked once for each reading of its item. What does not fit is read again first: a function may have started before
 * a version was added, or before a wrong secret was mended.
 * @param read the secret, as it was read before or afresh
 */
export function peppersReader(read: (afresh?: 'afresh') => Promise<Peppers>): (facts: PepperFacts) => Promise<PeppersOfWave> {
  const fitting = new WeakMap<PepperFacts, PeppersOfWave>();
  return async (facts) => {
    let peppers = fitting.get(facts);
    if (!peppers) {
      try {
        peppers = peppersFor(await read(), facts);
      } catch {
        peppers = peppersFor(await read('afresh'), facts);
      }
      fitting.set(facts, peppers);
    }
    return peppers;
  };
}
