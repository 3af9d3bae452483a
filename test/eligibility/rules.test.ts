import { describe, expect, test } from 'vitest';
import { ageOn } from '#shared/eligibility/age.ts';
import { type Candidate, refusingRule } from '#shared/eligibility/rules.ts';
import { filesOfScreened, screenedText } from '#shared/eligibility/screened.ts';
import type { Rules } from '#shared/waves/plan.ts';

const rules: Rules = {
  minimumAge: 18,
  maximumAge: 64,
  formalEducation: 'refused',
  barredOccupations: ['soldier'],
  exclusionLists: ['aid'],
};
const candidate = (changes: Partial<Candidate>): Candidate => ({
  birthDate: '1990-01-01',
  inFormalEducation: false,
  occupation: 'driver',
  listedOn: [],
  hasReceived: false,
  householdRecipients: 1,
  ...changes,
});
const CLOSING_DAY = '2022-08-12';

describe('the screening rules', () => {
  test.each<[string, Partial<Candidate>, string | undefined]>([
    ['who meets all of them', {}, undefined],
    ['whose eighteenth birthday is the closing day', { birthDate: '2004-08-12' }, undefined],
    ['whose eighteenth birthday is the day after', { birthDate: '2004-08-13' }, 'old-enough-on-the-closing-day'],
    ['who is still 64 on the closing day', { birthDate: '1957-08-13' }, undefined],
    ['who turns 65 on the closing day', { birthDate: '1957-08-12' }, 'not-too-old-on-the-closing-day'],
    ['in formal education', { inFormalEducation: true }, 'not-in-formal-education'],
    ['in a barred occupation', { occupation: 'soldier' }, 'not-in-a-barred-occupation'],
    ['in an occupation that this wave does not bar', { occupation: 'civil-servant' }, undefined],
    ['on an aid list', { listedOn: ['aid'] }, 'not-on-an-aid-list-of-the-wave'],
    ['who has received before', { hasReceived: true }, 'never-received-before'],
    ['whose household is full', { householdRecipients: 2 }, 'household-has-a-place-left'],
  ])('a person %s', (_, changes, rule) => {
    expect(refusingRule(candidate(changes), rules, CLOSING_DAY)).toBe(rule);
  });

  test('go by what the plan of the wave says', () => {
    const { maximumAge: _, ...open } = rules;
    expect(refusingRule(candidate({ birthDate: '1930-01-01' }), open, CLOSING_DAY)).toBeUndefined();
    expect(
      refusingRule(candidate({ inFormalEducation: true }), { ...rules, formalEducation: 'allowed' }, CLOSING_DAY),
    ).toBeUndefined();
  });
});

test('somebody born on 29 February completes a year on 1 March of a common year', () => {
  expect(ageOn('2004-02-29', '2022-02-28')).toBe(17);
  expect(ageOn('2004-02-29', '2022-03-01')).toBe(18);
  expect(ageOn('2004-02-29', '2024-02-29')).toBe(20);
});

test('the verdicts of a shard give entrants and exclusions, each sorted, none lost', () => {
  const text = screenedText([
    { entryId: 'c'.repeat(32), refusedBy: 'not-in-formal-education' },
    { entryId: 'b'.repeat(32), province: '31', priority: true, householdTag: '1'.repeat(16), householdPlaces: 2 },
    { entryId: 'a'.repeat(32), refusedBy: 'never-received-before' },
    { entryId: '0'.repeat(32), province: '91', priority: false, householdTag: '2'.repeat(16), householdPlaces: 1 },
  ]);
  expect(filesOfScreened(text)).toEqual({
    entrants: `${'0'.repeat(32)},91,0,${'2'.repeat(16)},1\n${'b'.repeat(32)},31,1,${'1'.repeat(16)},2\n`,
    exclusions: `${'a'.repeat(32)},never-received-before\n${'c'.repeat(32)},not-in-formal-education\n`,
  });
});
