import { describe, expect, test } from 'vitest';
import { runSeed } from './run-seed.ts';

// A fixed few of what `npm run test:chaos` runs by the thousand: each weather twice, one of the two with two waves at once.
const SEEDS = Array.from({ length: 16 }, (_, at) => at + 1);
const MOST_COMMANDS = 100;

describe('whatever breaks, nothing is lost and nobody receives twice', () => {
  test.each(SEEDS)('seed %i', async (seed) => {
    const result = await runSeed(seed, { most: MOST_COMMANDS, thorough: seed % 4 === 0 });
    expect(result).not.toHaveProperty('violation');
  });

  test('a publisher that dies between the last phase and the last file, its workflow stopped with it (seed 1145)', async () => {
    expect(await runSeed(1145, { most: 200, thorough: false })).not.toHaveProperty('violation');
  });

  test('the same seed is the same run, call for call and fault for fault', async () => {
    const [first, second] = [await runSeed(7, { most: 60, thorough: false }), await runSeed(7, { most: 60, thorough: false })];
    expect(first).toEqual(second);
    expect(first).toMatchObject({ calls: expect.any(Number), injected: expect.any(Map) });
  });
});
