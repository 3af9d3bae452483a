import * as z from 'zod/mini';

const count = z.int().check(z.nonnegative());

/** What a stage asks of the account for an opening, as the functions are told it: JSON in one variable. */
export const openingNeedsSchema = z.strictObject({
  /** Of all requests together, a second. */
  requests: z.strictObject({ rate: count, burst: count }),
  /** Executions at once that the account must allow. */
  concurrency: count,
  /** Environments that the registration function has to itself; 0: it shares the account's with all others. */
  reservedConcurrency: count,
  /** Environments of it that are kept warm around an opening; 0: none. */
  provisionedConcurrency: count,
  /** Write units a second that the registrations table takes at once from the opening on; 0: what a new table takes. */
  warmWriteUnits: count,
});
export type OpeningNeeds = z.infer<typeof openingNeedsSchema>;

/** @param text the variable's. @throws what is wrong with it, at cold start */
export function openingNeedsOf(text: string): OpeningNeeds {
  return openingNeedsSchema.parse(JSON.parse(text));
}
