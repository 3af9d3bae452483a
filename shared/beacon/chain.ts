import { sha256 } from '@noble/hashes/sha2.js';
import * as z from 'zod/mini';
import { fromHex, toHex } from '../draw/hex.ts';

const hex = (bytes: number) => z.string().check(z.regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`)));

/** What identifies a drand chain of unchained randomness: its hash follows from the rest (`chainHashOf`). */
export const chainFactsSchema = z.strictObject({
  /** drand's beacon id. */
  name: z.string(),
  /** The chain's identity, named in every plan. */
  chainHash: hex(32),
  /** BLS12-381 G2 point, compressed. */
  publicKey: hex(96),
  genesisAt: z.iso.datetime(),
  periodSeconds: z.int().check(z.positive()),
  groupHash: hex(32),
  scheme: z.literal('bls-unchained-g1-rfc9380'),
  /** True for a chain that one operator signs alone: for trying out, never for a wave that counts. */
  test: z.boolean(),
});
export type ChainFacts = z.infer<typeof chainFactsSchema>;

/** A chain and where its rounds are to be had. */
export const beaconChainSchema = z
  .strictObject({
    ...chainFactsSchema.shape,
    /** Base URLs of drand's HTTP API, tried in this order. */
    endpoints: z.array(z.url()).check(z.minLength(1)),
  })
  .check(z.refine((chain) => chainHashOf(chain) === chain.chainHash, 'the chain hash is not that of the chain'));
export type BeaconChain = z.infer<typeof beaconChainSchema>;

/** A chain's hash as drand computes it (`chain.Info.Hash`): period u32 and genesis i64 big-endian, public key, group hash, beacon id. */
export function chainHashOf(chain: Omit<ChainFacts, 'chainHash' | 'scheme' | 'test'>): string {
  const times = new DataView(new ArrayBuffer(12));
  times.setUint32(0, chain.periodSeconds);
  times.setBigInt64(4, BigInt(Date.parse(chain.genesisAt) / 1000));
  const hash = sha256
    .create()
    .update(new Uint8Array(times.buffer))
    .update(fromHex(chain.publicKey))
    .update(fromHex(chain.groupHash));
  return toHex(hash.update(new TextEncoder().encode(chain.name)).digest());
}

/** The chain without its endpoints, as evidence files name it. */
export function factsOf({ endpoints: _, ...facts }: BeaconChain): ChainFacts {
  return facts;
}

/** When a round is published, epoch milliseconds. Round 1 is the genesis. */
export function roundAt(chain: Pick<ChainFacts, 'genesisAt' | 'periodSeconds'>, round: number): number {
  return Date.parse(chain.genesisAt) + (round - 1) * chain.periodSeconds * 1000;
}

/** The first round published at or after an instant (epoch milliseconds). */
export function firstRoundAtOrAfter(chain: Pick<ChainFacts, 'genesisAt' | 'periodSeconds'>, at: number): number {
  return Math.max(1, Math.ceil((at - Date.parse(chain.genesisAt)) / (chain.periodSeconds * 1000)) + 1);
}

/** The deciding round when the entrants are committed after the planned time: the first one at least this long after the commitment. */
const LATE_DISTANCE_MS = 60_000;

/**
 * The round that decides a wave: the first one at or after the plan's time, or, for entrants committed later than that, the first one at
 * least a minute after the commitment. Nobody chooses. @param plannedAt, committedAt epoch milliseconds
 */
export function decidingRound(
  chain: Pick<ChainFacts, 'genesisAt' | 'periodSeconds'>,
  plannedAt: number,
  committedAt: number,
): number {
  return firstRoundAtOrAfter(chain, committedAt > plannedAt ? committedAt + LATE_DISTANCE_MS : plannedAt);
}

/** The last round published at or before an instant (epoch milliseconds), or 0 before the genesis. */
export function lastRoundAtOrBefore(chain: Pick<ChainFacts, 'genesisAt' | 'periodSeconds'>, at: number): number {
  return Math.max(0, Math.floor((at - Date.parse(chain.genesisAt)) / (chain.periodSeconds * 1000)) + 1);
}
