import { describe, expect, test } from 'vitest';
import { ratesOf } from '#web/public/waves/rate-limits.ts';

/** How often so many of n independent lots win. */
function binomial(n: number, share: number): number[] {
  const odds = Array.from({ length: n + 1 }, () => 0);
  odds[0] = 1;
  for (let lot = 1; lot <= n; lot++) {
    for (let won = lot; won >= 0; won--) odds[won] = (odds[won] as number) * (1 - share) + ((odds[won - 1] ?? 0) as number) * share;
  }
  return odds;
}

describe('the plausible limits of a share', () => {
  test.each([20, 47, 150, 900].flatMap((n) => [0.02, 0.1, 0.35, 0.5, 0.8, 0.97].map((share) => [n, share] as const)))(
    'of %i people of whom %d are expected hold an honest draw in 19 of 20 cases, and are no wider than need be',
    (entrants, share) => {
      const held = binomial(entrants, share).reduce((sum, odds, selected) => {
        const { inside } = ratesOf({ band: 'x', entrants, selected, expected: share * entrants });
        return inside ? sum + odds : sum;
      }, 0);
      expect(held).toBeGreaterThan(0.93);
      if (share * entrants > 5 && (1 - share) * entrants > 5) expect(held).toBeGreaterThan(0.949);
      if (share * entrants > 15 && (1 - share) * entrants > 15) expect(held).toBeLessThan(0.985);
    },
  );

  test('never lie beyond nobody and everybody, also where rounding expects a hundredth more than there are', () => {
    expect(ratesOf({ band: 'x', entrants: 20, selected: 20, expected: 20.01 })).toMatchObject({ to: 1, inside: true });
    expect(ratesOf({ band: 'x', entrants: 30, selected: 0, expected: 0 })).toMatchObject({ from: 0, inside: true });
  });
});
