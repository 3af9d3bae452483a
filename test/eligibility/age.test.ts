import { expect, test } from 'vitest';
import { ageOn } from '#shared/eligibility/age.ts';

test('a year is completed on the birthday, and on 1 March by those born on 29 February', () => {
  expect(ageOn('1992-08-25', '2020-08-24')).toBe(27);
  expect(ageOn('1992-08-25', '2020-08-25')).toBe(28);
  expect(ageOn('1992-08-25', '2020-09-01')).toBe(28);
  expect(ageOn('1992-08-25', '2020-07-31')).toBe(27);
  expect([ageOn('2000-02-29', '2018-02-28'), ageOn('2000-02-29', '2018-03-01')]).toEqual([17, 18]);
});
