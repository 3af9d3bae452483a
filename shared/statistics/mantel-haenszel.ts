/** People of one stratum by group: how many there were, and how many of them were selected. */
export type Stratum = { entrants: readonly number[]; selected: readonly number[] };

export type MantelHaenszel = {
  /** Selected to be expected of each group if the group made no difference inside a stratum. */
  expected: number[];
  statistic: number;
  /** The rank of the covariance, groups - 1 where they meet in the strata; 0 when nothing could have come out otherwise. */
  degrees: number;
};

/**
 * The generalized Cochran-Mantel-Haenszel statistic of groups against a selection of some in each stratum (Mantel and Haenszel, J. Natl.
 * Cancer Inst. 22, 1959; Landis, Heyman and Koch, Int. Stat. Rev. 46, 1978). In a stratum of n, k of them selected, the selected of a
 * group of n_g are hypergeometric: mean n_g k / n, covariance k (n - k) / (n - 1) · n_g/n (δ_gh - n_h/n). Means and covariances add up
 * over the strata; the statistic is d' V⁻ d of the differences d between selected and expected. For two groups it is the CMH
 * chi-square without continuity correction.
 */
export function mantelHaenszel(strata: readonly Stratum[]): MantelHaenszel {
  const groups = strata[0]?.entrants.length ?? 0;
  const expected = new Array<number>(groups).fill(0);
  const differences = new Array<number>(groups).fill(0);
  const covariance = expected.map(() => new Array<number>(groups).fill(0));
  for (const { entrants, selected } of strata) {
    const n = sum(entrants);
    const k = sum(selected);
    if (n === 0) continue;
    entrants.forEach((of, g) => {
      const mean = (of * k) / n;
      expected[g] = (expected[g] as number) + mean;
      differences[g] = (differences[g] as number) + (selected[g] as number) - mean;
    });
    if (k === 0 || k === n) continue;
    const spread = (k * (n - k)) / (n - 1);
    for (let g = 0; g < groups; g++) {
      const row = covariance[g] as number[];
      const share = (entrants[g] as number) / n;
      for (let h = 0; h < groups; h++) {
        const other = (entrants[h] as number) / n;
        row[h] = (row[h] as number) + spread * share * ((g === h ? 1 : 0) - other);
      }
    }
  }
  return { expected, ...quadraticForm(covariance, differences) };
}

/** What is left of a group's variance below this share of it is rounding: the group follows from those eliminated before. */
const NOTHING_LEFT = 1e-9;

/**
 * d' V⁻ d by Gaussian elimination with symmetric pivoting: always the row that keeps the largest share of its variance, until none
 * keeps any. So groups without variance, and the one that follows from all others, drop out by themselves.
 */
function quadraticForm(covariance: readonly (readonly number[])[], differences: readonly number[]) {
  const rows = covariance.map((row) => [...row]);
  const rest = [...differences];
  const left = new Set(rows.keys());
  let statistic = 0;
  let degrees = 0;
  for (;;) {
    let pivot = -1;
    let best = NOTHING_LEFT;
    for (const g of left) {
      const share = at(rows, g, g) / at(covariance, g, g);
      if (share > best) [pivot, best] = [g, share];
    }
    if (pivot < 0) return { statistic, degrees };
    left.delete(pivot);
    const variance = at(rows, pivot, pivot);
    const difference = rest[pivot] as number;
    statistic += difference ** 2 / variance;
    degrees++;
    for (const g of left) {
      const factor = at(rows, g, pivot) / variance;
      rest[g] = (rest[g] as number) - factor * difference;
      const row = rows[g] as number[];
      for (const h of left) row[h] = (row[h] as number) - factor * at(rows, pivot, h);
    }
  }
}

function at(matrix: readonly (readonly number[])[], row: number, column: number): number {
  return matrix[row]?.[column] as number;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
