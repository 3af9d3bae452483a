import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bandsOf } from '#shared/rates/bands.ts';

const groups = (...sizes: number[]) => sizes.map((entrants, at) => ({ name: `group ${at}`, entrants }));

test.each([
  ['groups of twenty are bands', [20, 21], { 'group 0': [0], 'group 1': [1] }],
  ['smaller ones that are twenty together are a band', [20, 19, 1], { 'group 0': [0], other: [1, 2] }],
  [
    'a pool below twenty takes the smallest band, the first of equals',
    [30, 25, 19, 25],
    { 'group 0': [0], 'group 3': [3], other: [2, 1] },
  ],
  ['two groups of which one is too small are one band', [500, 19], { other: [1, 0] }],
  ['nobody is in no band', [0, 20, 0], { 'group 1': [1] }],
  ['fewer than twenty in all are no band', [10, 9], {}],
  ['nobody at all', [], {}],
])('%s', (_, sizes, expected) => {
  expect(Object.fromEntries(bandsOf(groups(...sizes)).map(({ band, groups: of }) => [band, of]))).toEqual(expected);
});

test('no band is ever below twenty, and everybody is in one', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(25), fc.nat(1000)), { maxLength: 12 }), (sizes) => {
      const bands = bandsOf(groups(...sizes));
      const people = sizes.reduce((sum, of) => sum + of, 0);
      const inBands = bands.map((band) => band.groups.reduce((sum, group) => sum + sizes[group]!, 0));
      expect(inBands.filter((of) => of < 20)).toEqual([]);
      expect(inBands.reduce((sum, of) => sum + of, 0)).toBe(people < 20 ? 0 : people);
      expect(new Set(bands.flatMap((band) => band.groups)).size).toBe(bands.flatMap((band) => band.groups).length);
    }),
  );
});
