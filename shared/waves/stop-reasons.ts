/** Why places of a wave are not taken back for a while. A list, since free text is where names and numbers of people end up. */
export const STOP_REASONS = ['notices-failing', 'payments-failing', 'wrong-data', 'complaints', 'legal-order', 'other'] as const;
export type StopReason = (typeof STOP_REASONS)[number];
