import * as z from 'zod/mini';
import { instant } from '../clock.ts';
import type { Kind, KindDeps, Refused } from '../desk/kind.ts';
import type { ProblemName } from '../http/problems.ts';
import { yearOf } from '../ledger/accounts.ts';
import type { NoticesStore } from '../notifications/notices-store.ts';
import { deadlineOf } from '../recipients/deadline.ts';
import { waveIdSchema } from '../waves/plan.ts';
import type { Wave } from '../waves/wave.ts';
import type { AppealItem } from './appeal.ts';
import { noticeOfDecision } from './appeal-notice.ts';
import { GRANT_REASONS } from './appeal-reasons.ts';
import type { AppealsStore } from './appeals-store.ts';
import type { GrantOutcome, GrantsStore } from './grants-store.ts';

export type GrantAppealDeps = { appeals: Pick<AppealsStore, 'read'>; grants: GrantsStore; notices: NoticesStore };

const grantSchema = z.strictObject({
  kind: z.literal('grant-appeal'),
  waveId: waveIdSchema,
  entryId: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  reason: z.enum(GRANT_REASONS),
  /** Whose reserved place it is; the wave of the appeal without it. */
  remedyWaveId: z.optional(waveIdSchema),
});
type GrantBody = z.infer<typeof grantSchema>;

/** An appeal is granted: the appellant gets a reserved place of that wave or of a later one. What was drawn and published stays as it is. */
export const grantAppeal: Kind<GrantBody> = {
  schema: grantSchema,
  fields: {
    waveId: { id: 'Nama gelombang, misalnya 2020-04.', en: 'The name of a wave, such as 2020-04.' },
    entryId: { id: 'Nomor entri terdiri dari 32 digit heksadesimal.', en: 'The id of an entry has 32 hex digits.' },
    reason: { id: `Alasan: ${GRANT_REASONS.join(', ')}.`, en: `The reason: ${GRANT_REASONS.join(', ')}.` },
    remedyWaveId: {
      id: 'Gelombang yang kuota cadangannya dipakai: gelombang itu sendiri (bila dikosongkan) atau yang lebih baru.',
      en: 'The wave whose reserved place is used: the wave itself, if left out, or a later one.',
    },
  },
  async check(deps, body) {
    const found = await appealToGrant(deps, body);
    if ('problem' in found) return found;
    const { appeal } = found;
    if (appeal.state !== 'open') return refused('appeal-decided');
    if (await deps.places.read(appeal.personKey)) return refused('appellant-received');
    return hasReserve(found.remedy)
      ? { outcome: 'ready', basis: `appealed at ${appeal.appealedAt}` }
      : refused('no-reserved-place');
  },
  async execute(deps, body, { proposalId }) {
    const found = await appealToGrant(deps, body);
    if ('problem' in found) return found;
    const { appeal, remedy } = found;
    const at = instant(deps.clock.now());
    const granted = await deps.appeals.grants.grant(appeal, remedy, { at, decision: proposalId, reason: body.reason });
    if (granted.outcome !== 'granted') return refused(PROBLEMS_OF[granted.outcome]);
    const deadline = deadlineOf(granted.decidedAt, yearOf(remedy.plan));
    // Before it is said to be carried out: who dies here is followed by somebody who tells.
    await deps.appeals.notices.publish([noticeOfDecision(appeal, 'granted', deadline)]);
    return { outcome: 'done' };
  },
};

const PROBLEMS_OF: Record<Exclude<GrantOutcome['outcome'], 'granted'>, ProblemName> = {
  decidedOtherwise: 'appeal-decided',
  alreadyARecipient: 'appellant-received',
  householdFull: 'appellant-household-full',
  noReservedPlace: 'no-reserved-place',
  detailsErased: 'appellant-erased',
};

async function appealToGrant(
  { appeals: { appeals }, holds }: Pick<KindDeps, 'appeals' | 'holds'>,
  { waveId, entryId, remedyWaveId = waveId }: GrantBody,
): Promise<{ appeal: AppealItem; remedy: Wave } | Refused> {
  const [appeal, wave, remedy] = await Promise.all([appeals.read(waveId, entryId), holds.read(waveId), holds.read(remedyWaveId)]);
  if (!appeal || !wave) return refused('unknown-appeal');
  if (!remedy) return refused('unknown-wave');
  if (remedy.phase !== 'published') return refused('not-published-yet');
  if (remedy.opensAt < wave.opensAt) return refused('earlier-remedy');
  return { appeal, remedy };
}

function hasReserve({ plan, reservedAwarded = 0, reserveClosedAt }: Wave): boolean {
  return reserveClosedAt === undefined && reservedAwarded < (plan.reserved ?? 0);
}

function refused(problem: ProblemName): Refused {
  return { outcome: 'refused', problem };
}
