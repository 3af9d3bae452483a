import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DrawPlan, draw, ForeignStrikeOut } from '#shared/draw/draw.ts';
import { entrantLine, readEntrants } from '#shared/draw/entrants.ts';
import { toHex } from '#shared/draw/hex.ts';
import { SHARDS } from '#shared/shards.ts';
import { eachAlone } from './each-alone.ts';

const PROVINCES = ['31', '32', '35', '91'];
const bytesArbitrary = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

type Entry = { entryId: string; shard: string; province: string; priority: boolean; householdTag: string; householdPlaces: 1 | 2 };
const entryArbitrary: fc.Arbitrary<Entry> = fc.record({
  entryId: bytesArbitrary(16).map(toHex),
  shard: fc.constantFrom('00', '07', '80', 'ff'),
  province: fc.constantFrom(...PROVINCES),
  priority: fc.boolean(),
  // Few households, so that their limits bind.
  householdTag: fc.integer({ min: 0, max: 15 }).map((number) => number.toString(16).padStart(16, '0')),
  householdPlaces: fc.constantFrom(1 as const, 2 as const),
});
const entriesArbitrary = fc.uniqueArray(entryArbitrary, { selector: (entry) => entry.entryId, maxLength: 80 });
const planArbitrary: fc.Arbitrary<DrawPlan> = fc
  .record({
    counts: fc.array(fc.nat(12), { minLength: 4, maxLength: 4 }),
    national: fc.boolean(),
    priority: fc.option(fc.record({ perMille: fc.integer({ min: 0, max: 1000 }) }), { nil: undefined }),
    spillOver: fc.boolean(),
  })
  .map(({ counts, national, priority, spillOver }) => ({
    places: counts.reduce((sum, count) => sum + count, 0),
    byProvince: national ? ('national' as const) : Object.fromEntries(PROVINCES.map((code, at) => [code, counts[at]!])),
    priority,
    spillOver,
  }));
const seedArbitrary = bytesArbitrary(32);

function entrantsOf(entries: readonly Entry[]) {
  const files = new Map(SHARDS.map((shard) => [shard, [] as Entry[]]));
  for (const entry of entries) files.get(entry.shard)!.push(entry);
  return readEntrants(
    [...files].map(([shard, of]) => {
      const lines = of.sort((left, right) => (left.entryId < right.entryId ? -1 : 1)).map(entrantLine);
      return [shard, Buffer.from(lines.join(''))] as const;
    }),
  );
}

