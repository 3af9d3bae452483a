import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { awardIdOf } from './recipient-item.ts';
import { recipientKey } from './recipient-keys.ts';

/** Whose award a recipient was told of, and when the message was sent (an instant). */
export type Notified = { personKey: string; waveId: string; entryId: string; notifiedAt: string };

export type NotifiedStore = ReturnType<typeof notifiedStore>;

/** That recipients were told. Apart from the awards, since who tells may write nothing else of a recipient. */
export function notifiedStore(client: DynamoDBDocumentClient, table: string) {
  return {
    /** Notes once on the recipient's item when they were told of this award. An item of another award, or none, stays as it is. */
    async note({ personKey, waveId, entryId, notifiedAt }: Notified): Promise<void> {
      const ofThisAward = 'awardId = :awardId';
      const notNotedYet = 'attribute_not_exists(notifiedAt)';
      try {
        await client.send(
          new UpdateCommand({
            TableName: table,
            Key: { key: recipientKey(personKey) },
            UpdateExpression: 'SET notifiedAt = :notifiedAt',
            ConditionExpression: `${ofThisAward} AND ${notNotedYet}`,
            ExpressionAttributeValues: { ':awardId': awardIdOf(waveId, entryId), ':notifiedAt': notifiedAt },
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
  };
}
