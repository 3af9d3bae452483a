/** Why somebody asks that a refusal be looked at again. A list beside the sealed text, so that officers can sort appeals without opening any. */
export const APPEAL_REASONS = ['listed-by-mistake', 'details-wrong', 'never-received', 'other-household', 'other'] as const;
export type AppealReason = (typeof APPEAL_REASONS)[number];

/** Of what an appellant writes beside the reason, as UTF-16 counts them. */
export const MOST_CHARACTERS = 500;

/** Why an appeal is granted. Lists, since free text is where names and numbers of people end up. */
export const GRANT_REASONS = ['list-was-wrong', 'details-were-wrong', 'registry-was-wrong', 'other'] as const;

/** Why an appeal is dismissed. */
export const DISMISSAL_REASONS = [
  'rule-applies',
  'received-before',
  'household-is-full',
  'not-shown',
  'withdrawn',
  'other',
] as const;
