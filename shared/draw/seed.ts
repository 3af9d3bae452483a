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

/** The seed, 32 bytes: SHA-256 of the six lines that bind plan, entrants and beacon. All arguments but the round are texts, hex in lower case. */
export function seedOf(facts: {
  waveId: string;
  planHash: string;
  entrantsRoot: string;
  round: number;
  randomness: string;
}): Uint8Array {
  const text = `${DRAW_ALGORITHM}\n${facts.waveId}\n${facts.planHash}\n${facts.entrantsRoot}\n${facts.round}\n${facts.randomness}\n`;
  return sha256(new TextEncoder().encode(text));
}
