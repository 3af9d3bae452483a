import { describe, expect, test } from 'vitest';
import { readEntrants } from '#shared/draw/entrants.ts';
import { AGE_BANDS, ageBandOf, ageOn } from '#shared/eligibility/age.ts';
import {
  type Candidate,
  KIND_OF_RULE,
  RULE_NAMES,
  RULES_VERSION,
  type RuleName,
  refusingList,
  refusingRule,
} from '#shared/eligibility/rules.ts';
import { filesOfScreened, readGroups, SEXES, screenedText } from '#shared/eligibility/screened.ts';
import type { Rules } from '#shared/waves/plan.ts';

const rules: Rules = {
  minimumAge: 18,
  maximumAge: 64,
  formalEducation: 'refused',
  barredOccupations: ['soldier'],
  exclusionLists: ['aid@2'],
};
const candidate = (changes: Partial<Candidate>): Candidate => ({
  birthDate: '1990-01-01',
  inFormalEducation: false,
  occupation: 'driver',
  listedOn: [],
  barredOn: [],
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
    ['on an aid list', { listedOn: ['aid@2'] }, 'not-on-an-aid-list-of-the-wave'],
    ['on a list of officials', { barredOn: ['officials@1'] }, 'not-on-a-barred-occupation-list-of-the-wave'],
    ['who has received before', { hasReceived: true }, 'never-received-before'],
    ['whose household is full', { householdRecipients: 2 }, 'household-has-a-place-left'],
  ])('a person %s', (_, changes, rule) => {
    expect(refusingRule(candidate(changes), rules, CLOSING_DAY)).toBe(rule);
  });

  test('that go by lists name the first that refuses, and the others none', () => {
    const listed = candidate({ listedOn: ['aid@2', 'bpum@1'], barredOn: ['officials@1'] });
    const named = RULE_NAMES.flatMap((rule) => {
      const list = refusingList(rule, listed);
      return list === undefined ? [] : [[rule, list]];
    });
    expect(Object.fromEntries(named)).toEqual({
      'not-on-an-aid-list-of-the-wave': 'aid@2',
      'not-on-a-barred-occupation-list-of-the-wave': 'officials@1',
    });
    expect(Object.keys(KIND_OF_RULE).toSorted()).toEqual(named.map(([rule]) => rule).toSorted());
  });

  test('go by what the plan of the wave says', () => {
    const { maximumAge: _, ...open } = rules;
    expect(refusingRule(candidate({ birthDate: '1930-01-01' }), open, CLOSING_DAY)).toBeUndefined();
    expect(
      refusingRule(candidate({ inFormalEducation: true }), { ...rules, formalEducation: 'allowed' }, CLOSING_DAY),
    ).toBeUndefined();
  });
});

test('the sentences have a version, which every commitment names', () => {
  expect(RULES_VERSION).toBe('gelombang/rules/v2');
});

test('somebody born on 29 February completes a year on 1 March of a common year', () => {
  expect(ageOn('2004-02-29', '2022-02-28')).toBe(17);
  expect(ageOn('2004-02-29', '2022-03-01')).toBe(18);
  expect(ageOn('2004-02-29', '2024-02-29')).toBe(20);
});

test.each([
  [17, 'under 18'],
  [18, '18-24'],
  [24, '18-24'],
  [25, '25-34'],
  [34, '25-34'],
  [35, '35-44'],
  [44, '35-44'],
  [45, '45-54'],
  [54, '45-54'],
  [55, '55-64'],
  [64, '55-64'],
  [65, '65 and over'],
  [0, 'under 18'],
  [120, '65 and over'],
])('somebody of %d belongs to the age band %s', (age, band) => {
  expect(AGE_BANDS[ageBandOf(age)]).toBe(band);
});

describe('the verdicts of a shard', () => {
  const entrant = { householdTag: '1'.repeat(16), householdPlaces: 2 } as const;
  const text = screenedText([
    { entryId: 'c'.repeat(32), refusedBy: 'not-in-formal-education' },
    { entryId: 'b'.repeat(32), province: '31', priority: true, ...entrant, sex: 'female', ageBand: 6 },
    { entryId: 'a'.repeat(32), refusedBy: 'never-received-before' },
    // Every rule's name, so that one whose line is as long as an entrant's would be noticed; and one that is.
    ...RULE_NAMES.map((refusedBy, at) => ({ entryId: `d${at}`.padEnd(32, '0'), refusedBy, ...(at < 2 && { list: 'aid@2' }) })),
    { entryId: 'e'.repeat(32), refusedBy: 'x'.repeat(27) as RuleName },
    { entryId: '0'.repeat(32), province: '91', priority: false, ...entrant, sex: 'male', ageBand: 0 },
  ]);
  const files = filesOfScreened(text);
  const entrants = readEntrants([['00', Buffer.from(files.entrants)]]);
  const groups = () => ({ sexes: new Uint8Array(2), ageBands: new Uint8Array(2) });

  test('give entrants, without sex and age, and exclusions, each sorted, none lost', () => {
    expect(files.entrants).toBe(`${'0'.repeat(32)},91,0,${'1'.repeat(16)},2\n${'b'.repeat(32)},31,1,${'1'.repeat(16)},2\n`);
    const exclusions = files.exclusions.split('\n');
    expect(exclusions.slice(0, 2)).toEqual([
      `${'a'.repeat(32)},never-received-before`,
      `${'c'.repeat(32)},not-in-formal-education`,
    ]);
    expect(exclusions).toHaveLength(2 + RULE_NAMES.length + 1 + 1);
    expect(exclusions[2]).toBe(`d0${'0'.repeat(30)},${RULE_NAMES[0]},aid@2`);
    expect(exclusions[4]).toBe(`d2${'0'.repeat(30)},${RULE_NAMES[2]}`);
  });

  test('give sex and age of each entrant, in the order of the entrants', () => {
    const read = groups();
    readGroups(text, entrants, read, 0, 2);
    expect([...read.sexes].map((sex) => SEXES[sex])).toEqual(['male', 'female']);
    expect([...read.ageBands]).toEqual([0, 6]);
  });

  test.each([
    ['another entry in the place of one', text.replace(/^0{32}/, '1'.repeat(32))],
    ['an entry too many', text + text.slice(text.indexOf('b'.repeat(32)), text.indexOf('c'.repeat(32)))],
    ['its first entry missing', text.slice(text.indexOf('a'.repeat(32)))],
    ['its last entry missing', text.replace(/b{32}.*\n/, '')],
    ['a sex that is none', text.replace(',m,0\n', ',x,0\n')],
    ['an age band that is none', text.replace(',m,0\n', ',m,7\n')],
  ])('are refused with %s', (_, other) => {
    expect(() => readGroups(other, entrants, groups(), 0, 2)).toThrow(/of the shard/);
  });
});
