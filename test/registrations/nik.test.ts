import { describe, expect, test } from 'vitest';
import { isDate, isNik, sexOf, showsBirthDate } from '#shared/registrations/nik.ts';
import { hasPriority } from '#shared/registrations/priority.ts';

describe('a NIK', () => {
  test.each([
    ['of a woman', '3174056508920003'],
    ['of a man on the last day of a month', '3174053108920001'],
    ['of a woman on the 31st', '3174057108920001'],
    ['of 29 February in a leap year of one century only', '3174052902000001'],
    ['of a regency that no list has', '3199990101900001'],
  ])('%s is one', (_, nik) => expect(isNik(nik)).toBe(true));

  test.each([
    ['a digit too few', '317405650892003'],
    ['a digit too many', '31740565089200033'],
    ['something before it', 'x3174056508920003'],
    ['something after it', '3174056508920003x'],
    ['a letter', '31740565089200O3'],
    ['no known province', '0074056508920003'],
    ['serial 0000', '3174056508920000'],
    ['day 00', '3174050008920003'],
    ['day 32', '3174053208920003'],
    ['day 40', '3174054008920003'],
    ['day 72', '3174057208920003'],
    ['month 13', '3174056513920003'],
    ['month 00', '3174056500920003'],
    ['29 February of a common year in both centuries', '3174052902010001'],
  ])('with %s is none', (_, nik) => expect(isNik(nik)).toBe(false));

  test('shows the birth date without its century, and the sex', () => {
    expect(showsBirthDate('3174056508920003', '1992-08-25')).toBe(true);
    expect(showsBirthDate('3174054108920003', '1992-08-01')).toBe(true);
    expect(showsBirthDate('3174052508920003', '2092-08-25')).toBe(true);
    expect(showsBirthDate('3174056508920003', '1992-08-26')).toBe(false);
    expect(showsBirthDate('3174056508920003', '1992-09-25')).toBe(false);
    expect(showsBirthDate('3174056508920003', '1993-08-25')).toBe(false);
    expect(showsBirthDate('none', '1992-08-25')).toBe(false);
    expect([sexOf('3174054108920003'), sexOf('3174053108920003'), sexOf('3174054008920003')]).toEqual(['female', 'male', 'male']);
    expect(sexOf('none')).toBe('male');
  });
});

test('a day of the calendar is YYYY-MM-DD and there is one', () => {
  expect(['2020-02-29', '1900-12-31'].map(isDate)).toEqual([true, true]);
  for (const none of [
    '2021-02-29',
    '2020-2-9',
    '2020-13-01',
    '2020-00-10',
    'x2020-02-29',
    '2020-02-290',
    '+012345-01-01',
    'today',
    '',
  ]) {
    expect(isDate(none), none).toBe(false);
  }
});

test('priority is for the laid-off, where the plan has it', () => {
  const plan = { priority: { group: 'laid-off', perMille: 800 } } as const;
  expect([hasPriority(plan, true), hasPriority(plan, false), hasPriority({}, true)]).toEqual([true, false, false]);
  expect(hasPriority({ priority: { group: 'others' } } as never, true)).toBe(false);
});
