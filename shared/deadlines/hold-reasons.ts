/** Why the clock of places stands. A list, since free text is where names and numbers of people end up. */
export const HOLD_REASONS = ['partner-outage', 'open-appeal', 'disaster', 'wrong-list', 'other'] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** Why officers take a place back before its deadline. */
export const REVOCATION_REASONS = ['not-eligible', 'false-details', 'deceased', 'withdrew', 'other'] as const;
