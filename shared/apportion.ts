/**
 * Shares out whole units in proportion to weights by the largest remainder (Hamilton): everybody gets the whole part of the exact
 * share, and the units left over go to the largest fractions, the earlier one first where they are equal.
 * @param total units to share out, a whole number from 0
 * @param weights not negative, not all 0
 * @returns as many whole numbers as weights; their sum is `total`
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (!(sum > 0)) throw new RangeError('shares need a weight above 0');
  const exact = weights.map((weight) => (total * weight) / sum);
  const shares = exact.map(Math.floor);
  const left = total - shares.reduce((all, share) => all + share, 0);
  const byFraction = exact
    .map((share, at) => ({ at, fraction: share - Math.floor(share) }))
    .sort((one, other) => other.fraction - one.fraction || one.at - other.at);
  for (const { at } of byFraction.slice(0, left)) shares[at] = (shares[at] as number) + 1;
  return shares;
}
