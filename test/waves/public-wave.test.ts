import { describe, expect, test } from 'vitest';
import { freshSeconds } from '#shared/waves/public-wave.ts';
import { wave } from '../support/people.ts';

const OPENS = '2020-08-08T05:00:00.000Z';
const CLOSES = '2020-08-12T16:59:00.000Z';
const at = (instant: string, ms = 0) => Date.parse(instant) + ms;

describe('how long a copy of a wave may be kept', () => {
  test.each<[string, number, number]>([
    ['five seconds, long before it opens', at(OPENS, -3_600_000), 5],
    ['no longer than until it opens', at(OPENS, -3_999), 3],
    ['a second, in the last one', at(OPENS, -999), 1],
    ['five seconds again from the opening on', at(OPENS), 5],
    ['no longer than until it closes', at(CLOSES, -2_000), 2],
    ['five seconds once it has closed', at(CLOSES), 5],
  ])('%s', (_, now, seconds) => {
    expect(freshSeconds([wave()], now)).toBe(seconds);
  });

  test('of several, until the first of them changes', () => {
    const other = wave({ opensAt: '2020-08-08T05:00:02.000Z' });
    expect(freshSeconds([wave(), other], at(OPENS))).toBe(2);
  });

  test('five seconds while its selection runs, whatever its times, and of no wave at all', () => {
    expect(freshSeconds([wave({}, 'selecting')], at(OPENS, -2_000))).toBe(5);
    expect(freshSeconds([], at(OPENS))).toBe(5);
  });
});
