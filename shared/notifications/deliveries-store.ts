import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { instant } from '../clock.ts';

/** Why a message could not be sent and never can be. */
export const UNDELIVERABLE = ['details-erased', 'not-reachable'] as const;
export type Undeliverable = (typeof UNDELIVERABLE)[number];

/** What the deliveries table keeps of a notice: where its delivery stands, and nothing of whom it went to. */
export const deliveryItemSchema = z.object({
  noticeId: z.string(),
  /** `taken` while a function delivers it; the other two are for good. */
  state: z.enum(['taken', 'sent', 'undeliverable']),
  /** Until when nobody else takes it; whoever has not ended it by then has died. */
  leaseUntil: z.string(),
  /** Of one that was sent. */
  sentAt: z.optional(z.string()),
  /** Of one that can't be. */
  reason: z.optional(z.enum(UNDELIVERABLE)),
});
export type DeliveryItem = z.infer<typeof deliveryItemSchema>;

/** What became of taking a notice to deliver it. */
export type Taken =
  | { outcome: 'taken' }
  | { outcome: 'sentBefore'; sentAt: string }
  | { outcome: 'undeliverableBefore'; reason: Undeliverable }
  /** Another function is at it, or has died less than a lease ago. */
  | { outcome: 'beingDelivered' };

export type DeliveriesStore = ReturnType<typeof deliveriesStore>;

/** Each transition of a delivery, each one conditional write. */
export function deliveriesStore(client: DynamoDBDocumentClient, table: string) {
  /** From `taken` to an end. An end that stands stays: who comes second changes nothing. */
  const end = async (noticeId: string, facts: Pick<DeliveryItem, 'state' | 'sentAt' | 'reason'>) => {
    const isTaken = '#state = :taken';
    const { state, ...more } = facts;
    const [[field, value]] = Object.entries(more) as [[string, string]];
    try {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: { noticeId },
          UpdateExpression: 'SET #state = :state, #field = :value',
          ConditionExpression: isTaken,
          ExpressionAttributeNames: { '#state': 'state', '#field': field },
          ExpressionAttributeValues: { ':taken': 'taken', ':state': state, ':value': value },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  };

  return {
    /** Takes a notice that nobody has taken, or whose taker has let the lease run out. @param now epoch milliseconds */
    async take(noticeId: string, now: number, leaseMs: number): Promise<Taken> {
      const neverTaken = 'attribute_not_exists(noticeId)';
      const takerHasDied = '#state = :taken AND leaseUntil <= :now';
      const item: DeliveryItem = { noticeId, state: 'taken', leaseUntil: instant(now + leaseMs) };
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: item,
            ConditionExpression: `${neverTaken} OR (${takerHasDied})`,
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: { ':taken': 'taken', ':now': instant(now) },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return { outcome: 'taken' };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
        return standing(deliveryItemSchema.parse(unmarshall(error.Item)));
      }
    },

    sent(noticeId: string, now: number): Promise<void> {
      return end(noticeId, { state: 'sent', sentAt: instant(now) });
    },

    undeliverable(noticeId: string, reason: Undeliverable): Promise<void> {
      return end(noticeId, { state: 'undeliverable', reason });
    },
  };
}

function standing({ state, sentAt, reason }: DeliveryItem): Taken {
  if (state === 'sent' && sentAt) return { outcome: 'sentBefore', sentAt };
  if (state === 'undeliverable' && reason) return { outcome: 'undeliverableBefore', reason };
  return { outcome: 'beingDelivered' };
}
