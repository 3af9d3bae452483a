import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { killRuns } from './kill-runs.ts';
import { momentsOf, printedMoment } from './moments.ts';

/** Chosen for where they hit: screening and refills; awards and the certificate. `npm run test:kills` runs as many as one likes. */
const SEEDS = [1, 4];
const PATIENCE_MS = 400_000;

let runs: Awaited<ReturnType<typeof killRuns>>;
beforeAll(async () => {
  runs = await killRuns(inject('assembly'));
}, PATIENCE_MS);
afterAll(() => runs.remove());

test.each(SEEDS)(
  'the whole runtime killed at the moments of seed %i and started again leaves, byte for byte, what an undisturbed run does',
  async (seed) => {
    const { run, faults } = await runs.killed(seed);
    expect(faults).toEqual([]);
    expect(run.killed.length).toBeGreaterThan(0);
  },
  PATIENCE_MS,
);

test('a seed gives one to six moments, always the same, in the order of the wave', () => {
  const seeds = Array.from({ length: 200 }, (_, seed) => momentsOf(seed));
  expect(seeds).toEqual(Array.from({ length: 200 }, (_, seed) => momentsOf(seed)));
  expect(new Set(seeds.map(({ length }) => length))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  expect(new Set(seeds.flat().map(({ kind }) => kind))).toEqual(new Set(['file', 'table', 'answer', 'start']));
  expect(new Set(seeds.flat().map(printedMoment)).size).toBeGreaterThan(400);
});
