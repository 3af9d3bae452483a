import * as z from 'zod/mini';

/** A drand chain of unchained randomness, pinned by its public key. */
export const beaconChainSchema = z.strictObject({
  name: z.string(),
  /** Hex; the chain's identity, named in every plan. */
  chainHash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  /** BLS12-381 G2 point, compressed, hex. */
  publicKey: z.string().check(z.regex(/^[0-9a-f]{192}$/)),
  genesisAt: z.iso.datetime(),
  periodSeconds: z.int().check(z.positive()),
  scheme: z.literal('bls-unchained-g1-rfc9380'),
  /** Base URLs of drand's HTTP API, tried in this order. */
  endpoints: z.array(z.url()).check(z.minLength(1)),
  /** True for a chain that one operator signs alone: for trying out, never for a wave that counts. */
  test: z.boolean(),
});
export type BeaconChain = z.infer<typeof beaconChainSchema>;

/** When a round is published, epoch milliseconds. Round 1 is the genesis. */
export function roundAt(chain: BeaconChain, round: number): number {
  return Date.parse(chain.genesisAt) + (round - 1) * chain.periodSeconds * 1000;
}

/** The first round published at or after an instant (epoch milliseconds). */
export function firstRoundAtOrAfter(chain: BeaconChain, at: number): number {
  return Math.max(1, Math.ceil((at - Date.parse(chain.genesisAt)) / (chain.periodSeconds * 1000)) + 1);
}

/** The last round published at or before an instant (epoch milliseconds), or 0 before the genesis. */
export function lastRoundAtOrBefore(chain: BeaconChain, at: number): number {
  return Math.max(0, Math.floor((at - Date.parse(chain.genesisAt)) / (chain.periodSeconds * 1000)) + 1);
}
