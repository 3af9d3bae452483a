/** What became of an entrant; the last column of `results/<shard>.csv` (`entryId,position,state`). */
export const RESULT_STATES = ['selected', 'not-selected', 'already-a-recipient', 'household-full'] as const;
export type ResultState = (typeof RESULT_STATES)[number];
