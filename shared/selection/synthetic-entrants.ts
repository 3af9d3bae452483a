import { hash } from 'node:crypto';
import { apportion } from '../apportion.ts';
import { DRY_RUN_ALGORITHM } from '../draw/algorithm.ts';
import { entrantLine } from '../draw/entrants.ts';
import type { Certificate } from '../evidence/documents.ts';
import { SHARDS } from '../shards.ts';

/** Everything that made-up entrants follow from. */
export type SyntheticCrowd = {
  /** Hex; the plan that they are made for. */
  planHash: string;
  /** How many, a whole number from 1. */
  entrants: number;
  /** Of which so many in a thousand have priority. */
  priorityPerMille: number;
  /** Entrants to a household, a whole number from 1; the last one of a province may be smaller. */
  householdsOf: number;
  /** Shares by province code: not negative, not all 0. */
  weights: Readonly<Record<string, number>>;
};

export type SyntheticEntrants = {
  /** By shard, `00` first, in the form of the published entrants files. */
  files: (readonly [shard: string, bytes: Uint8Array])[];
  counts: Certificate['entrants'];
};

/** A household that nobody of has received yet (guarantee: at most two recipients per household). */
const HOUSEHOLD_PLACES = 2;

/**
 * Entrants files of people who don't exist, for trying a plan. The same crowd gives the same bytes: each entry's facts are parts of the
 * SHA-256 of the dry run's name, the digest of all options and a counter. Provinces and priority get their exact shares by the
 * largest remainder; who of a province has priority falls regardless of households.
 */
export function syntheticEntrants(crowd: SyntheticCrowd): SyntheticEntrants {
  const codes = Object.keys(crowd.weights).sort();
  const totals = apportion(
    crowd.entrants,
    codes.map((code) => crowd.weights[code] as number),
  );
  const [ofPriority = 0] = apportion(crowd.entrants, [crowd.priorityPerMille, 1000 - crowd.priorityPerMille]);
  const priorities = apportion(ofPriority, totals);
  const label = labelOf(crowd, codes, totals);
  const lines = new Map<string, string[]>(SHARDS.map((shard) => [shard, []]));
  const counts: Certificate['entrants'] = { total: crowd.entrants, priority: ofPriority, byProvince: {} };
  let first = 0;
  for (const [at, province] of codes.entries()) {
    const [total, priority] = [totals[at] as number, priorities[at] as number];
    if (total === 0) continue;
    const digests = Array.from({ length: total }, (_, number) => hash('sha256', `${label}${first + number}\n`));
    const hasPriority = firstByLot(digests, priority);
    for (const [number, digest] of digests.entries()) {
      const firstOfHousehold = digests[number - (number % crowd.householdsOf)] as string;
      const line = entrantLine({
        entryId: entryIdIn(digest),
        province,
        priority: hasPriority.has(number),
        householdTag: householdTagIn(firstOfHousehold),
        householdPlaces: HOUSEHOLD_PLACES,
      });
      lines.get(shardIn(digest))?.push(line);
    }
    counts.byProvince[province] = { total, priority };
    first += total;
  }
  // A line begins with its entryId, so lines in order are entries in order.
  return { files: [...lines].map(([shard, of]) => [shard, Buffer.from(of.sort().join(''))] as const), counts };
}

/** What stands before the counter in each entry's text. */
function labelOf(crowd: SyntheticCrowd, codes: readonly string[], totals: readonly number[]): string {
  const { planHash, entrants, priorityPerMille, householdsOf } = crowd;
  const provinces = codes.map((code, at) => `${code},${totals[at]}`);
  const options = [DRY_RUN_ALGORITHM, planHash, entrants, priorityPerMille, householdsOf, ...provinces].join('\n');
  return `${DRY_RUN_ALGORITHM}\n${hash('sha256', `${options}\n`)}\n`;
}

// A digest's 64 hex digits: entryId 32, shard 2, lot 12, two unused, household tag 16.
const entryIdIn = (digest: string) => digest.slice(0, 32);
const shardIn = (digest: string) => digest.slice(32, 34);
const lotIn = (digest: string) => Number.parseInt(digest.slice(34, 46), 16);
const householdTagIn = (digest: string) => digest.slice(48, 64);

/** The indices of the `count` digests with the lowest lots. */
function firstByLot(digests: readonly string[], count: number): Set<number> {
  const lots = Float64Array.from(digests, lotIn);
  const byLot = Uint32Array.from(lots.keys()).sort(
    (left, right) => (lots[left] as number) - (lots[right] as number) || left - right,
  );
  return new Set(byLot.subarray(0, count));
}
