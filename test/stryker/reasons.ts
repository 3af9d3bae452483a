import type { Reason } from './survivors.ts';

const STABLE = 'the sort is stable, so equal ones stay in their order by themselves; written out because the order is promised';

/** Each survivor of `npm run stryker`; a reason that no longer fits a survivor fails the run. */
export const REASONS: readonly Reason[] = [
  {
    file: 'shared/apportion.ts',
    mutator: 'ArithmeticOperator',
    original: 'one.at - other.at',
    replacement: 'one.at + other.at',
    reason: STABLE,
  },
  {
    file: 'shared/rates/bands.ts',
    mutator: 'ArithmeticOperator',
    original: 'left - right',
    replacement: 'left + right',
    reason: STABLE,
  },
  {
    file: 'shared/eligibility/screened.ts',
    mutator: 'EqualityOperator',
    original: 'left.entryId < right.entryId',
    replacement: 'left.entryId <= right.entryId',
    reason: 'no two registrations have the same entryId, 16 random bytes',
  },
  {
    file: 'shared/eligibility/screened.ts',
    mutator: 'EqualityOperator',
    original: 'lineFeed < 0',
    replacement: 'lineFeed <= 0',
    reason: 'a line feed at 0 would end an empty line, and screenedText writes none',
  },
  {
    file: 'shared/eligibility/screened.ts',
    mutator: 'ConditionalExpression',
    original: 'end - from === LINE_LENGTH',
    replacement: 'true',
    reason: 'the comma behind the province tells alone, since the name of a rule has none; the length keeps other lines out',
  },
  {
    file: 'shared/registrations/nik.ts',
    mutator: 'StringLiteral',
    original: "'19'",
    replacement: '""',
    reason: 'each day of a year 19YY is one of 20YY too (2000 was a leap year and 1900 was not)',
  },
  {
    file: 'shared/registrations/nik.ts',
    mutator: 'OptionalChaining',
    original: "NIK.exec(nik)?.groups?.['day']",
    replacement: "NIK.exec(nik)?.groups['day']",
    reason: 'a match of an expression with named groups has them; the types only do not say so',
  },
  {
    file: 'shared/registrations/nik.ts',
    mutator: 'EqualityOperator',
    original: 'day > WOMENS_DAYS',
    replacement: 'day >= WOMENS_DAYS',
    reason: 'the day 40 is none, nor is 00',
  },
  {
    file: 'shared/registrations/nik.ts',
    mutator: 'Regex',
    original: '/^\\d{4}-\\d{2}-\\d{2}$/',
    replacement: '/^\\d{4}-\\d{2}-\\d{2}/',
    reason: 'whatever stands behind the day, there is no such instant once a time is put behind that',
  },
  {
    file: 'shared/waves/plan.ts',
    mutator: 'ConditionalExpression',
    original: 'plan.rules.maximumAge !== undefined',
    replacement: 'true',
    reason: 'undefined is below no number; the types only do not let it be compared',
  },
];
