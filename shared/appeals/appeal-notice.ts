import type { Notice } from '../notifications/notice.ts';
import type { AppealItem } from './appeal.ts';

/** What an appellant is told of the decision. @param deadline of one that was granted: until when the place has to be used */
export function noticeOfDecision(
  { waveId, entryId, registrationKey }: Pick<AppealItem, 'waveId' | 'entryId' | 'registrationKey'>,
  decision: 'granted' | 'dismissed',
  deadline?: string,
): Notice {
  return { kind: 'appeal-decided', waveId, entryId, registrationKey, decision, ...(deadline && { deadline }) };
}
