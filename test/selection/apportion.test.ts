import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion } from '#shared/apportion.ts';

describe('apportioning by largest remainder', () => {
  it('gives the units left over to the largest fractions, the earlier first', () => {
    expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(apportion(7, [5, 3, 1])).toEqual([4, 2, 1]);
    expect(apportion(0, [5, 3])).toEqual([0, 0]);
  });

  it('always sums up, and stays within one unit of the exact share', () => {
    fc.assert(
      fc.property(
        fc.nat(1_000_000),
        fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 40 }),
        (total, weights) => {
          const shares = apportion(total, weights);
          const sum = weights.reduce((all, weight) => all + weight, 0);
          expect(shares.reduce((all, share) => all + share, 0)).toBe(total);
          shares.forEach((share, at) => {
            expect(Math.abs(share - (total * (weights[at] as number)) / sum)).toBeLessThan(1 + 1e-6);
          });
        },
      ),
    );
  });

  it('refuses weights that say nothing', () => {
    expect(() => apportion(3, [0, 0])).toThrow(new RangeError('shares need a weight above 0'));
  });
});
