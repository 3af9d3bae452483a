import { expect, test } from 'vitest';
import { cachedWaveReader, WAVE_CACHE_MS } from '#shared/waves/wave-cache.ts';
import { CHANGE_DISTANCE_MS } from '#shared/waves/waves-store.ts';
import { fakeClock } from '../support/emulator.ts';
import { wave } from '../support/people.ts';

test('a wave is asked for again after five seconds, which is well within the distance that changes keep', async () => {
  const clock = fakeClock('2020-08-09T00:00:00Z');
  let asked = 0;
  const read = cachedWaveReader(async () => {
    asked++;
    return wave();
  }, clock);
  for (const [after, times] of [
    [0, 1],
    [WAVE_CACHE_MS - 1, 1],
    [WAVE_CACHE_MS, 2],
    [2 * WAVE_CACHE_MS - 1, 2],
  ] as const) {
    clock.epochMs = Date.parse('2020-08-09T00:00:00Z') + after;
    await read('2020-04');
    expect(asked, `${after} ms`).toBe(times);
  }
  expect(CHANGE_DISTANCE_MS).toBeGreaterThanOrEqual(2 * WAVE_CACHE_MS);
});
