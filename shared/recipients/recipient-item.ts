import * as z from 'zod/mini';

/** A recipient's place: to be used until the deadline, used, or lost for good. */
export const PLACE_STATES = ['awarded', 'activated', 'revoked'] as const;
export type PlaceState = (typeof PLACE_STATES)[number];

/** What the recipients table keeps of a person. The item is never deleted: who has lost a place has received, for good. */
export const recipientItemSchema = z.object({
  key: z.string(),
  awardId: z.string(),
  waveId: z.string(),
  entryId: z.string(),
  householdKey: z.string(),
  awardedAt: z.string(),
  /** On whose account the place is: a province code, or `national`. */
  pot: z.string(),
  state: z.enum(PLACE_STATES),
  /** The last instant at which the place can be used. */
  deadline: z.string(),
  /** When somebody was first told. */
  notifiedAt: z.optional(z.string()),
  /** Until then the clock of this place stands; the deadline has been moved by as much. */
  heldUntil: z.optional(z.string()),
  /** The holds that there have been, by their proposals. */
  holds: z.optional(z.array(z.string())),
  activatedAt: z.optional(z.string()),
  /** The partner whose request it was, and that request's idempotency key. */
  activatedBy: z.optional(z.string()),
  activationRequest: z.optional(z.string()),
  revokedAt: z.optional(z.string()),
  /** Of a revocation that officers decided; none for a deadline that has passed. */
  revokedBy: z.optional(z.string()),
});
export type RecipientItem = z.infer<typeof recipientItemSchema>;

/** The name of an award, from wave and entry alone: whoever retries it knows its own. */
export function awardIdOf(waveId: string, entryId: string): string {
  return `${waveId}/${entryId}`;
}
