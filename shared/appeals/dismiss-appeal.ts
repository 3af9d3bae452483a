import type { Clock } from '../clock.ts';
import type { NoticesStore } from '../notifications/notices-store.ts';
import type { AppealItem } from './appeal.ts';
import { noticeOfDecision } from './appeal-notice.ts';
import type { DISMISSAL_REASONS } from './appeal-reasons.ts';
import type { AppealsStore } from './appeals-store.ts';

export type DismissAppealDeps = { clock: Clock; appeals: Pick<AppealsStore, 'dismiss'>; notices: NoticesStore };

export type DismissAppealOutcome =
  | { outcome: 'dismissed' | 'dismissedBefore'; appeal: AppealItem }
  | { outcome: 'unknownAppeal' }
  | { outcome: 'decidedOtherwise' };

/** An officer dismisses an appeal, for good. The same again by the same reason is the same, and tells the appellant if nobody has. */
export async function dismissAppeal(
  { clock, appeals, notices }: DismissAppealDeps,
  of: { waveId: string; entryId: string; reason: (typeof DISMISSAL_REASONS)[number] },
): Promise<DismissAppealOutcome> {
  const { dismissed, appeal } = await appeals.dismiss(of, of.reason, clock.now());
  if (!appeal) return { outcome: 'unknownAppeal' };
  if (!dismissed && !(appeal.state === 'dismissed' && appeal.decisionReason === of.reason)) return { outcome: 'decidedOtherwise' };
  await notices.publish([noticeOfDecision(appeal, 'dismissed')]);
  return { outcome: dismissed ? 'dismissed' : 'dismissedBefore', appeal };
}
