import { expect, test } from 'vitest';
import { seededRandom } from '#demo/random.ts';
import { type DrawPlan, draw } from '#shared/draw/draw.ts';
import { plannedRates, STRATA, stratumOf } from '#shared/rates/planned-rates.ts';
import { crowdOf, seedFrom } from './a-crowd.ts';

/** Entrants without and with priority, by province. */
type Counts = Record<string, [others: number, prior: number]>;

function ratesBy(plan: DrawPlan, counts: Counts) {
  const entrants = new Float64Array(STRATA);
  for (const [province, of] of Object.entries(counts))
    of.forEach((number, priority) => {
      entrants[stratumOf(Number(province), priority)] = number;
    });
  const rates = plannedRates(plan, entrants);
  return Object.fromEntries(
    Object.keys(counts).map((province) => [
      province,
      [rates[stratumOf(Number(province), 0)], rates[stratumOf(Number(province), 1)]],
    ]),
  );
}

const half = { perMille: 500 };
test.each<[string, DrawPlan, Counts, Counts]>([
  ['one pot', { places: 25, byProvince: 'national' }, { 31: [60, 0], 32: [40, 0] }, { 31: [0.25, 0.25], 32: [0.25, 0.25] }],
  [
    'a quota each',
    { places: 30, byProvince: { 31: 20, 32: 10 } },
    { 31: [80, 0], 32: [100, 0] },
    { 31: [0.25, 0.25], 32: [0.1, 0.1] },
  ],
  [
    'kept places that help: 50 for 100 with priority, 50 for 300 others',
    { places: 100, byProvince: { 31: 100 }, priority: half },
    { 31: [300, 100] },
    { 31: [50 / 300, 0.5] },
  ],
  [
    'kept places that don’t: those with priority have as much by chance alone',
    { places: 100, byProvince: { 31: 100 }, priority: half },
    { 31: [100, 300] },
    { 31: [0.25, 0.25] },
  ],
  [
    'more kept places than people for them: the rest is everybody’s',
    { places: 100, byProvince: { 31: 100 }, priority: half },
    { 31: [400, 20] },
    { 31: [0.2, 1] },
  ],
  [
    'kept places per province, rounded down: 2 of 5',
    { places: 10, byProvince: { 31: 5, 32: 5 }, priority: half },
    { 31: [30, 4], 32: [30, 4] },
    { 31: [0.1, 0.5], 32: [0.1, 0.5] },
  ],
  ['places for everybody', { places: 100, byProvince: 'national', priority: half }, { 31: [10, 5] }, { 31: [1, 1] }],
  [
    'no spill-over: places stay empty',
    { places: 60, byProvince: { 31: 50, 32: 10 } },
    { 31: [20, 0], 32: [100, 0] },
    { 31: [1, 1], 32: [0.1, 0.1] },
  ],
  [
    'spill-over to the lowest tickets left: 30 left over raise the lowest threshold, 0.1, until it meets the next, 0.2, and then both',
    { places: 80, byProvince: { 31: 50, 32: 10, 33: 20 }, spillOver: true },
    { 31: [20, 0], 32: [100, 0], 33: [100, 0] },
    { 31: [1, 1], 32: [0.3, 0.3], 33: [0.3, 0.3] },
  ],
  [
    'more spill-over than people',
    { places: 500, byProvince: { 31: 490, 32: 10 }, spillOver: true },
    { 31: [20, 0], 32: [100, 0] },
    { 31: [1, 1], 32: [1, 1] },
  ],
])('%s', (_, plan, counts, expected) => {
  const rates = ratesBy(plan, counts);
  for (const [province, [others, prior]] of Object.entries(counts)) {
    if (others > 0) expect(rates[province]![0], `${province} without`).toBeCloseTo(expected[province]![0], 12);
    if (prior > 0) expect(rates[province]![1], `${province} with`).toBeCloseTo(expected[province]![1], 12);
  }
});

test.each<[string, DrawPlan]>([
  [
    'provinces, priority and spill-over',
    { places: 640, byProvince: { 31: 100, 32: 90, 33: 450 }, priority: { perMille: 600 }, spillOver: true },
  ],
  ['provinces and priority', { places: 640, byProvince: { 31: 100, 32: 90, 33: 450 }, priority: { perMille: 300 } }],
  ['one pot with priority', { places: 640, byProvince: 'national', priority: { perMille: 800 } }],
])('what is expected is what draws give on average: %s', (_, plan) => {
  const counts: Counts = { 31: [400, 100], 32: [150, 300], 33: [300, 100] };
  const random = seededRandom(6);
  const { entrants } = crowdOf(
    random,
    Object.entries(counts).flatMap(([province, [others, prior]]) => [
      { number: others, province },
      { number: prior, province, priority: true },
    ]),
  );
  const taken = new Float64Array(STRATA);
  const draws = 200;
  for (let number = 0; number < draws; number++)
    for (const { index } of draw(plan, entrants, seedFrom(random), []).winners) {
      const stratum = stratumOf(entrants.provinces[index]!, entrants.priorities[index]!);
      taken[stratum] = taken[stratum]! + 1 / draws;
    }
  const rates = ratesBy(plan, counts);
  for (const [province, of] of Object.entries(counts))
    of.forEach((number, priority) => {
      const rate = taken[stratumOf(Number(province), priority)]! / number;
      expect(Math.abs(rate - rates[province]![priority]!), `${province}, ${priority}: ${rate}`).toBeLessThan(0.012);
    });
});
