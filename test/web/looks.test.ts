import { describe, expect, test } from 'vitest';
import { EVERY_MS, nextLookMs } from '#web/officer/wave/pace.ts';
import { type Look, ratesOf } from '#web/officer/wave/rates.ts';

const looks = (...of: [seconds: number, count: number, estimated?: boolean][]): Look[] =>
  of.map(([seconds, count, estimated = false]) => ({ at: 1_000 * seconds, count, estimated }));

describe('registrations a minute', () => {
  test('follow from the look some fifteen seconds before, or from the first', () => {
    expect(ratesOf(looks([0, 100]))).toEqual([]);
    expect(ratesOf(looks([0, 100], [6, 110], [12, 110], [18, 160], [24, 160]))).toEqual([
      { at: 6_000, perMinute: 100 },
      { at: 12_000, perMinute: 50 },
      { at: 18_000, perMinute: 200 },
      // From the look at 6 s: 50 in 18 s.
      { at: 24_000, perMinute: 167 },
    ]);
  });

  test('are never taken from an estimate and an exact count, nor below none', () => {
    expect(ratesOf(looks([0, 100_032, true], [6, 99_990]))).toEqual([]);
    expect(ratesOf(looks([0, 100_032, true], [6, 99_990], [12, 100_064, true]))).toEqual([{ at: 12_000, perMinute: 160 }]);
    expect(ratesOf(looks([0, 120_032, true], [6, 120_000, true]))).toEqual([{ at: 6_000, perMinute: 0 }]);
    // A clock that is set back between two looks.
    expect(ratesOf(looks([6, 100], [6, 110], [5, 120]))).toEqual([]);
  });
});

describe('the report is asked for again', () => {
  test('after six seconds while something changes, and ever later while nothing does', () => {
    const waits = Array.from({ length: 6 }, (_, times) => {
      let wait = EVERY_MS;
      for (let time = 0; time <= times; time++) wait = nextLookMs(wait, { status: 200 }, false, false)!;
      return wait;
    });
    expect(waits).toEqual([9_000, 13_500, 20_250, 30_000, 30_000, 30_000]);
    expect(nextLookMs(30_000, { status: 200 }, true, false)).toBe(6_000);
    expect(nextLookMs(30_000, { status: 200 }, true, true)).toBe(15_000);
  });

  test('not before the API wants it, and never where the answer stays the same', () => {
    expect(nextLookMs(6_000, { status: 429, retryAfterSeconds: 60 }, false, false)).toBe(60_000);
    expect(nextLookMs(6_000, { status: 503 }, false, false)).toBe(12_000);
    expect(nextLookMs(20_000, { status: undefined }, false, false)).toBe(30_000);
    for (const status of [401, 403, 404]) expect(nextLookMs(6_000, { status }, false, false)).toBeUndefined();
  });
});
