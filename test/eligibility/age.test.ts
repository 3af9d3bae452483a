import { expect, test } from 'vitest';
import { AGE_BANDS, ageBandOf, ageOn } from '#shared/eligibility/age.ts';

test('a year is completed on the birthday, and on 1 March by those born on 29 February', () => {
  expect(ageOn('1992-08-25', '2020-08-24')).toBe(27);
  expect(ageOn('1992-08-25', '2020-08-25')).toBe(28);
  expect(ageOn('1992-08-25', '2020-09-01')).toBe(28);
  expect(ageOn('1992-08-25', '2020-07-31')).toBe(27);
  expect([ageOn('2000-02-29', '2018-02-28'), ageOn('2000-02-29', '2018-03-01')]).toEqual([17, 18]);
});

test('each band begins with its first age', () => {
  const named = (age: number) => AGE_BANDS[ageBandOf(age)];
  expect([0, 17, 18, 24, 25, 34, 35, 44, 45, 54, 55, 64, 65, 120].map(named)).toEqual([
    'under 18',
    'under 18',
    '18-24',
    '18-24',
    '25-34',
    '25-34',
    '35-44',
    '35-44',
    '45-54',
    '45-54',
    '55-64',
    '55-64',
    '65 and over',
    '65 and over',
  ]);
});
