import type { Stage } from './stages.ts';

/** What a stage makes ready for an opening. Numbers of 0 are not bought: what AWS gives by itself holds then. */
export type OpeningLimits = {
  /** Environments of the registration function that are kept warm around an opening. */
  readonly provisionedConcurrency: number;
  /** Environments that the registration function may have, and that nobody else takes. */
  readonly reservedConcurrency: number;
  /** Write units a second that the registrations table takes at once. */
  readonly warmWriteUnits: number;
};

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
