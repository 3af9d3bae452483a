import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEntrants } from '#shared/draw/entrants.ts';
import { type SyntheticCrowd, syntheticEntrants } from '#shared/selection/synthetic-entrants.ts';
import { SHARDS } from '#shared/shards.ts';

const crowd = (changes: Partial<SyntheticCrowd> = {}): SyntheticCrowd => ({
  planHash: 'ab'.repeat(32),
  entrants: 500,
  priorityPerMille: 300,
  householdsOf: 2,
  weights: { '31': 6, '32': 4 },
  ...changes,
});

type Line = { shard: string; entryId: string; province: string; priority: boolean; tag: string; places: string };
const linesOf = (of: SyntheticCrowd): Line[] =>
  syntheticEntrants(of).files.flatMap(([shard, bytes]) =>
    Buffer.from(bytes)
      .toString()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [entryId = '', province = '', priority, tag = '', places = ''] = line.split(',');
        return { shard, entryId, province, priority: priority === '1', tag, places };
      }),
  );
const digestOf = (of: SyntheticCrowd) => {
  const digest = createHash('sha256');
  for (const [shard, bytes] of syntheticEntrants(of).files) digest.update(shard).update(bytes);
  return digest.digest('hex');
};

const weightsArbitrary = fc
  .uniqueArray(fc.tuple(fc.constantFrom('11', '31', '32', '35', '91'), fc.nat(1000)), { selector: ([code]) => code, minLength: 1 })
  .filter((pairs) => pairs.some(([, weight]) => weight > 0))
  .map((pairs) => Object.fromEntries(pairs) as Record<string, number>);
const crowdArbitrary = fc.record({
  planHash: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex')),
  entrants: fc.integer({ min: 1, max: 400 }),
  priorityPerMille: fc.integer({ min: 0, max: 1000 }),
  householdsOf: fc.integer({ min: 1, max: 5 }),
  weights: weightsArbitrary,
});

describe('made-up entrants', () => {
  test('are the same, byte for byte, on every machine and in every run', () => {
    // Made by a recount in another language.
    expect(digestOf(crowd())).toBe('6573d121834be3032f2771b59364818cb6855c436df8ea1416046d3aa4925282');
    const turned = crowd({ weights: { '32': 4, '31': 6 } });
    expect(digestOf(turned)).toBe(digestOf(crowd()));
  });

  test('are made as said: each entry is read off the SHA-256 of name, options and counter', () => {
    const options = `gelombang/dry-run/v1\n${'ab'.repeat(32)}\n500\n300\n2\n31,300\n32,200\n`;
    const group = createHash('sha256').update(options).digest('hex');
    const digest = (number: number) => createHash('sha256').update(`gelombang/dry-run/v1\n${group}\n${number}\n`).digest('hex');
    const lines = new Map(linesOf(crowd()).map((line) => [line.entryId, line]));
    expect(lines.size).toBe(500);
    for (const number of [0, 1, 299, 300, 499]) {
      const of = digest(number);
      expect(lines.get(of.slice(0, 32))).toMatchObject({
        shard: of.slice(32, 34),
        province: number < 300 ? '31' : '32',
        tag: digest(number - (number % 2)).slice(48),
        places: '2',
      });
    }
  });

  test.each<[string, Partial<SyntheticCrowd>]>([
    ['plan', { planHash: 'cd'.repeat(32) }],
    ['number', { entrants: 501 }],
    ['priority', { priorityPerMille: 301 }],
    ['size of households', { householdsOf: 3 }],
    ['shares', { weights: { '31': 5, '32': 5 } }],
  ])('are all others for another %s', (_, change) => {
    const first = new Set(linesOf(crowd()).map(({ entryId }) => entryId));
    expect(linesOf(crowd(change)).filter(({ entryId }) => first.has(entryId))).toEqual([]);
  });

  test('have exact shares by the largest remainder', () => {
    const { counts } = syntheticEntrants(
      crowd({ entrants: 10, priorityPerMille: 250, weights: { '31': 1, '32': 1, '91': 1, '11': 0 } }),
    );
    // 10 in three: 4, 3, 3. A quarter of 10 is 2.5, a tie that goes to the priority; 3 of (4, 3, 3): 1.2, 0.9, 0.9.
    expect(counts).toEqual({
      total: 10,
      priority: 3,
      byProvince: { '31': { total: 4, priority: 1 }, '32': { total: 3, priority: 1 }, '91': { total: 3, priority: 1 } },
    });
  });

  test('are as many as was asked for, in files that the draw reads, with the counts that are said', () => {
    fc.assert(
      fc.property(crowdArbitrary, (of) => {
        const { files, counts } = syntheticEntrants(of);
        expect(files.map(([shard]) => shard)).toEqual(SHARDS);
        expect(readEntrants(files).count).toBe(of.entrants);
        const lines = linesOf(of);
        expect(new Set(lines.map(({ entryId }) => entryId)).size).toBe(of.entrants);
        const sum = Object.values(of.weights).reduce((all, weight) => all + weight, 0);
        const found: typeof counts = { total: lines.length, priority: 0, byProvince: {} };
        for (const { province, priority } of lines) {
          const before = found.byProvince[province] ?? { total: 0, priority: 0 };
          found.byProvince[province] = { total: before.total + 1, priority: before.priority + Number(priority) };
          found.priority += Number(priority);
        }
        expect(counts).toEqual(found);
        expect(Math.abs(found.priority - (of.entrants * of.priorityPerMille) / 1000)).toBeLessThan(1);
        for (const [code, weight] of Object.entries(of.weights)) {
          const { total, priority } = found.byProvince[code] ?? { total: 0, priority: 0 };
          expect(Math.abs(total - (of.entrants * weight) / sum)).toBeLessThan(1);
          expect(Math.abs(priority - (found.priority * total) / of.entrants)).toBeLessThan(1);
        }
      }),
    );
  });

  test('live in households of the size asked for, each in one province, with at most one smaller one in it', () => {
    fc.assert(
      fc.property(crowdArbitrary, (of) => {
        const smaller = new Map<string, number>();
        for (const [, members] of Map.groupBy(linesOf(of), ({ tag }) => tag)) {
          const provinces = new Set(members.map(({ province }) => province));
          expect(provinces.size).toBe(1);
          expect(members.length).toBeLessThanOrEqual(of.householdsOf);
          if (members.length < of.householdsOf) smaller.set(members[0]!.province, (smaller.get(members[0]!.province) ?? 0) + 1);
        }
        expect([...smaller.values()].every((households) => households === 1)).toBe(true);
      }),
    );
  });

  test('have priority regardless of households and of shards', () => {
    const lines = linesOf(crowd({ entrants: 4_000, priorityPerMille: 500, weights: { '31': 1 } }));
    const households = [...Map.groupBy(lines, ({ tag }) => tag).values()];
    const withPriority = [0, 1, 2].map(
      (count) => households.filter((of) => of.filter(({ priority }) => priority).length === count).length,
    );
    // 2,000 pairs, one in four with none and with two: 500 of either, with a standard deviation of 19 at most.
    for (const [at, expected] of [500, 1000, 500].entries()) expect(Math.abs(withPriority[at]! - expected)).toBeLessThan(80);
    const inFirstHalf = lines.filter(({ shard, priority }) => priority && shard < '80').length;
    expect(Math.abs(inFirstHalf - 1000)).toBeLessThan(100);
    expect(Math.abs(lines.filter(({ shard }) => shard < '80').length - 2000)).toBeLessThan(150);
  });
});
