import { createHmac } from 'node:crypto';
import { type Clock, instant } from '../clock.ts';
import type { RuleName } from '../eligibility/rules.ts';
import { evidenceKey, exclusionsFile, resultsFile } from '../evidence/evidence-names.ts';
import type { EvidenceStore } from '../evidence/evidence-store.ts';
import { lineOf } from '../evidence/line-of.ts';
import { shardOf } from '../registrations/person-keys.ts';
import type { RegistrationsStore } from '../registrations/registrations-store.ts';
import { sealTo } from '../sealing/seal.ts';
import type { ResultState } from '../selection/result-states.ts';
import type { ManageClaims } from '../tokens/check-manage-token.ts';
import type { WavesStore } from '../waves/waves-store.ts';
import { type Appealable, type AppealItem, appealableUntil, appealSealedTo, isAppealable } from './appeal.ts';
import type { AppealBody } from './appeal-body.ts';
import type { AppealsStore } from './appeals-store.ts';

export type SubmitAppealDeps = {
  clock: Clock;
  waves: Pick<WavesStore, 'read'>;
  registrations: Pick<RegistrationsStore, 'read'>;
  evidence: Pick<EvidenceStore, 'readWritten'>;
  appeals: Pick<AppealsStore, 'put' | 'read'>;
};

export type SubmitAppealOutcome =
  | { outcome: 'appealed' | 'appealedBefore'; appeal: AppealItem }
  | { outcome: 'unknownRegistration' }
  | { outcome: 'notPublished' }
  /** Not selected by the draw: there is nothing that an officer could decide otherwise. */
  | { outcome: 'lostADraw' }
  | { outcome: 'wasSelected' }
  | { outcome: 'tooLate' }
  /** The entry has an appeal that says something else, and that one stands. */
  | { outcome: 'appealedOtherwise' };

/**
 * The holder of a manage token asks that a refusal be looked at again: once, within the days in which that can be. The same again
 * finds the first one, at whatever time.
 * @param token by which the repeat of a text is known
 */
export async function submitAppeal(
  { clock, waves, registrations, evidence, appeals }: SubmitAppealDeps,
  { waveId, registrationKey }: ManageClaims,
  { reason, text }: AppealBody,
  token: string,
): Promise<SubmitAppealOutcome> {
  const shard = shardOf(registrationKey);
  const [wave, item] = await Promise.all([waves.read(waveId), registrations.read(waveId, registrationKey, shard)]);
  if (!wave || !item) return { outcome: 'unknownRegistration' };
  const until = appealableUntil(wave);
  if (wave.phase !== 'published' || until === undefined) return { outcome: 'notPublished' };
  const { entryId, personKey, householdKey, province } = item;
  const { state, rule } = await resultOf(evidence, waveId, shard, entryId);
  if (!isAppealable(state)) return { outcome: state === 'selected' ? 'wasSelected' : 'lostADraw' };

  const textTag = createHmac('sha256', token).update(`appeal\n${text}`).digest('hex').slice(0, 32);
  const isSame = (standing: AppealItem) => standing.reason === reason && standing.textTag === textTag;
  const now = clock.now();
  if (now > Date.parse(until)) {
    const standing = await appeals.read(waveId, entryId);
    return standing && isSame(standing) ? { outcome: 'appealedBefore', appeal: standing } : { outcome: 'tooLate' };
  }
  const { kept, appeal } = await appeals.put({
    waveId,
    entryId,
    appealedAt: instant(now),
    result: state,
    ...(rule && { rule }),
    reason,
    text: sealTo(wave.sealingPublicKey)(text, appealSealedTo(registrationKey)),
    textTag,
    registrationKey,
    personKey,
    householdKey,
    province,
    state: 'open',
  });
  if (kept) return { outcome: 'appealed', appeal };
  return isSame(appeal) ? { outcome: 'appealedBefore', appeal } : { outcome: 'appealedOtherwise' };
}

/** What the published files say of an entry. */
async function resultOf(
  evidence: SubmitAppealDeps['evidence'],
  waveId: string,
  shard: string,
  entryId: string,
): Promise<{ state: ResultState | Appealable; rule?: RuleName }> {
  const [exclusions, results] = await Promise.all([
    evidence.readWritten(evidenceKey(waveId, exclusionsFile(shard))),
    evidence.readWritten(evidenceKey(waveId, resultsFile(shard))),
  ]);
  const refusal = lineOf(exclusions, entryId);
  if (refusal) return { state: 'excluded', rule: refusal[1] as RuleName };
  const result = lineOf(results, entryId);
  if (!result) throw new Error(`an entry of ${waveId}, shard ${shard}, is neither among the exclusions nor among the results`);
  return { state: result[2] as ResultState };
}
