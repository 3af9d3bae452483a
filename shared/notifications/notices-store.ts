import { setTimeout as sleep } from 'node:timers/promises';
import { type EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { RETRYABLE, RetryableError } from '../errors.ts';
import { NOTICE_SOURCE } from '../names.ts';
import { type Notice, noticeSchema } from './notice.ts';

/** EventBridge takes ten events in one call. */
export const EVENTS_IN_A_CALL = 10;

/** The first try and four more of what the bus has not taken, 1.5 s in all at most. */
const TRIES = 5;
const FIRST_PAUSE_MS = 100;

export type NoticesStore = ReturnType<typeof noticesStore>;

export function noticesStore(client: EventBridgeClient, busName: string) {
  /** @returns the entries that the bus has not taken */
  const put = async (entries: readonly PutEventsRequestEntry[]) => {
    const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: [...entries] }));
    return entries.filter((_, at) => Entries[at]?.EventId === undefined);
  };

  return {
    /**
     * Puts notices on the bus, at least once each: a repeat is known by the notice's id when it is delivered.
     * @throws RetryableError when the bus has not taken some of them in several tries, and ZodError on one that is none
     */
    async publish(notices: readonly Notice[]): Promise<void> {
      const entries = notices.map((notice) => ({
        EventBusName: busName,
        Source: NOTICE_SOURCE,
        DetailType: notice.kind,
        Detail: JSON.stringify(noticeSchema.parse(notice)),
      }));
      for (let at = 0; at < entries.length; at += EVENTS_IN_A_CALL) {
        let left: readonly PutEventsRequestEntry[] = entries.slice(at, at + EVENTS_IN_A_CALL);
        for (let tries = 0; left.length > 0; tries++) {
          if (tries === TRIES)
            throw new RetryableError(RETRYABLE.transient, `the bus has not taken ${left.length} notices in ${TRIES} tries`);
          // Full jitter: forty shards that were throttled together must not come back together.
          if (tries > 0) await sleep(Math.random() * FIRST_PAUSE_MS * 2 ** (tries - 1));
          left = await put(left);
        }
      }
    },
  };
}
