import { expect, test, vi } from 'vitest';
import { dayInWib, instant, systemClock } from '#shared/clock.ts';

test('instants are UTC with milliseconds', () => {
  expect(instant(1_586_606_400_000)).toBe('2020-04-11T12:00:00.000Z');
});

test('a day of Western Indonesia begins at 17:00 UTC', () => {
  expect(dayInWib('2020-08-12T16:59:59.999Z')).toBe('2020-08-12');
  expect(dayInWib('2020-08-12T17:00:00.000Z')).toBe('2020-08-13');
});

test("the system's clock is the machine's", () => {
  vi.spyOn(Date, 'now').mockReturnValue(1_586_606_400_000);
  expect(systemClock.now()).toBe(1_586_606_400_000);
  vi.restoreAllMocks();
});
