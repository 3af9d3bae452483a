import { sha256 } from '@noble/hashes/sha2.js';
import { DRAW_ALGORITHM } from './algorithm.ts';
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

/** What the seed binds: all but the round are texts, hex in lower case. */
export type SeedFacts = { waveId: string; planHash: string; entrantsRoot: string; round: number; randomness: string };

/** The six lines, each with its LF, whose SHA-256 is the seed. */
export function seedText(facts: SeedFacts): string {
  return `${DRAW_ALGORITHM}\n${facts.waveId}\n${facts.planHash}\n${facts.entrantsRoot}\n${facts.round}\n${facts.randomness}\n`;
}

/** The seed, 32 bytes: SHA-256 of the lines that bind plan, entrants and beacon. */
export function seedOf(facts: SeedFacts): Uint8Array {
  return sha256(new TextEncoder().encode(seedText(facts)));
}
