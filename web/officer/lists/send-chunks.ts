import { isWorthRetrying, RETRY_RULE, type RetryRule, retryDelayMs } from '#shared/retry/retry-rule.ts';
import type { Reply } from '#web/shared/api.ts';

/** So many chunks travel at once: a table that isn't warmed takes 4,000 writes a second, which is two of them. */
const CHUNKS_AT_ONCE = 3;
/** One officer's page is no crowd: it asks again sooner than applicants' pages do. */
export const PATIENCE: RetryRule = { ...RETRY_RULE, baseMs: 1_000, capMs: 16_000 };

/** How chunks are read, sent and waited for. */
export type Way = {
  /** @throws when the file can't be read any more */
  read(number: number): Promise<Uint8Array<ArrayBuffer>>;
  put(number: number, bytes: Uint8Array<ArrayBuffer>): Promise<Reply>;
  /** Ends early when there is a connection again, or nobody wants it any more. */
  pause(ms: number): Promise<void>;
  chance(): number;
  signal: AbortSignal;
};

/** How far it is: chunks that are there, and whether nothing answers at present. */
export type Sent = { done: number; waiting: boolean };

export type SendOutcome =
  | { outcome: 'sent' }
  /** Somebody has paused it. */
  | { outcome: 'stopped' }
  | { outcome: 'refused'; reply: Reply }
  | { outcome: 'unreadable' };

/**
 * Sends chunks, a few at a time and never holding more than these, each again until it is there: a chunk that comes twice is written once.
 * It gives up for no lost connection, only when it is paused or refused.
 */
export async function sendChunks(numbers: readonly number[], way: Way, tell: (sent: Sent) => void): Promise<SendOutcome> {
  let ended: SendOutcome | undefined;
  let done = 0;
  let waiting = 0;
  const told = () => tell({ done, waiting: waiting > 0 });
  const left = numbers.values();

  const put = async (number: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
    for (let tries = 1; ; tries++) {
      const reply = await way.put(number, bytes);
      if (reply.status === 200) {
        done++;
        return told();
      }
      if (!isWorthRetrying(reply.status)) {
        ended ??= { outcome: 'refused', reply };
        return;
      }
      waiting++;
      told();
      await way.pause(retryDelayMs(tries, reply.retryAfterSeconds, way.chance(), PATIENCE));
      waiting--;
      if (ended || way.signal.aborted) return;
    }
  };
  const sender = async () => {
    for (const number of left) {
      if (ended || way.signal.aborted) return;
      const bytes = await way.read(number).catch(() => undefined);
      if (!bytes) ended ??= { outcome: 'unreadable' };
      else await put(number, bytes);
    }
  };
  await Promise.all(Array.from({ length: CHUNKS_AT_ONCE }, sender));
  return ended ?? (way.signal.aborted ? { outcome: 'stopped' } : { outcome: 'sent' });
}
