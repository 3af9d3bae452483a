import { describe, expect, test } from 'vitest';
import {
  beaconChainSchema,
  chainFactsSchema,
  chainHashOf,
  decidingRound,
  factsOf,
  firstRoundAtOrAfter,
  lastRoundAtOrBefore,
  roundAt,
} from '#shared/beacon/chain.ts';
import { QUICKNET } from '#shared/beacon/quicknet.ts';

const GENESIS = Date.parse('2023-08-23T15:09:27Z');
const chain = { ...QUICKNET, endpoints: ['https://one.example'] };

describe('the chain', () => {
  test("has drand's own hash, which each of its facts changes", () => {
    expect(chainHashOf(chain)).toBe(chain.chainHash);
    for (const other of [
      { periodSeconds: 30 },
      { genesisAt: '2023-08-23T15:09:28Z' },
      { publicKey: chain.publicKey.replace(/a$/, 'b') },
      { groupHash: chain.groupHash.replace(/e$/, 'f') },
      { name: 'quicknet-t' },
    ]) {
      expect(chainHashOf({ ...chain, ...other })).not.toBe(chain.chainHash);
    }
  });

  test('is named in evidence without its endpoints', () => {
    expect(factsOf(chain)).toEqual(QUICKNET);
  });

  test.each<[string, object]>([
    ['another hash', { chainHash: '0'.repeat(64) }],
    ['a hash of another length', { chainHash: `${chain.chainHash}0` }],
    ['a hash in capitals', { chainHash: chain.chainHash.toUpperCase() }],
    ['a key of another length', { publicKey: chain.publicKey.slice(2) }],
    ['a group hash of another length', { groupHash: chain.groupHash.slice(1) }],
    ['a group hash with something before it', { groupHash: `0${chain.groupHash}` }],
    ['no instant of its genesis', { genesisAt: 'soon' }],
    ['a period of nothing', { periodSeconds: 0 }],
    ['another scheme', { scheme: 'pedersen-bls-chained' }],
    ['no endpoint', { endpoints: [] }],
    ['an endpoint that is no URL', { endpoints: ['one'] }],
    ['another field', { more: 1 }],
  ])('with %s is refused', (_, changes) => {
    expect(beaconChainSchema.parse(chain)).toEqual(chain);
    // Facts that make no hash at all throw before they can be told.
    expect(() => beaconChainSchema.parse({ ...chain, ...changes })).toThrow();
  });

  test('of another hash is refused with that sentence', () => {
    const { error } = beaconChainSchema.safeParse({ ...chain, chainHash: '0'.repeat(64) });
    expect(error?.issues.map(({ message }) => message)).toEqual(['the chain hash is not that of the chain']);
  });

  test('has facts that are all there', () => {
    expect(chainFactsSchema.parse(QUICKNET)).toEqual(QUICKNET);
    for (const name of Object.keys(QUICKNET)) {
      expect(chainFactsSchema.safeParse({ ...QUICKNET, [name]: undefined }).success, name).toBe(false);
    }
    expect(chainFactsSchema.safeParse({ ...QUICKNET, more: 1 }).success).toBe(false);
  });

  test.each(['chainHash', 'publicKey', 'groupHash'] as const)('has a %s in lowercase hex, no shorter and no longer', (name) => {
    const text = QUICKNET[name];
    // Nothing else refuses these: of facts alone the hash is not computed.
    for (const other of ['', text.slice(2), `${text}00`, `00${text}`, `0x${text.slice(2)}`, text.toUpperCase(), `${text}\n`]) {
      expect(chainFactsSchema.safeParse({ ...QUICKNET, [name]: other }).success, other).toBe(false);
    }
  });
});

describe('the rounds', () => {
  test('begin with 1 at the genesis, one each period', () => {
    expect([1, 2, 123].map((round) => roundAt(chain, round))).toEqual([GENESIS, GENESIS + 3_000, GENESIS + 122 * 3_000]);
  });

  test('at or after, and at or before an instant', () => {
    const around = [-100_000, -1, 0, 1, 2_999, 3_000, 3_001].map((after) => GENESIS + after);
    expect(around.map((at) => firstRoundAtOrAfter(chain, at))).toEqual([1, 1, 1, 2, 2, 2, 3]);
    expect(around.map((at) => lastRoundAtOrBefore(chain, at))).toEqual([0, 0, 1, 1, 1, 2, 2]);
  });

  test('that decide: the first at the planned time, or a minute after a commitment that is later than that', () => {
    const planned = GENESIS + 30_000;
    expect(decidingRound(chain, planned, planned - 60_000)).toBe(11);
    expect(decidingRound(chain, planned, planned)).toBe(11);
    expect(decidingRound(chain, planned, planned + 1)).toBe(32);
    expect(decidingRound(chain, planned, planned + 3_000)).toBe(32);
  });
});
