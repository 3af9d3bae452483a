import { describe, expect, it } from 'vitest';
import { compareRates } from '#demo/guarantees/arrival-time.ts';

describe('the comparison by arrival', () => {
  it('compares rates, and says nothing where the numbers are too small', () => {
    const even = { entrants: 1000, selected: 200 };
    expect(compareRates([even, even, even, even])).toBe(0);
    // Two by two by hand: 30 of 100 against 50 of 100, expected 40 each: 4 x 100/40 + ... = 100/40 + 100/40 + 100/60 + 100/60.
    expect(
      compareRates([
        { entrants: 100, selected: 30 },
        { entrants: 100, selected: 50 },
      ]),
    ).toBeCloseTo(25 / 3, 10);
    expect(
      compareRates([
        { entrants: 10, selected: 0 },
        { entrants: 10, selected: 4 },
      ]),
    ).toBe(0);
  });
});
