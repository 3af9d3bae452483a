import { describe, expect, it } from 'vitest';
import { chiSquareP } from '#shared/statistics/chi-square.ts';

describe('the chi-square', () => {
  // Quantiles as printed in statistical tables.
  it.each([
    [3.841, 1, 0.05],
    [7.815, 3, 0.05],
    [11.345, 3, 0.01],
    [18.307, 10, 0.05],
    [47.4, 33, 0.05],
    [2.167, 7, 0.95],
    [124.342, 100, 0.05],
    [149.449, 100, 0.001],
  ])('of %d with %d degrees of freedom has p = %d', (statistic, degrees, p) => {
    expect(chiSquareP(statistic, degrees)).toBeCloseTo(p, 4);
  });

  it('with two degrees of freedom is an exponential, far into its tail', () => {
    // Up to 4 by the series, above by the fraction.
    for (const statistic of [0.1, 1, 3.999, 4, 4.001, 10, 100])
      expect(chiSquareP(statistic, 2) / Math.exp(-statistic / 2)).toBeCloseTo(1, 10);
    expect(chiSquareP(0, 3)).toBe(1);
    expect(chiSquareP(-1e-12, 3)).toBe(1);
  });

  it('without a degree of freedom is none', () => {
    for (const degrees of [0, -1])
      expect(() => chiSquareP(1, degrees)).toThrow(new RangeError('a chi-square has at least one degree of freedom'));
  });
});
