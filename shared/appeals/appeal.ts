import * as z from 'zod/mini';
import { dayInWib, instant } from '../clock.ts';
import { RULE_NAMES } from '../eligibility/rules.ts';
import { daysAfter, endOfDayInWib } from '../recipients/deadline.ts';
import { publishedAt, type Wave } from '../waves/wave.ts';
import { APPEAL_REASONS, DISMISSAL_REASONS, GRANT_REASONS } from './appeal-reasons.ts';

/** Days in which a refusal can be appealed; the day of the publication is day 0. */
export const APPEAL_DAYS = 14;

/** Results that are a refusal. Who is `not-selected` has lost a draw, and no officer can give a ticket another number. */
export const APPEALABLE = ['excluded', 'already-a-recipient', 'household-full'] as const;
export type Appealable = (typeof APPEALABLE)[number];

export const APPEAL_STATES = ['open', 'granted', 'dismissed'] as const;
export type AppealState = (typeof APPEAL_STATES)[number];

/** What the appeals table keeps of an appeal. The appellant is named in it by nothing but keys. */
export const appealItemSchema = z.object({
  waveId: z.string(),
  entryId: z.string(),
  appealedAt: z.string(),
  /** What is appealed, and for an excluded entry by which rule. */
  result: z.enum(APPEALABLE),
  rule: z.optional(z.enum(RULE_NAMES)),
  reason: z.enum(APPEAL_REASONS),
  /** What the appellant wrote, sealed to the wave's key. Erased with the sealed details of the wave (shared/retention). */
  text: z.optional(z.custom<Uint8Array>((value) => value instanceof Uint8Array)),
  /** Knows a repeat of the same text: keyed by the manage token, which is kept nowhere. */
  textTag: z.string(),
  registrationKey: z.string(),
  personKey: z.string(),
  householdKey: z.string(),
  province: z.string(),
  state: z.enum(APPEAL_STATES),
  decidedAt: z.optional(z.string()),
  decisionReason: z.optional(z.enum([...GRANT_REASONS, ...DISMISSAL_REASONS])),
  /** Of one that was granted: whose reserved place it is, and by which proposal. */
  remedyWaveId: z.optional(z.string()),
  decision: z.optional(z.string()),
});
export type AppealItem = z.infer<typeof appealItemSchema>;

/** An appeal as officers, approvers, auditors and support see it in a list: no text. */
export const appealDocumentSchema = z.strictObject({
  ...z.pick(appealItemSchema, {
    waveId: true,
    entryId: true,
    appealedAt: true,
    result: true,
    rule: true,
    reason: true,
    state: true,
    decidedAt: true,
    decisionReason: true,
    remedyWaveId: true,
  }).shape,
});
export type AppealDocument = z.infer<typeof appealDocumentSchema>;

export function appealDocument(item: AppealItem): AppealDocument {
  const {
    text: _,
    textTag: _tag,
    registrationKey: _key,
    personKey: _p,
    householdKey: _h,
    province: _pr,
    decision: _d,
    ...shown
  } = item;
  return shown;
}

/** The last instant at which a result of the wave can be appealed: the end of the fourteenth day in WIB. @returns undefined before it is published */
export function appealableUntil(wave: Pick<Wave, 'attempts'>): string | undefined {
  const published = publishedAt(wave);
  return published === undefined ? undefined : endOfDayInWib(daysAfter(dayInWib(instant(published)), APPEAL_DAYS));
}

export function isAppealable(result: string): result is Appealable {
  return (APPEALABLE as readonly string[]).includes(result);
}

/** What binds the sealed text to the appeal of one registration. */
export function appealSealedTo(registrationKey: string): string {
  return `appeal\n${registrationKey}`;
}
