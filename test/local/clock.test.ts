import { expect, test } from 'vitest';
import { clockNow, createClock } from '#infra/local/clock.ts';

const START = Date.parse('2020-08-09T05:00:31Z');

test('a clock runs beside real time, one that stands moves by jumps only, and whoever shares its cells reads the same', () => {
  let real = 1_000_000;
  const running = createClock(START, () => real);
  const standing = createClock(START, () => real, 0);
  real += 60_000;
  expect([running.now(), standing.now()]).toEqual([START + 60_000, START]);
  for (const clock of [running, standing]) {
    clock.advanceTo(START + 100_000);
    expect(clock.now()).toBe(START + 100_000);
    expect(clockNow(real, new Float64Array(clock.cells))).toBe(START + 100_000);
  }
  real += 5_000;
  expect([running.now(), standing.now()]).toEqual([START + 105_000, START + 100_000]);
});
