import * as z from 'zod/mini';
import { RULE_NAMES } from '../eligibility/rules.ts';
import { RESULT_STATES } from '../selection/result-states.ts';
import { instantSchema, waveIdSchema } from '../waves/plan.ts';

const hex = (bytes: number) => z.string().check(z.regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`)));

/** Who is told: the sealed phone number is found by the registration's key, and stands nowhere else. */
const whom = { waveId: waveIdSchema, entryId: hex(16), registrationKey: hex(32) };

/** Of a place that was given for an appeal in an earlier wave: that wave, where the registration is. */
const place = { registeredIn: z.optional(waveIdSchema) };

/** Why somebody was not selected: the rule that refused, or what became of an entrant. */
export const NOT_SELECTED_REASONS = [...RULE_NAMES, ...RESULT_STATES.filter((state) => state !== 'selected')] as const;
export type NotSelectedReason = (typeof NOT_SELECTED_REASONS)[number];

/** Days before the deadline on which somebody is reminded. */
export const REMINDER_DAYS = [14, 7, 1] as const;

/** What an applicant is to be told, as it travels on the bus. Nothing in it says who that is: no NIK, name or phone number. */
export const noticeSchema = z.discriminatedUnion('kind', [
  /** `deadline`: until when the place has to be taken up, where the wave has one. */
  z.strictObject({ kind: z.literal('selected'), ...whom, deadline: z.optional(instantSchema) }),
  z.strictObject({ kind: z.literal('not-selected'), ...whom, reason: z.enum(NOT_SELECTED_REASONS) }),
  z.strictObject({ kind: z.literal('reminder'), ...whom, ...place, daysLeft: z.literal(REMINDER_DAYS), deadline: instantSchema }),
  /** `day`: YYYY-MM-DD in WIB. */
  z.strictObject({ kind: z.literal('revoked'), ...whom, ...place, day: z.iso.date() }),
  /** `deadline`: of a grant, until when the place has to be used. */
  z.strictObject({
    kind: z.literal('appeal-decided'),
    ...whom,
    decision: z.enum(['granted', 'dismissed']),
    deadline: z.optional(instantSchema),
  }),
]);
export type Notice = z.infer<typeof noticeSchema>;

/** The name of a notice, from what it tells whom alone: whoever sends it twice sends the same. Safe as the name of a file. */
export function noticeIdOf(notice: Notice): string {
  const what = notice.kind === 'reminder' ? `reminder-${notice.daysLeft}` : notice.kind;
  return `${notice.waveId}.${notice.entryId}.${what}`;
}

/** The wave in which who is told is registered. */
export function waveOfRegistration(notice: Notice): string {
  return ('registeredIn' in notice && notice.registeredIn) || notice.waveId;
}