describe('the draw', () => {
  test('gives the same result for the same entries, in whatever order they came', () => {
    fc.assert(
      fc.property(planArbitrary, entriesArbitrary, seedArbitrary, fc.infiniteStream(fc.nat()), (plan, entries, seed, dice) => {
        const shuffled = entries
          .map((entry) => ({ entry, at: dice.next().value as number }))
          .sort((left, right) => left.at - right.at);
        expect(draw(plan, entrantsOf(shuffled.map(({ entry }) => entry)), seed, [])).toEqual(
          draw(plan, entrantsOf(entries), seed, []),
        );
      }),
    );
  });

  test('never gives a place too many, to the wave, a province, its priority group or a household', () => {
    fc.assert(
      fc.property(planArbitrary, entriesArbitrary, seedArbitrary, (plan, entries, seed) => {
        const { winners } = draw(plan, entrantsOf(entries), seed, []);
        const entry = new Map(entries.map((of) => [of.entryId, of]));
        expect(winners.length).toBeLessThanOrEqual(plan.places);
        expect(new Set(winners.map(({ entryId }) => entryId)).size).toBe(winners.length);
        for (const code of PROVINCES) {
          const quota = plan.byProvince === 'national' ? plan.places : plan.byProvince[code]!;
          const own = winners.filter(({ province, phase }) => province === code && phase !== 'c');
          expect(own.length).toBeLessThanOrEqual(quota);
          expect(own.filter(({ phase }) => phase === 'a').length).toBeLessThanOrEqual(
            Math.floor((quota * (plan.priority?.perMille ?? 0)) / 1000),
          );
        }
        for (const [, of] of Map.groupBy(winners, ({ entryId }) => entry.get(entryId)!.householdTag)) {
          // In the order in which they were taken, each must have found its household below its own limit.
          expect(of.length).toBeLessThanOrEqual(Math.max(...of.map(({ entryId }) => entry.get(entryId)!.householdPlaces)));
        }
        expect(winners.every(({ phase, entryId }) => phase !== 'a' || entry.get(entryId)!.priority)).toBe(true);
        if (!plan.spillOver) expect(winners.some(({ phase }) => phase === 'c')).toBe(false);
      }),
    );
  });

  test('leaves no place empty that an entry could have taken', () => {
    fc.assert(
      fc.property(planArbitrary, entriesArbitrary, seedArbitrary, (plan, entries, seed) => {
        const { winners } = draw({ ...plan, spillOver: true }, entrantsOf(entries), seed, []);
        const taken = new Set(winners.map(({ entryId }) => entryId));
        const inHousehold = new Map<string, number>();
        for (const { householdTag, entryId } of entries) {
          if (taken.has(entryId)) inHousehold.set(householdTag, (inHousehold.get(householdTag) ?? 0) + 1);
        }
        const couldStill = entries.filter(
          (of) => !taken.has(of.entryId) && (inHousehold.get(of.householdTag) ?? 0) < of.householdPlaces,
        );
        if (winners.length < plan.places) expect(couldStill).toEqual([]);
      }),
    );
  });

  test('a refill keeps every award, never takes a struck-out entry, and keeps all limits', () => {
    fc.assert(
      fc.property(
        planArbitrary,
        entriesArbitrary,
        seedArbitrary,
        fc.array(fc.nat(), { maxLength: 10 }),
        (plan, entries, seed, picks) => {
          const entrants = entrantsOf(entries);
          const first = draw(plan, entrants, seed, []).winners;
          const struckOut = [...new Set(picks.map((pick) => first[pick % Math.max(1, first.length)]?.entryId))].filter(
            (id) => id !== undefined,
          );
          const second = draw(plan, entrants, seed, [struckOut]).winners;
          const kept = first.filter(({ entryId }) => !struckOut.includes(entryId));
          expect(second.filter(({ round }) => round === 0)).toEqual(kept);
          expect(second.some(({ entryId }) => struckOut.includes(entryId))).toBe(false);
          expect(second.length).toBeLessThanOrEqual(plan.places);
          for (const [code, quota] of plan.byProvince === 'national' ? [] : Object.entries(plan.byProvince)) {
            expect(second.filter(({ province, phase }) => province === code && phase !== 'c').length).toBeLessThanOrEqual(quota);
          }
        },
      ),
    );
  });

  test('a walk without a struck-out entry takes nobody: the result stands', () => {
    fc.assert(
      fc.property(planArbitrary, entriesArbitrary, seedArbitrary, (plan, entries, seed) => {
        const entrants = entrantsOf(entries);
        expect(draw(plan, entrants, seed, [[]]).winners).toEqual(draw(plan, entrants, seed, []).winners);
      }),
    );
  });

  test('a refill gives a place kept for the priority group only where the province still has one', () => {
    const common = { shard: '00', priority: true, householdTag: 'a'.repeat(16), householdPlaces: 1 as const };
    const [inOne, inOther, alone] = ['1', '2', '3'].map((digit) => digit.repeat(32)) as [string, string, string];
    const entrants = entrantsOf([
      { ...common, entryId: inOne, province: '31' },
      { ...common, entryId: inOther, province: '32' },
      { ...common, entryId: alone, province: '31', priority: false, householdTag: 'b'.repeat(16) },
    ]);
    const plan: DrawPlan = { places: 2, byProvince: { '31': 1, '32': 1 }, priority: { perMille: 1000 }, spillOver: false };
    const seeds = Array.from({ length: 32 }, (_, byte) => new Uint8Array(32).fill(byte));
    const keptOut = seeds.filter((seed) => draw(plan, entrants, seed, []).winners.some(({ entryId }) => entryId === inOther));
    expect(keptOut.length).toBeGreaterThan(0);
    // The award in province 32 fails: its household has a place again, but province 31 has none.
    for (const seed of keptOut)
      expect(draw(plan, entrants, seed, [[inOther]]).winners.map(({ entryId }) => entryId)).toEqual([alone]);
  });

  test('refuses to strike out an entry that was not taken', () => {
    const entrants = entrantsOf([
      { entryId: 'a'.repeat(32), shard: '00', province: '31', priority: false, householdTag: '0'.repeat(16), householdPlaces: 1 },
    ]);
    const plan: DrawPlan = { places: 1, byProvince: { '32': 1 } };
    expect(() => draw(plan, entrants, new Uint8Array(32), [['a'.repeat(32)]])).toThrow(ForeignStrikeOut);
  });

  test('refuses to strike out an entry twice, or one that an earlier round has taken, and says how many it knows', () => {
    const entrants = eachAlone(['1', '2', '3'].map((digit) => digit.repeat(32)));
    const plan: DrawPlan = { places: 2, byProvince: 'national' };
    const strikingOut = (...struckOut: string[][]) => draw(plan, entrants, new Uint8Array(32), struckOut).winners;
    const [one, other] = strikingOut().map(({ entryId }) => entryId) as [string, string];
    const refused = (message: string) => expect.objectContaining({ name: 'ForeignStrikeOut', message });
    expect(
      strikingOut([one])
        .map(({ round }) => round)
        .toSorted(),
    ).toEqual([0, 1]);
    expect(() => strikingOut([one, one])).toThrow(
      refused('2 entries are struck out after round 0, of which 1 had been taken in it'),
    );
    expect(() => strikingOut([one], [other])).toThrow(
      refused('1 entries are struck out after round 1, of which 0 had been taken in it'),
    );
  });

  test('knows a household by its whole tag, not by one half of it', () => {
    const halves = Array.from({ length: 100 }, (_, at) => `${at.toString(16).padStart(4, '0')}0000`);
    const tags = [...halves.map((half) => `aaaaaaaa${half}`), ...halves.map((half) => `${half}aaaaaaaa`)];
    const lines = [...tags, ...tags].map((householdTag, at) =>
      entrantLine({
        entryId: at.toString(16).padStart(32, '0'),
        province: '31',
        priority: false,
        householdTag,
        householdPlaces: 1,
      }),
    );
    const entrants = readEntrants([['00', Buffer.from(lines.join(''))]]);
    // Places for all, of which each household takes one: all households, and none twice.
    const { winners } = draw({ places: lines.length, byProvince: 'national' }, entrants, Buffer.alloc(32), []);
    const taken = winners.map(({ index }) => tags[index % tags.length]);
    expect(taken.toSorted()).toEqual(tags.toSorted());
  });
});
