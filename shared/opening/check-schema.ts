import * as z from 'zod/mini';

/** What a preflight looks at, in the order in which it tells. */
export const CHECKS = [
  'account-requests',
  'account-concurrency',
  'reserved-concurrency',
  'table-writes',
  'beacon',
  'pepper',
  'sealing-key',
  'signing-key',
] as const;
export type CheckName = (typeof CHECKS)[number];

/** What of an opening's needs is there, as the API tells it. */
export const checkSchema = z.strictObject({
  check: z.enum(CHECKS),
  holds: z.boolean(),
  needed: z.string(),
  found: z.string(),
  /** What to do about it; only of what doesn't hold. */
  mend: z.optional(z.string()),
});
export type CheckDocument = z.infer<typeof checkSchema>;
