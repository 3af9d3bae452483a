import { createHash } from 'node:crypto';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { bytesToHex, hexToBytes } from '@noble/curves/utils.js';
import type { Clock } from '../clock.ts';
import { keptSecret } from '../data-folder.ts';

/** What identifies a drand chain; `publicKey`, `groupHash` and `chainHash` in hex, `genesisAt` an instant. */
export type ChainFacts = { publicKey: string; genesisAt: string; periodSeconds: number; groupHash: string; beaconId: string };

export type TestChain = {
  chainHash: string;
  /** The value of the template's parameter BeaconChain. @param endpoint base URL of the relay */
  parameter(endpoint: string): string;
  /** The chain's facts as drand's `/info` gives them. */
  info: object;
  /** A round as drand's HTTP API gives it; undefined before its time. */
  round(number: number): { round: number; signature: string; randomness: string } | undefined;
};

const scheme = bls12_381.shortSignatures;
const SCHEME_ID = 'bls-unchained-g1-rfc9380';
/** RFC 9380 domain separation of that scheme. */
const DOMAIN = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';
/** Early enough for the waves of 2020. */
const GENESIS_AT = '2020-01-01T00:00:00Z';
const PERIOD_SECONDS = 3;
const NAME = 'local-test-chain';
/** Signing a round takes 15 ms and a wave asks for one, a few times; old ones are forgotten. */
const MOST_CACHED = 1_000;

/** A chain of one signer, for machines without a network: the scheme of drand's quicknet, a key of its own, marked as a test chain. */
export async function openTestChain(keyFile: string, clock: Clock): Promise<TestChain> {
  const secretKey = hexToBytes((await keptSecret(keyFile, () => bytesToHex(scheme.keygen().secretKey))).trim());
  const facts: ChainFacts = {
    publicKey: scheme.getPublicKey(secretKey).toHex(true),
    genesisAt: GENESIS_AT,
    periodSeconds: PERIOD_SECONDS,
    // A group of one has no group file; its hash is that of the chain's name.
    groupHash: createHash('sha256').update(NAME).digest('hex'),
    beaconId: NAME,
  };
  const chainHash = chainHashOf(facts);
  const signatures = new Map<number, string>();
  return {
    chainHash,
    info: {
      public_key: facts.publicKey,
      period: PERIOD_SECONDS,
      genesis_time: Date.parse(GENESIS_AT) / 1000,
      hash: chainHash,
      groupHash: facts.groupHash,
      schemeID: SCHEME_ID,
      metadata: { beaconID: NAME },
    },
    parameter: (endpoint) =>
      JSON.stringify({
        name: NAME,
        chainHash,
        publicKey: facts.publicKey,
        genesisAt: GENESIS_AT,
        periodSeconds: PERIOD_SECONDS,
        groupHash: facts.groupHash,
        scheme: SCHEME_ID,
        endpoints: [endpoint],
        test: true,
      }),
    round(number) {
      if (number < 1 || Date.parse(GENESIS_AT) + (number - 1) * PERIOD_SECONDS * 1000 > clock.now()) return undefined;
      const signature = signatures.get(number) ?? signRound(secretKey, number);
      if (signatures.size >= MOST_CACHED) signatures.clear();
      signatures.set(number, signature);
      return { round: number, signature, randomness: createHash('sha256').update(hexToBytes(signature)).digest('hex') };
    },
  };
}

function signRound(secretKey: Uint8Array, round: number): string {
  return scheme.sign(roundMessage(round), secretKey).toHex(true);
}

/** What is signed for an unchained round: the curve point of the SHA-256 of its number as 8 bytes, big-endian. */
export function roundMessage(round: number) {
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(BigInt(round));
  return scheme.hash(createHash('sha256').update(number).digest(), DOMAIN);
}

/** A chain's identity as drand computes it (chain.Info.Hash). */
export function chainHashOf(facts: ChainFacts): string {
  const header = Buffer.alloc(12);
  header.writeUInt32BE(facts.periodSeconds, 0);
  header.writeBigInt64BE(BigInt(Date.parse(facts.genesisAt) / 1000), 4);
  return createHash('sha256')
    .update(header)
    .update(Buffer.from(facts.publicKey, 'hex'))
    .update(Buffer.from(facts.groupHash, 'hex'))
    .update(facts.beaconId)
    .digest('hex');
}
