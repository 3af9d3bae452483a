import type { DrawPlan, Winner } from '../draw/draw.ts';
import type { Entrants } from '../draw/entrants.ts';
import { AGE_BANDS } from '../eligibility/age.ts';
import { type EntrantGroups, SEXES } from '../eligibility/screened.ts';
import { LEAST_IN_A_BAND, type RatesOfDimension, type SelectionRates } from '../evidence/documents.ts';
import { chiSquareP } from '../statistics/chi-square.ts';
import { mantelHaenszel, type Stratum } from '../statistics/mantel-haenszel.ts';
import { pearson } from '../statistics/pearson.ts';
import { bandsOf } from './bands.ts';
import { plannedRates, STRATA } from './planned-rates.ts';
import { ageBandOfCell, type Counts, countCells, sexOfCell, stratumOfCell } from './rate-counts.ts';

export type RatesInput = {
  waveId: string;
  plan: DrawPlan;
  entrants: Entrants;
  groups: EntrantGroups;
  /** Those awarded. */
  winners: readonly Pick<Winner, 'index'>[];
  /** EntryIds whose award failed, of all rounds. */
  struckOut: readonly string[];
};

/**
 * Selected against expected of a wave, by province, sex, age band and priority, in bands of at least 20 entrants: `selection-rates.json`.
 * Struck-out entries are in no number but `leftOut`: no draw could have made them recipients.
 *
 * - Sex and age must make no difference, so they are compared inside each stratum of province and priority, where the draw takes the
 *   lowest tickets: expected and test are Mantel and Haenszel's (shared/statistics/mantel-haenszel.ts). What it doesn't know is the household
 *   limit, which lets large families have a little less than their share; nor that an entry whose award would have failed stays among
 *   the entrants if it was not drawn, so that where many awards fail, the group with more of them seems to be selected less.
 * - Province and priority are meant to make the difference that the plan says, so expected is the plan's (planned-rates.ts) and the test
 *   Pearson's. A quota that is used up leaves chance no room: the statistic is near 0 and p near 1 where there is nothing wrong.
 */
export function selectionRates(input: RatesInput): SelectionRates {
  const { waveId, plan, entrants, groups, winners, struckOut } = input;
  const counts = countCells(entrants, groups, winners, struckOut);
  const facts = {
    waveId,
    leastInABand: LEAST_IN_A_BAND,
    entrants: sum(counts.entrants),
    selected: sum(counts.selected),
    leftOut: counts.leftOut,
  } as const;
  if (facts.entrants < LEAST_IN_A_BAND) return { ...facts, dimensions: null, withheld: 'fewer-than-20-entrants' };
  const entrantsOfStratum = new Float64Array(STRATA);
  counts.entrants.forEach((of, cell) => {
    entrantsOfStratum[stratumOfCell(cell)] = (entrantsOfStratum[stratumOfCell(cell)] as number) + of;
  });
  const rates = plannedRates(plan, entrantsOfStratum);
  const byPlan = (strata: readonly Stratum[]) => againstPlan(strata, rates);
  return {
    ...facts,
    dimensions: {
      province: ratesOf(counts, PROVINCES, (cell) => stratumOfCell(cell) >> 1, byPlan),
      sex: ratesOf(counts, SEXES, sexOfCell, mantelHaenszel),
      ageBand: ratesOf(counts, AGE_BANDS, ageBandOfCell, mantelHaenszel),
      priority: ratesOf(counts, PRIORITIES, (cell) => stratumOfCell(cell) & 1, byPlan),
    },
    withheld: null,
  };
}

const PROVINCES = Array.from({ length: STRATA / 2 }, (_, code) => String(code).padStart(2, '0'));
const PRIORITIES = ['without priority', 'with priority'];

type Comparison = { expected: readonly number[]; statistic: number; degrees: number };

/** One dimension: its groups put into bands, and the bands compared. */
function ratesOf(
  counts: Counts,
  names: readonly string[],
  groupOf: (cell: number) => number,
  compare: (strata: readonly Stratum[]) => Comparison,
): RatesOfDimension {
  const sizes = names.map((name) => ({ name, entrants: 0 }));
  counts.entrants.forEach((of, cell) => {
    const group = sizes[groupOf(cell)] as { entrants: number };
    group.entrants += of;
  });
  const bands = bandsOf(sizes);
  const bandOfGroup = new Map(bands.flatMap(({ groups }, band) => groups.map((group) => [group, band] as const)));
  const strata = Array.from({ length: STRATA }, () => ({ entrants: bands.map(() => 0), selected: bands.map(() => 0) }));
  counts.entrants.forEach((of, cell) => {
    if (of === 0) return;
    const { entrants, selected } = strata[stratumOfCell(cell)] as (typeof strata)[number];
    const band = bandOfGroup.get(groupOf(cell)) as number;
    entrants[band] = (entrants[band] as number) + of;
    selected[band] = (selected[band] as number) + (counts.selected[cell] as number);
  });
  const { expected, statistic, degrees } = compare(strata);
  const tested = degrees > 0;
  return {
    bands: bands.map(({ band }, at) => ({
      band,
      entrants: sum(strata.map(({ entrants }) => entrants[at] as number)),
      selected: sum(strata.map(({ selected }) => selected[at] as number)),
      expected: rounded(expected[at] as number, 2),
    })),
    chiSquare: tested ? rounded(statistic, 3) : null,
    degreesOfFreedom: tested ? degrees : null,
    p: tested ? Number(chiSquareP(statistic, degrees).toPrecision(4)) : null,
  };
}

/** @param rates by stratum */
function againstPlan(strata: readonly Stratum[], rates: Float64Array): Comparison {
  const bands = [...(strata[0] as Stratum).entrants.keys()].map((band) => ({
    entrants: sum(strata.map(({ entrants }) => entrants[band] as number)),
    selected: sum(strata.map(({ selected }) => selected[band] as number)),
    expected: sum(strata.map(({ entrants }, stratum) => (entrants[band] as number) * (rates[stratum] as number))),
  }));
  return { expected: bands.map(({ expected }) => expected), ...pearson(bands) };
}

/** Figures are rounded so that no byte hangs on the last bit of a sum. */
function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

function sum(numbers: ArrayLike<number>): number {
  let total = 0;
  for (let at = 0; at < numbers.length; at++) total += numbers[at] as number;
  return total;
}
