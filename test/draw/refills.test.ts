import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DrawPlan, draw, ForeignStrikeOut, type Refill } from '#shared/draw/draw.ts';
import { entrantLine, readEntrants } from '#shared/draw/entrants.ts';
import { toHex } from '#shared/draw/hex.ts';
import { eachAlone } from './each-alone.ts';

const PROVINCES = ['31', '32', '35'];
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const entry = fc.record({
  entryId: bytes(16).map(toHex),
  province: fc.constantFrom(...PROVINCES),
  priority: fc.boolean(),
  // Few households, so that their limits bind.
  householdTag: fc.integer({ min: 0, max: 11 }).map((number) => number.toString(16).padStart(16, '0')),
  householdPlaces: fc.constantFrom(1 as const, 2 as const),
});
const entries = fc.uniqueArray(entry, { selector: ({ entryId }) => entryId, minLength: 10, maxLength: 60 });
const plan: fc.Arbitrary<DrawPlan> = fc
  .record({
    counts: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 3, maxLength: 3 }),
    national: fc.boolean(),
    perMille: fc.constantFrom(0, 300, 1000),
    spillOver: fc.boolean(),
  })
  .map(({ counts, national, perMille, spillOver }) => ({
    places: counts.reduce((sum, count) => sum + count, 0),
    byProvince: national ? ('national' as const) : Object.fromEntries(PROVINCES.map((code, at) => [code, counts[at]!])),
    priority: { perMille },
    spillOver,
  }));
const dice = fc.infiniteStream(fc.nat());

const entrantsOf = (of: readonly (typeof entry extends fc.Arbitrary<infer T> ? T : never)[]) => {
  const sorted = of.toSorted((left, right) => (left.entryId < right.entryId ? -1 : 1));
  return readEntrants([['00', Buffer.from(sorted.map(entrantLine).join(''))]]);
};

describe('a refill', () => {
  test('keeps every other award, and gives no place too many to anybody, once more and again', () => {
    const seen = { taken: 0, spilled: 0 };
    fc.assert(
      fc.property(plan, entries, bytes(32), dice, (of, people, seed, rolls) => {
        const roll = (sides: number) => (rolls.next().value as number) % sides;
        const entrants = entrantsOf(people);
        const byId = new Map(people.map((person) => [person.entryId, person]));
        const refills: Refill[] = [];
        const received = new Set(draw(of, entrants, seed, []).winners.map(({ entryId }) => entryId));
        for (let refill = 1; refill <= 3; refill++) {
          const before = draw(of, entrants, seed, [], refills).winners;
          const returned = before.filter(() => roll(3) === 0).map(({ entryId }) => entryId);
          refills.push({ returned, struckOut: [] });
          const failing = draw(of, entrants, seed, [], refills)
            .winners.filter((winner) => winner.refill === refill && roll(4) === 0)
            .map(({ entryId }) => entryId);
          refills[refill - 1] = { returned, struckOut: [failing] };
          const { winners } = draw(of, entrants, seed, [], refills);
          const kept = before.filter(({ entryId }) => !returned.includes(entryId));
          expect(winners.filter((winner) => winner.refill < refill)).toEqual(kept);
          const taken = winners.filter((winner) => winner.refill === refill);
          expect(taken.length).toBeLessThanOrEqual(returned.length);
          for (const { entryId, phase } of taken) {
            expect(received.has(entryId) || failing.includes(entryId)).toBe(false);
            received.add(entryId);
            seen.taken++;
            if (phase === 'c') seen.spilled++;
          }
          if (!of.spillOver && of.byProvince !== 'national')
            for (const code of PROVINCES)
              expect(winners.filter(({ province }) => province === code).length).toBeLessThanOrEqual(of.byProvince[code]!);
          // Who has lost a place has received it all the same: the household's count is of all who ever did.
          for (const [, inHousehold] of Map.groupBy(received, (entryId) => byId.get(entryId)!.householdTag))
            expect(inHousehold.length).toBeLessThanOrEqual(
              Math.max(...inHousehold.map((entryId) => byId.get(entryId)!.householdPlaces)),
            );
        }
      }),
    );
    expect(seen.taken).toBeGreaterThan(20);
    expect(seen.spilled).toBeGreaterThan(0);
  });

  test('takes the next of the order, and never somebody whose place came back', () => {
    const entrants = eachAlone(['1', '2', '3', '4'].map((digit) => digit.repeat(32)));
    const of: DrawPlan = { places: 1, byProvince: 'national' };
    const seed = new Uint8Array(32).fill(7);
    const { order } = draw(of, entrants, seed, []);
    const inOrder = [...order].map((index) => String(index + 1).repeat(32));
    const holder = (refills: Refill[]) => draw(of, entrants, seed, [], refills).winners.map((winner) => winner.entryId);
    const refills: Refill[] = [];
    for (let at = 0; at < 4; at++) {
      expect(holder(refills)).toEqual([inOrder[at]]);
      refills.push({ returned: [inOrder[at]!], struckOut: [] });
    }
    expect(holder(refills)).toEqual([]);
  });

  test('of a place that nobody has, or twice of one, is refused, and so is a failed award of an earlier round', () => {
    const entrants = eachAlone(['1', '2', '3'].map((digit) => digit.repeat(32)));
    const of: DrawPlan = { places: 1, byProvince: 'national' };
    const seed = new Uint8Array(32);
    const [winner] = draw(of, entrants, seed, []).winners;
    const id = winner!.entryId;
    const refilled = (...refills: Refill[]) => draw(of, entrants, seed, [], refills).winners;
    const stranger = ['1', '2', '3'].map((digit) => digit.repeat(32)).find((other) => other !== id)!;
    expect(() => refilled({ returned: [stranger], struckOut: [] })).toThrow('1 places have come back, of which 0 had been taken');
    expect(() => refilled({ returned: [id, id], struckOut: [] })).toThrow(ForeignStrikeOut);
    expect(() => refilled({ returned: [id], struckOut: [] }, { returned: [id], struckOut: [] })).toThrow(ForeignStrikeOut);
    const [next] = refilled({ returned: [id], struckOut: [] });
    expect(next).toMatchObject({ refill: 1, round: 0 });
    expect(() => refilled({ returned: [id], struckOut: [[], [next!.entryId]] })).toThrow(
      '1 entries are struck out after round 1 of refill 1, of which 0 had been taken in it',
    );
    expect(refilled({ returned: [id], struckOut: [[next!.entryId]] })[0]).toMatchObject({ refill: 1, round: 1 });
  });
});
