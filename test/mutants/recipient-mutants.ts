import type { Mutant } from './mutant.ts';

const store = 'shared/recipients/awards-store.ts';
const transactions = 'shared/ledger/ledger-store.ts';
const STORE = ['test/stores/recipients-store.test.ts'];
const RULES = ['test/eligibility/rules.test.ts'];
const STEPS = ['test/selection/steps.test.ts'];
const rules = 'shared/eligibility/rules.ts';

/** Guarantee 2: one receipt per lifetime, at most two per household; and the screening rules. */
export const RECIPIENT_MUTANTS: readonly Mutant[] = [
  {
    name: 'a person receives twice',
    file: store,
    find: "'attribute_not_exists(#key)'",
    replace: "'attribute_not_exists(#key) OR attribute_exists(#key)'",
    tests: STORE,
  },
  {
    name: 'a household is not counted',
    file: store,
    find: "'attribute_not_exists(recipients) OR recipients < :most'",
    replace: "'attribute_not_exists(recipients) OR recipients < :most OR attribute_exists(recipients)'",
    tests: STORE,
  },
  {
    name: 'a household gets one too many',
    file: store,
    find: "'attribute_not_exists(recipients) OR recipients < :most'",
    replace: "'attribute_not_exists(recipients) OR recipients <= :most'",
    tests: STORE,
  },
  {
    name: 'a household gets three',
    file: 'shared/recipients/recipient-keys.ts',
    find: 'MOST_RECIPIENTS_PER_HOUSEHOLD = 2',
    replace: 'MOST_RECIPIENTS_PER_HOUSEHOLD = 3',
    tests: STORE,
  },
  {
    name: 'a retry takes its own award for that of another',
    file: store,
    find: "return result.reasons[0]?.Item?.['awardId']?.S === awardId ? 'awarded' : 'already-a-recipient';",
    replace: "return 'already-a-recipient';",
    tests: STORE,
  },
  {
    name: 'a try takes the award of another for its own',
    file: store,
    find: "return result.reasons[0]?.Item?.['awardId']?.S === awardId ? 'awarded' : 'already-a-recipient';",
    replace: "return 'awarded';",
    tests: STORE,
  },
  {
    name: 'a refused award does not read what stands',
    file: store,
    find: "ReturnValuesOnConditionCheckFailure: 'ALL_OLD',",
    replace: '',
    tests: STORE,
  },
  {
    name: 'a full household is taken for a passing fault',
    file: store,
    find: "if (household) return 'household-full';",
    replace: '',
    tests: STORE,
  },
  {
    name: "the award's name forgets the wave",
    file: 'shared/recipients/recipient-item.ts',
    find: 'return `${waveId}/${entryId}`;',
    replace: 'return entryId;',
    tests: STORE,
  },
  {
    name: 'an award that collided with another counts as awarded',
    file: transactions,
    find: 'throw new RetryableError(',
    replace: "if (codes) return 'done';\n    throw new RetryableError(",
    tests: STORE,
  },
  {
    name: 'only the first hundred people are looked up',
    file: 'shared/lambda/batch-get.ts',
    find: 'for (let at = 0; at < keys.length; at += MOST_KEYS) {',
    replace: 'for (let at = 0; at < Math.min(keys.length, 1); at += MOST_KEYS) {',
    tests: ['test/stores/exclusions-store.test.ts'],
  },
  {
    name: 'lists name people in the order of the answer',
    file: 'shared/exclusions/exclusions-store.ts',
    find: 'lists.map(({ name }) => name).filter((name) => names.has(name))',
    replace: 'lists.length > 0 ? [...names].sort().reverse() : []',
    tests: ['test/stores/exclusions-store.test.ts'],
  },
  {
    name: 'another version of a list names people',
    file: 'shared/exclusions/exclusions-store.ts',
    find: 'names.map((name) => {',
    replace: 'names.map((of) => {\n        const name = [...items.keys()].map(String).sort()[0] ?? of;',
    tests: ['test/stores/exclusions-store.test.ts'],
  },
  {
    name: 'somebody too young is an entrant',
    file: rules,
    find: 'ageOn(candidate.birthDate, closingDay) >= rules.minimumAge',
    replace: 'ageOn(candidate.birthDate, closingDay) >= rules.minimumAge - 1',
    tests: RULES,
  },
  {
    name: 'somebody too old is an entrant',
    file: rules,
    find: 'rules.maximumAge === undefined || ageOn(candidate.birthDate, closingDay) <= rules.maximumAge',
    replace: 'rules.maximumAge === undefined || ageOn(candidate.birthDate, closingDay) <= rules.maximumAge + 1',
    tests: RULES,
  },
  {
    name: 'a pupil is an entrant',
    file: rules,
    find: "rules.formalEducation === 'allowed' || !candidate.inFormalEducation",
    replace: 'true || candidate || rules',
    tests: RULES,
  },
  {
    name: 'a barred occupation is an entrant',
    file: rules,
    find: '!rules.barredOccupations.includes(candidate.occupation)',
    replace: 'rules.barredOccupations.length >= 0 || candidate.inFormalEducation',
    tests: RULES,
  },
  {
    name: 'somebody on an aid list is an entrant',
    file: rules,
    find: 'candidate.listedOn.length === 0',
    replace: 'candidate.listedOn.length >= 0',
    tests: RULES,
  },
  {
    name: 'a past recipient is an entrant',
    file: rules,
    find: '!candidate.hasReceived,',
    replace: '!candidate.hasReceived || true,',
    tests: RULES,
  },
  {
    name: 'somebody of a full household is an entrant',
    file: rules,
    find: 'candidate.householdRecipients < MOST_RECIPIENTS_PER_HOUSEHOLD',
    replace: 'candidate.householdRecipients <= MOST_RECIPIENTS_PER_HOUSEHOLD',
    tests: RULES,
  },
  {
    name: 'screening does not ask who has received',
    file: 'shared/selection/screen-shard.ts',
    find: 'hasReceived: received.has(item.personKey)',
    replace: 'hasReceived: received.has(item.personKey) && false',
    tests: STEPS,
  },
  {
    name: 'screening does not ask how many a household has',
    file: 'shared/selection/screen-shard.ts',
    find: 'const householdRecipients = recipients.get(item.householdKey) ?? 0;',
    replace: 'const householdRecipients = recipients.size * 0;',
    tests: STEPS,
  },
  {
    name: 'screening does not ask the lists',
    file: 'shared/selection/screen-shard.ts',
    find: 'listedOn: among(onLists, rules.exclusionLists)',
    replace: 'listedOn: []',
    tests: STEPS,
  },
];
