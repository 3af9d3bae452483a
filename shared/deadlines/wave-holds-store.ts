import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Wave } from '../waves/wave.ts';
import type { WavesStore } from '../waves/waves-store.ts';

export type WaveHold = NonNullable<Wave['holds']>[number];
export type WaveHolds = ReturnType<typeof waveHoldsStore>;

/** The times in which the clocks of a wave's places stand. */
export function waveHoldsStore(client: DynamoDBDocumentClient, table: string, waves: Pick<WavesStore, 'read'>) {
  return {
    read: waves.read,

    /** Adds a hold to a published wave that has as many as were seen. @returns whether it then has this one */
    async add(waveId: string, hold: WaveHold, seen: number): Promise<boolean> {
      const isPublished = '#phase = :published';
      const noneMoreThanSeen = `attribute_not_exists(holds[${seen}])`;
      try {
        await client.send(
          new UpdateCommand({
            TableName: table,
            Key: { waveId },
            UpdateExpression: 'SET holds = list_append(if_not_exists(holds, :none), :hold)',
            ConditionExpression: `${isPublished} AND ${noneMoreThanSeen}`,
            ExpressionAttributeNames: { '#phase': 'phase' },
            ExpressionAttributeValues: { ':published': 'published', ':none': [], ':hold': [hold] },
          }),
        );
        return true;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return (await waves.read(waveId))?.holds?.some((standing) => standing.hold === hold.hold) ?? false;
      }
    },
  };
}
