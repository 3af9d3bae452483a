import { firstSubmitDelayMs, isWorthRetrying, RETRY_RULE, retryDelayMs } from '#shared/retry/retry-rule.ts';
import type { Reply, Wave } from '#web/shared/api.ts';

/** Where a registration is on its way to us. `until` is epoch milliseconds by the server's clock. */
export type Step =
  | { step: 'waiting'; why: 'spread' | 'before-opening' | 'busy'; until: number }
  | { step: 'waiting'; why: 'offline' }
  | { step: 'sending' };

export type Way = {
  send(): Promise<Reply>;
  /** Epoch milliseconds by the server's clock. */
  now(): number;
  /** Even between 0 and 1. */
  chance(): number;
  /** Returns after so long, or as soon as the connection is back; rejects when the applicant has cancelled. */
  pause(ms: number, endsOnline: boolean): Promise<void>;
  online(): boolean;
  tell(step: Step): void;
};

/**
 * Sends one registration as the published retry rule says: put off by a random time while the opening is young, then again and again,
 * unchanged, until there is an answer. The server gives a repeat the same receipt, so it never matters whether one try too many arrives.
 */
export async function submitPatiently(way: Way, { opensAt, closesAt }: Pick<Wave, 'opensAt' | 'closesAt'>): Promise<Reply> {
  const sinceOpening = way.now() - Date.parse(opensAt);
  const delay = firstSubmitDelayMs(sinceOpening, way.chance(), RETRY_RULE, Date.parse(closesAt) - Date.parse(opensAt));
  if (delay > 0) {
    way.tell({ step: 'waiting', why: sinceOpening < 0 ? 'before-opening' : 'spread', until: way.now() + delay });
    await way.pause(delay, false);
  }
  for (let tries = 1; ; tries++) {
    way.tell({ step: 'sending' });
    const reply = await way.send();
    if (!isWorthRetrying(reply.status)) return reply;
    const pause = retryDelayMs(tries, reply.retryAfterSeconds, way.chance());
    const cut = !way.online();
    way.tell(cut ? { step: 'waiting', why: 'offline' } : { step: 'waiting', why: 'busy', until: way.now() + pause });
    await way.pause(pause, cut);
  }
}
