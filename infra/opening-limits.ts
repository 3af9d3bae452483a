import type { OpeningLimits, Stage } from './stages.ts';

/** "Lambda quotas": concurrent executions of an account, until it asks for more. */
export const ACCOUNT_CONCURRENCY = 1_000;
/** "DynamoDB on-demand capacity mode": what a new on-demand table takes at once. */
const NEW_TABLE_WRITE_UNITS = 4_000;

/** What holds at an opening of a stage: what it asks for, or else what AWS documents for a new account and table. */
export function openingLimits({ opening }: Pick<Stage, 'opening'>): OpeningLimits {
  return {
    provisionedConcurrency: opening.provisionedConcurrency,
    reservedConcurrency: opening.reservedConcurrency || ACCOUNT_CONCURRENCY,
    warmWriteUnits: Math.max(opening.warmWriteUnits, NEW_TABLE_WRITE_UNITS),
  };
}
