import { LEAST_IN_A_BAND } from '../evidence/documents.ts';

/** The band of all groups that are too small for one of their own. */
const OTHER = 'other';

/** A published band: its name, and the numbers of the groups that are in it. */
export type Band = { band: string; groups: number[] };

/**
 * Puts groups into bands of at least 20 people: a group of 20 is a band, smaller ones are `other` together, and while that is still
 * too small the smallest band joins it. Groups without anybody are in no band.
 * @param groups in the order of publication
 * @returns the bands in that order, `other` last; none when there are fewer than 20 people in all
 */
export function bandsOf(groups: readonly { name: string; entrants: number }[]): Band[] {
  const present = [...groups.keys()].filter((group) => sizeOf(group) > 0);
  const own = present.filter((group) => sizeOf(group) >= LEAST_IN_A_BAND);
  const pooled = present.filter((group) => sizeOf(group) < LEAST_IN_A_BAND);
  if (pooled.length > 0 && pooled.reduce((sum, group) => sum + sizeOf(group), 0) < LEAST_IN_A_BAND) {
    const [smallest] = own.toSorted((left, right) => sizeOf(left) - sizeOf(right) || left - right);
    if (smallest === undefined) return [];
    own.splice(own.indexOf(smallest), 1);
    pooled.push(smallest);
  }
  const bands = own.map((group): Band => ({ band: groups[group]?.name as string, groups: [group] }));
  return pooled.length > 0 ? [...bands, { band: OTHER, groups: pooled }] : bands;

  function sizeOf(group: number): number {
    return groups[group]?.entrants as number;
  }
}
