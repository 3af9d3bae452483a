import type { RegistryResult } from '../civil-registry/civil-registry.ts';
import type { ListKind } from '../lists/list-names.ts';
import { MOST_RECIPIENTS_PER_HOUSEHOLD } from '../recipients/recipient-keys.ts';
import type { RegistrationItem } from '../registrations/registration-item.ts';
import type { Rules } from '../waves/plan.ts';
import { ageOn } from './age.ts';

/** What a rule looks at: the registration, and what other tables know of the person on the day of screening. */
export type Candidate = Pick<RegistrationItem, 'birthDate' | 'inFormalEducation' | 'occupation'> & {
  /** Aid lists of the wave that name the person, by their exact versions. */
  listedOn: readonly string[];
  /** The same of its lists of people in barred occupations. */
  barredOn: readonly string[];
  hasReceived: boolean;
  /** What the civil registry says, of whom it was asked about. */
  registry?: RegistryResult | undefined;
  /** Recipients in the person's household so far. */
  householdRecipients: number;
};

export type Rule = {
  /** Legal source. */
  source: string;
  /** What a refused applicant reads. */
  refusal: { id: string; en: string };
  /** For a rule that goes by lists: those that name the candidate, the first of which is told. */
  lists?(candidate: Candidate): readonly string[];
  /** @param closingDay YYYY-MM-DD in WIB */
  holds(candidate: Candidate, rules: Rules, closingDay: string): boolean;
};

/** Named in every commitment; counts up when a sentence below changes what it refuses. */
export const RULES_VERSION = 'gelombang/rules/v2';

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
  'not-on-a-barred-occupation-list-of-the-wave': {
    source: 'Perpres 76/2020',
    refusal: {
      id: 'Anda tercatat dalam pekerjaan yang dikecualikan dari program ini.',
      en: 'You are listed in an occupation that this programme excludes.',
    },
    lists: (candidate) => candidate.barredOn,
    holds: (candidate) => candidate.barredOn.length === 0,
  },
  'not-on-an-aid-list-of-the-wave': {
    source: 'Permenko 11/2020',
    refusal: { id: 'Anda tercatat sebagai penerima bantuan sosial lain.', en: 'You are listed as receiving other social aid.' },
    lists: (candidate) => candidate.listedOn,
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
  'matches-the-civil-registry': {
    source: 'Permendagri 102/2019',
    refusal: {
      id: 'NIK, KK dan tanggal lahir Anda tidak sesuai dengan data kependudukan.',
      en: 'Your NIK, family card and birth date are not those of the civil registry.',
    },
    holds: (candidate) => candidate.registry !== 'mismatch',
  },
} as const satisfies Record<string, Rule>;

export type RuleName = keyof typeof RULES;
export const RULE_NAMES = Object.keys(RULES) as RuleName[];

/** @returns the first rule that refuses the candidate, or undefined for an entrant */
export function refusingRule(candidate: Candidate, rules: Rules, closingDay: string): RuleName | undefined {
  return RULE_NAMES.find((name) => !(RULES[name] as Rule).holds(candidate, rules, closingDay));
}

/** The list, by its exact version, by which a rule refuses the candidate; undefined for a rule that goes by none. */
export function refusingList(rule: RuleName, candidate: Candidate): string | undefined {
  return (RULES[rule] as Rule).lists?.(candidate)[0];
}

/** Of each rule that goes by lists: their kind. */
export const KIND_OF_RULE: Partial<Record<RuleName, ListKind>> = {
  'not-on-an-aid-list-of-the-wave': 'aid',
  'not-on-a-barred-occupation-list-of-the-wave': 'barred-occupation',
};
