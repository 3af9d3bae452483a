import { describe, expect, test } from 'vitest';
import { type Random, seededRandom } from '#demo/random.ts';
import { chiSquareP } from '#shared/statistics/chi-square.ts';
import { mantelHaenszel, type Stratum } from '#shared/statistics/mantel-haenszel.ts';

/** A stratum from what tables print: selected and not selected of each group. */
const stratum = (selected: number[], not: number[]): Stratum => ({
  entrants: selected.map((of, group) => of + not[group]!),
  selected,
});

describe('the Mantel-Haenszel statistic', () => {
  test.each([
    // SAS/STAT User's Guide, PROC FREQ, example "Cochran-Mantel-Haenszel Statistics": Better and Same, active and placebo, women and men.
    ['migraine by treatment, given sex', [stratum([16, 5], [11, 20]), stratum([12, 7], [16, 19])], 8.3052, 1, 0.00395324],
    // Liu (1992) in Agresti, Introduction to Categorical Data Analysis, table 3.3: lung cancer by smoking in eight cities; SAS gives 280.138.
    [
      'lung cancer by smoking, given the city',
      [
        stratum([126, 35], [100, 61]),
        stratum([908, 497], [688, 807]),
        stratum([913, 336], [747, 598]),
        stratum([235, 58], [172, 121]),
        stratum([402, 121], [308, 215]),
        stratum([182, 72], [156, 98]),
        stratum([60, 11], [99, 43]),
        stratum([104, 21], [89, 36]),
      ],
      280.138,
      1,
      undefined,
    ],
    // Koch and Edwards (1988), data `Arthritis` of R's vcd: treated among those with no, some and marked improvement, women and men;
    // mantelhaen.test gives M² = 14.632, df = 2, p-value = 0.0006647. A group is missing from the men's placebo.
    [
      'treatment by improvement, given sex',
      [stratum([6, 5, 16], [19, 7, 6]), stratum([7, 2, 5], [10, 0, 1])],
      14.632,
      2,
      0.0006647,
    ],
  ])('of %s is as published', (_, strata, statistic, degrees, p) => {
    const found = mantelHaenszel(strata);
    expect(found.statistic).toBeCloseTo(statistic, 3);
    expect(found.degrees).toBe(degrees);
    if (p !== undefined) expect(chiSquareP(found.statistic, found.degrees)).toBeCloseTo(p, 7);
  });

  test("in one stratum is (n - 1) / n of Pearson's chi-square", () => {
    const { entrants, selected } = stratum([12, 30, 9, 44], [88, 70, 61, 56]);
    const n = 370;
    const k = 95;
    const pearson = entrants.reduce((sum, of, group) => {
      const expected = (of * k) / n;
      return sum + (selected[group]! - expected) ** 2 * (1 / expected + 1 / (of - expected));
    }, 0);
    const found = mantelHaenszel([{ entrants, selected }]);
    expect(found.statistic).toBeCloseTo((pearson * (n - 1)) / n, 9);
    expect(found.degrees).toBe(3);
    expect(found.expected).toEqual(entrants.map((of) => (of * k) / n));
  });

  test('is the same in whatever order groups and strata come', () => {
    const strata = [stratum([6, 5, 16], [19, 7, 6]), stratum([7, 2, 5], [10, 0, 1]), stratum([1, 200, 3], [9, 4000, 7])];
    const turned = strata.map(({ entrants, selected }) => ({ entrants: entrants.toReversed(), selected: selected.toReversed() }));
    const { statistic } = mantelHaenszel(strata);
    expect(mantelHaenszel(turned.toReversed()).statistic / statistic).toBeCloseTo(1, 12);
  });

  test('leaves out what says nothing: empty strata, strata of one, nobody or everybody selected, absent groups', () => {
    const telling = [stratum([6, 16], [19, 6])];
    const { statistic } = mantelHaenszel(telling);
    const ofOne = [stratum([0, 1], [0, 0]), stratum([0, 0], [0, 1])];
    const silent = [stratum([0, 0], [0, 0]), ...ofOne, stratum([0, 0], [5, 9]), stratum([5, 9], [0, 0])];
    expect(mantelHaenszel([...telling, ...silent])).toMatchObject({ statistic, degrees: 1 });
    const withAbsent = telling.map(({ entrants, selected }) => ({ entrants: [0, ...entrants], selected: [0, ...selected] }));
    const found = mantelHaenszel(withAbsent);
    expect(found.statistic).toBeCloseTo(statistic, 12);
    expect(found.degrees).toBe(1);
    expect(mantelHaenszel(silent)).toMatchObject({ statistic: 0, degrees: 0 });
    expect(mantelHaenszel([])).toEqual({ expected: [], statistic: 0, degrees: 0 });
  });

  test('has the rank of what is compared: groups that never meet are compared within their own strata only', () => {
    const apart = [stratum([10, 20, 0, 0], [90, 80, 0, 0]), stratum([0, 0, 30, 40], [0, 0, 70, 60])];
    const one = mantelHaenszel([stratum([10, 20], [90, 80])]);
    const other = mantelHaenszel([stratum([30, 40], [70, 60])]);
    const found = mantelHaenszel(apart);
    expect(found.degrees).toBe(2);
    expect(found.statistic).toBeCloseTo(one.statistic + other.statistic, 9);
  });

  test('has one degree of freedom less than groups that meet, whatever rounding leaves of the last one', () => {
    const random = seededRandom(8);
    for (let table = 0; table < 200; table++) {
      const strata = Array.from({ length: 30 }, () => {
        const entrants = Array.from({ length: 7 }, () => random.integer(1, 10 ** random.integer(1, 6)));
        return { entrants, selected: entrants.map((of) => random.integer(0, of)) };
      });
      expect(mantelHaenszel(strata).degrees).toBe(6);
    }
  });

  test('keeps its digits with twenty people in one group and ten million in the others', () => {
    const large = [stratum([2, 700_000, 700_100], [18, 4_300_000, 4_299_900])];
    const { entrants, selected } = large[0]!;
    const [n, k] = [entrants.reduce((a, b) => a + b), selected.reduce((a, b) => a + b)];
    const pearson = entrants.reduce((sum, of, group) => {
      const expected = (of * k) / n;
      return sum + (selected[group]! - expected) ** 2 * (1 / expected + 1 / (of - expected));
    }, 0);
    const found = mantelHaenszel(large);
    expect(found.degrees).toBe(2);
    expect(found.statistic / ((pearson * (n - 1)) / n)).toBeCloseTo(1, 8);
  });

  test('gives evenly spread p when each stratum selects at random, whatever its rate and its groups', () => {
    const random = seededRandom(20);
    // Hundreds: with tens, so few tables are possible that their p come in lumps.
    const sizes = [
      [1000, 300, 200],
      [150, 500, 50],
      [25, 100, 1500],
    ];
    const chosen = [300, 500, 100];
    const tenths = new Array<number>(10).fill(0);
    const runs = 2_000;
    for (let run = 0; run < runs; run++) {
      const { statistic, degrees } = mantelHaenszel(sizes.map((of, at) => selectAtRandom(random, of, chosen[at]!)));
      expect(degrees).toBe(2);
      const tenth = Math.min(9, Math.floor(chiSquareP(statistic, degrees) * 10));
      tenths[tenth] = tenths[tenth]! + 1;
    }
    const spread = tenths.reduce((sum, of) => sum + (of - runs / 10) ** 2 / (runs / 10), 0);
    // 9 degrees of freedom: 27.9 is exceeded once in a thousand; the seed is fixed, so this passes or fails for good.
    expect(spread).toBeLessThan(27.9);
  });
});

/** Takes `k` of the people of a stratum, each as likely as any other. */
function selectAtRandom(random: Random, entrants: number[], k: number): Stratum {
  const left = [...entrants];
  const selected = entrants.map(() => 0);
  let people = entrants.reduce((a, b) => a + b);
  for (let taken = 0; taken < k; taken++) {
    let person = random.integer(1, people--);
    let group = 0;
    while (person > left[group]!) person -= left[group++]!;
    left[group] = left[group]! - 1;
    selected[group] = selected[group]! + 1;
  }
  return { entrants, selected };
}
