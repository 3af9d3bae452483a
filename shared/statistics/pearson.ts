/** What is within this share of none or of all is none or all. */
const ROUNDING = 1e-9;

/**
 * Pearson's chi-square of selected and not selected over bands, against expected numbers that come from elsewhere: the sum of
 * (O - E)²/E + (O - E)²/(n - E). A cell in which nobody is expected is left out.
 * @returns the statistic, and bands - 1 degrees of freedom
 */
export function pearson(bands: readonly { entrants: number; selected: number; expected: number }[]): {
  statistic: number;
  degrees: number;
} {
  let statistic = 0;
  for (const { entrants, selected, expected } of bands) {
    const cells = [expected, entrants - expected].filter((cell) => cell > entrants * ROUNDING);
    for (const cell of cells) statistic += (selected - expected) ** 2 / cell;
  }
  return { statistic, degrees: bands.length - 1 };
}
