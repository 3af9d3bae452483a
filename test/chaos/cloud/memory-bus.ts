import { AsyncLocalStorage } from 'node:async_hooks';

/** One handing over of one event: how many messages it has sent, those of which it got no answer, and how it ended. */
export type Delivery = { noticeId: string; sent: number; unanswered: number; ended?: 'done' | 'failed' };
type Delivered = { state?: unknown; leaseUntil?: unknown } | undefined;

/** EventBridge and the phone network in memory: what was put is handed over until it is done, and may be handed over again. */
export class MemoryBus {
  /** What was put and is still to be handed over, each as often as it was put. */
  pending: string[] = [];
  /** What was ever put, each notice once. */
  readonly notices = new Set<string>();
  readonly deliveries: Delivery[] = [];
  readonly #delivering = new AsyncLocalStorage<Delivery>();

  put(details: readonly string[]): object {
    this.pending.push(...details);
    for (const detail of details) this.notices.add(detail);
    return { FailedEntryCount: 0, Entries: details.map(() => ({ EventId: 'taken' })) };
  }

  /** Hands an event over. What failed, or was killed, comes again. @param invoke the function, with the event */
  async handOver(noticeId: string, detail: string, invoke: () => Promise<unknown>): Promise<void> {
    const delivery: Delivery = { noticeId, sent: 0, unanswered: 0 };
    this.deliveries.push(delivery);
    try {
      await this.#delivering.run(delivery, invoke);
      delivery.ended = 'done';
      this.pending = this.pending.filter((other) => other !== detail);
    } catch (error) {
      delivery.ended = 'failed';
      throw error;
    }
  }

  /**
   * A message leaves for a phone.
   * @param standing what the deliveries table has of its notice @param now epoch milliseconds
   * @param answered whether whoever sends it will hear that it is sent: else the SDK sends it again
   * @returns what is wrong with that, undefined when nothing is
   */
  send(noticeId: string, standing: Delivered, now: number, answered: boolean): string | undefined {
    const delivery = this.#delivering.getStore();
    if (!delivery) return `a message of ${noticeId} is sent, and no event was handed over`;
    delivery.sent++;
    if (!answered) delivery.unanswered++;
    if (noticeId !== delivery.noticeId) return `a message of ${noticeId} is sent for the notice ${delivery.noticeId}`;
    const isTaken = standing?.state === 'taken' && Date.parse(String(standing.leaseUntil)) > now;
    return isTaken ? undefined : `a message of ${noticeId} is sent, and whoever sends it has not taken it`;
  }
}
