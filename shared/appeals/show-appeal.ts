import type { AuditAppend } from '../audit/audited.ts';
import { openingsChain } from '../audit/chains.ts';
import { shardOf } from '../registrations/person-keys.ts';
import { type DeriveSharedSecret, openSealed } from '../sealing/open-sealed.ts';
import type { WavesStore } from '../waves/waves-store.ts';
import { type AppealItem, appealSealedTo } from './appeal.ts';
import type { AppealsStore } from './appeals-store.ts';

export type ShowAppealDeps = {
  waves: Pick<WavesStore, 'read'>;
  appeals: Pick<AppealsStore, 'read'>;
  /** The private halves of all keys that waves have sealed to, which KMS holds. */
  sealingKeys(keyId: string): DeriveSharedSecret;
  audit: AuditAppend;
};

/** @returns the appeal with what was written, or without where that has been erased */
export async function showAppeal(
  { waves, appeals, sealingKeys, audit }: ShowAppealDeps,
  { waveId, entryId, actor }: { waveId: string; entryId: string; actor: string },
): Promise<{ outcome: 'shown'; appeal: AppealItem; text?: string } | { outcome: 'unknownAppeal' }> {
  const [wave, appeal] = await Promise.all([waves.read(waveId), appeals.read(waveId, entryId)]);
  if (!wave || !appeal) return { outcome: 'unknownAppeal' };
  if (!appeal.text) return { outcome: 'shown', appeal };
  const { registrationKey } = appeal;
  // Before anything is opened: where this can't be written, nothing is.
  await audit(openingsChain(shardOf(registrationKey)), { actor, act: 'open-registration', purpose: 'appeal', waveId, entryId });
  const text = await openSealed(appeal.text, appealSealedTo(registrationKey), sealingKeys(wave.sealingKeyId));
  return { outcome: 'shown', appeal, text };
}
