import { MOST_RECIPIENTS_PER_HOUSEHOLD } from '../recipients/recipient-keys.ts';
import type { RegistrationItem } from '../registrations/registration-item.ts';
import type { Rules } from '../waves/plan.ts';
import { ageOn } from './age.ts';

/** What a rule looks at: the registration, and what other tables know of the person on the day of screening. */
export type Candidate = Pick<RegistrationItem, 'birthDate' | 'inFormalEducation' | 'occupation'> & {
  /** Exclusion lists of the wave that name the person. */
  listedOn: readonly string[];
  hasReceived: boolean;
  /** Recipients in the person's household so far. */
  householdRecipients: number;
};

export type Rule = {
  /** Legal source. */
  source: string;
  /** What a refused applicant reads. */
  refusal: { id: string; en: string };
  /** @param closingDay YYYY-MM-DD in WIB */
  holds(candidate: Candidate, rules: Rules, closingDay: string): boolean;
};

/** Named in every commitment; counts up when a sentence below changes what it refuses. */
export const RULES_VERSION = 'gelombang/rules/v1';

/**
 * The screening rules in the order in which they are tried; the first that doesn't hold is the one that is told. That a NIK is
 * well formed is checked at registration, where it can still be corrected.
 */
export const RULES = {
  'old-enough-on-the-closing-day': {
    source: 'Perpres 36/2020 jo. Perpres 76/2020, Pasal 3',
    refusal: {
      id: 'Anda belum mencapai usia terendah pada hari penutupan.',
      en: 'You had not reached the minimum age on the closing day.',
    },
    holds: (candidate, rules, closingDay) => ageOn(candidate.birthDate, closingDay) >= rules.minimumAge,
  },
  'not-too-old-on-the-closing-day': {
    source: 'Perpres 113/2022',
    refusal: { id: 'Anda melewati usia tertinggi pada hari penutupan.', en: 'You were above the maximum age on the closing day.' },
    holds: (candidate, rules, closingDay) =>
      rules.maximumAge === undefined || ageOn(candidate.birthDate, closingDay) <= rules.maximumAge,
  },
  'not-in-formal-education': {
    source: 'Perpres 36/2020 jo. Perpres 76/2020, Pasal 3',
    refusal: { id: 'Anda sedang menempuh pendidikan formal.', en: 'You are in formal education.' },
    holds: (candidate, rules) => rules.formalEducation === 'allowed' || !candidate.inFormalEducation,
  },
  'not-in-a-barred-occupation': {
    source: 'Perpres 76/2020',
    refusal: {
      id: 'Pekerjaan Anda termasuk yang dikecualikan dari program ini.',
      en: 'Your occupation is one that this programme excludes.',
    },
    holds: (candidate, rules) => !rules.barredOccupations.includes(candidate.occupation),
  },
  'not-on-an-aid-list-of-the-wave': {
    source: 'Permenko 11/2020',
    refusal: { id: 'Anda tercatat sebagai penerima bantuan sosial lain.', en: 'You are listed as receiving other social aid.' },
    holds: (candidate) => candidate.listedOn.length === 0,
  },
  'never-received-before': {
    source: 'Permenko 11/2020',
    refusal: { id: 'Anda sudah pernah menerima manfaat ini.', en: 'You have received this benefit already.' },
    holds: (candidate) => !candidate.hasReceived,
  },
  'household-has-a-place-left': {
    source: 'Permenko 11/2020',
    refusal: {
      id: 'Dua anggota keluarga pada KK Anda sudah menerima manfaat ini.',
      en: 'Two members of your household have received this benefit.',
    },
    holds: (candidate) => candidate.householdRecipients < MOST_RECIPIENTS_PER_HOUSEHOLD,
  },
} as const satisfies Record<string, Rule>;

export type RuleName = keyof typeof RULES;
export const RULE_NAMES = Object.keys(RULES) as RuleName[];

/** @returns the first rule that refuses the candidate, or undefined for an entrant */
export function refusingRule(candidate: Candidate, rules: Rules, closingDay: string): RuleName | undefined {
  return RULE_NAMES.find((name) => !(RULES[name] as Rule).holds(candidate, rules, closingDay));
}
