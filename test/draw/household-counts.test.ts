import fc from 'fast-check';
import { expect, test } from 'vitest';
import { householdCounts } from '#shared/draw/household-counts.ts';

/** Few tags, alike in one half or in the low bits by which a slot is found. */
const word = fc.constantFrom(0, 1, 2, 0x10, 0x1000, 0xffffffff);

test('counts each household by its whole tag, as a map does, from far fewer slots than it needs', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word, fc.boolean()), { maxLength: 300 }), (bookings) => {
      const counts = householdCounts(0);
      const plain = new Map<string, number>();
      for (const [high, low, back] of bookings) {
        const tag = `${high} ${low}`;
        const taken = plain.get(tag) ?? 0;
        const by = back && taken > 0 ? -1 : 1;
        counts.book(high, low, by);
        plain.set(tag, taken + by);
        expect(counts.taken(high, low)).toBe(taken + by);
      }
      for (const [tag, taken] of plain) {
        const [high, low] = tag.split(' ').map(Number) as [number, number];
        expect(counts.taken(high, low)).toBe(taken);
      }
    }),
  );
});

test('keeps every count while its table grows from 16 slots to thousands', () => {
  const counts = householdCounts(0);
  for (let household = 0; household < 20_000; household++) counts.book(household >>> 3, household, 1);
  for (let household = 0; household < 20_000; household += 2) counts.book(household >>> 3, household, 1);
  const wrong = Array.from({ length: 20_000 }, (_, household) => household).filter(
    (household) => counts.taken(household >>> 3, household) !== (household % 2 ? 1 : 2),
  );
  expect(wrong).toEqual([]);
  expect(counts.taken(1 << 30, 1)).toBe(0);
});
