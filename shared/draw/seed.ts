import { sha256 } from '@noble/hashes/sha2.js';
import { DRAW_ALGORITHM, DRY_RUN_ALGORITHM } from './algorithm.ts';
import { fromHex, toHex } from './hex.ts';

/**
 * `entrantsRoot`: hex SHA-256 over the digests of the entrants files.
 * @param digests the SHA-256 of each file in hex, shard 00 first
 */
export function entrantsRootOf(digests: readonly string[]): string {
  const hash = sha256.create();
  for (const digest of digests) hash.update(fromHex(digest));
  return toHex(hash.digest());
}

/** What a seed binds: plan, entrants and beacon. All but the round are texts, hex in lower case. */
export type SeedFacts = {
  waveId: string;
  planHash: string;
  entrantsRoot: string;
  round: number;
  randomness: string;
};

/** The six lines, each with its LF, whose SHA-256 is the seed of a draw: the draw's name and the facts. */
export function seedText(facts: SeedFacts): string {
  return textUnder(DRAW_ALGORITHM, facts);
}

/** The seed of a draw, 32 bytes. */
export function seedOf(facts: SeedFacts): Uint8Array {
  return sha256(new TextEncoder().encode(seedText(facts)));
}

/** The seed of a dry run, 32 bytes: the same facts under another name, so that no draw ever has it. */
export function dryRunSeedOf(facts: SeedFacts): Uint8Array {
  return sha256(new TextEncoder().encode(textUnder(DRY_RUN_ALGORITHM, facts)));
}

function textUnder(name: typeof DRAW_ALGORITHM | typeof DRY_RUN_ALGORITHM, facts: SeedFacts): string {
  return `${name}\n${facts.waveId}\n${facts.planHash}\n${facts.entrantsRoot}\n${facts.round}\n${facts.randomness}\n`;
}
