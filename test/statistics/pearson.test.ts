import { expect, test } from 'vitest';
import { pearson } from '#shared/statistics/pearson.ts';

test("is the sum over selected and not selected, as in Pearson's table", () => {
  // 10 expected and 15 found of 100: 25/10 + 25/90.
  expect(pearson([{ entrants: 100, selected: 15, expected: 10 }]).statistic).toBeCloseTo(25 / 10 + 25 / 90, 12);
  const two = pearson([
    { entrants: 100, selected: 15, expected: 10 },
    { entrants: 50, selected: 20, expected: 25 },
  ]);
  expect(two.statistic).toBeCloseTo(25 / 10 + 25 / 90 + 25 / 25 + 25 / 25, 12);
  expect(two.degrees).toBe(1);
});

test('leaves out a cell in which nobody is expected, or everybody, but for rounding', () => {
  expect(pearson([{ entrants: 100, selected: 99, expected: 100 - 1e-12 }]).statistic).toBeCloseTo(1 / 100, 10);
  expect(pearson([{ entrants: 100, selected: 0, expected: 1e-12 }]).statistic).toBeLessThan(1e-20);
  expect(pearson([{ entrants: 100, selected: 1, expected: 0 }]).statistic).toBeCloseTo(1 / 100, 12);
  // Exactly a share of 1e-9 is rounding, more is not.
  expect(pearson([{ entrants: 1e9, selected: 11, expected: 1 }]).statistic).toBeCloseTo(100 / (1e9 - 1), 15);
  expect(pearson([{ entrants: 1e9, selected: 12, expected: 2 }]).statistic).toBeCloseTo(50, 5);
});
