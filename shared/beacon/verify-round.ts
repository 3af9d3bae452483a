import { bls12_381 } from '@noble/curves/bls12-381.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { fromHex, toHex } from '../draw/hex.ts';
import type { ChainFacts } from './chain.ts';

/** RFC 9380 domain separation of drand's scheme `bls-unchained-g1-rfc9380`. */
const DOMAIN = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';

/** A round whose signature has been checked. Hex texts. */
export type BeaconRound = { round: number; signature: string; randomness: string };

/**
 * Checks a round's BLS signature against the chain's pinned key; the message is SHA-256 of the round as 8 bytes, big-endian.
 * @param signature 48 bytes, hex
 * @returns the round with its randomness (SHA-256 of the signature), or undefined when the signature isn't the chain's
 */
export function verifyRound(chain: Pick<ChainFacts, 'publicKey'>, round: number, signature: string): BeaconRound | undefined {
  if (!/^[0-9a-f]{96}$/.test(signature)) return undefined;
  const roundBytes = new Uint8Array(8);
  new DataView(roundBytes.buffer).setBigUint64(0, BigInt(round));
  const scheme = bls12_381.shortSignatures;
  try {
    const message = scheme.hash(sha256(roundBytes), DOMAIN);
    if (!scheme.verify(fromHex(signature), message, fromHex(chain.publicKey))) return undefined;
  } catch {
    return undefined; // not a point of the curve
  }
  return { round, signature, randomness: toHex(sha256(fromHex(signature))) };
}
