import * as z from 'zod/mini';
import { type Clock, dayInWib, instant } from '../clock.ts';
import type { Kind, KindDeps, Refused } from '../desk/kind.ts';
import type { ProblemName } from '../http/problems.ts';
import type { Text } from '../http/text.ts';
import { awardedPlace } from '../ledger/awarded-place.ts';
import { endOfDayInWib } from '../recipients/deadline.ts';
import type { HoldOutcome, PlaceOfPerson, RevocationOutcome } from '../recipients/places-store.ts';
import type { RecipientItem } from '../recipients/recipient-item.ts';
import { instantSchema, waveIdSchema } from '../waves/plan.ts';
import { HOLD_REASONS, REVOCATION_REASONS } from './hold-reasons.ts';
import { stoodMs } from './stopped-clocks.ts';

const entryIdSchema = z.string().check(z.regex(/^[0-9a-f]{32}$/));
const FIELDS = {
  waveId: { id: 'Nama gelombang, misalnya 2020-04.', en: 'The name of a wave, such as 2020-04.' },
  entryId: { id: 'Nomor entri terdiri dari 32 digit heksadesimal.', en: 'The id of an entry has 32 hex digits.' },
} as const satisfies Record<string, Text>;
const reasonField = (reasons: readonly string[]): Text => ({
  id: `Alasan: ${reasons.join(', ')}.`,
  en: `The reason: ${reasons.join(', ')}.`,
});

const holdSchema = z.strictObject({
  kind: z.literal('hold-place'),
  waveId: waveIdSchema,
  entryId: entryIdSchema,
  until: instantSchema,
  reason: z.enum(HOLD_REASONS),
});
const revokeSchema = z.strictObject({
  kind: z.literal('revoke-place'),
  waveId: waveIdSchema,
  entryId: entryIdSchema,
  reason: z.enum(REVOCATION_REASONS),
});

type Standing = { place: PlaceOfPerson; item: RecipientItem; stood: number };

/** The clock of one recipient's place stands for a time, such as that of an appeal. */
export const holdPlace: Kind<z.infer<typeof holdSchema>> = {
  schema: holdSchema,
  fields: {
    ...FIELDS,
    until: { id: 'Akhir jeda adalah waktu ISO 8601 dengan zona.', en: 'The end is an ISO 8601 instant with its offset.' },
    reason: reasonField(HOLD_REASONS),
  },
  async check(deps, { waveId, entryId, until }) {
    const found = await placeToMove(deps, waveId, entryId);
    if ('problem' in found) return found;
    return endsTooEarly(deps.clock, until, found.item) ?? { outcome: 'ready', basis: found.item.deadline };
  },
  async execute(deps, { waveId, entryId, until }, { proposalId, basis }) {
    const found = await placeToMove(deps, waveId, entryId, proposalId);
    if ('problem' in found) return found;
    if (found.item.holds?.includes(proposalId)) return { outcome: 'done' };
    const refusal = endsTooEarly(deps.clock, until, found.item);
    if (refusal) return refusal;
    if (found.item.deadline !== basis) return { outcome: 'refused', problem: 'proposal-overtaken' };
    const deadline = movedDeadline(found, deps.clock.now(), until);
    return heldOutcome(await deps.places.hold(found.place, { hold: proposalId, until, seen: basis, deadline }));
  },
};

/** One recipient's place comes back before its deadline. */
export const revokePlace: Kind<z.infer<typeof revokeSchema>> = {
  schema: revokeSchema,
  fields: { ...FIELDS, reason: reasonField(REVOCATION_REASONS) },
  async check(deps, { waveId, entryId }) {
    const found = await placeToMove(deps, waveId, entryId);
    if ('problem' in found) return found;
    if (isHeld(found.item, deps.clock.now())) return { outcome: 'refused', problem: 'place-on-hold' };
    return { outcome: 'ready', basis: found.item.awardId };
  },
  async execute(deps, { waveId, entryId }, { proposalId }) {
    const found = await placeToMove(deps, waveId, entryId, proposalId);
    if ('problem' in found) return found;
    const at = instant(deps.clock.now());
    return revokedOutcome(await deps.places.revokeByDecision(found.place, { at, decision: proposalId }), found.item, proposalId);
  },
};

/** @param proposalId of the decision that is carried out, whose own work of an earlier try is no obstacle */
async function placeToMove(
  { ledger, places, holds, clock }: KindDeps,
  waveId: string,
  entryId: string,
  proposalId?: string,
): Promise<Standing | Refused> {
  const [entry, wave] = await Promise.all([ledger.award(waveId, entryId), holds.read(waveId)]);
  const place = entry && awardedPlace(entry);
  const item = place && (await places.read(place.personKey));
  if (!place || !item || !wave) return { outcome: 'refused', problem: 'unknown-place' };
  const own = proposalId !== undefined && item.revokedBy === proposalId;
  if (item.state !== 'awarded' && !own) return { outcome: 'refused', problem: 'place-not-to-be-used' };
  return { place, item, stood: stoodMs(wave, clock.now()) };
}

/** What was left of its time when the hold began is left when it ends, to the end of that day in WIB. */
function movedDeadline({ item, stood }: Standing, now: number, until: string): string {
  const left = Math.max(0, Date.parse(item.deadline) - (now - stood));
  return endOfDayInWib(dayInWib(instant(Date.parse(until) - stood + left)));
}

/** A hold ends in the future, and not before another one of the same place: whoever was promised that is not to lose it by this one. */
function endsTooEarly(clock: Clock, until: string, { heldUntil = '' }: RecipientItem): Refused | undefined {
  if (Date.parse(until) <= clock.now()) return { outcome: 'refused', problem: 'ends-in-the-past' };
  return until < heldUntil ? { outcome: 'refused', problem: 'place-on-hold' } : undefined;
}

function isHeld({ heldUntil }: RecipientItem, now: number): boolean {
  return heldUntil !== undefined && Date.parse(heldUntil) > now;
}

type Outcome = Awaited<ReturnType<Kind['execute']>>;

function heldOutcome(outcome: HoldOutcome): Outcome {
  const problems: Partial<Record<HoldOutcome, ProblemName>> = {
    'not-awarded': 'place-not-to-be-used',
    'moved-meanwhile': 'proposal-overtaken',
    'not-a-recipient': 'unknown-place',
  };
  const problem = problems[outcome];
  return problem ? { outcome: 'refused', problem } : { outcome: 'done' };
}

function revokedOutcome(outcome: RevocationOutcome, { revokedBy }: RecipientItem, proposalId: string): Outcome {
  if (outcome === 'revoked') return { outcome: 'done' };
  if (outcome === 'revoked-before' && revokedBy === proposalId) return { outcome: 'done' };
  if (outcome === 'on-hold') return { outcome: 'refused', problem: 'place-on-hold' };
  return { outcome: 'refused', problem: outcome === 'not-a-recipient' ? 'unknown-place' : 'place-not-to-be-used' };
}
