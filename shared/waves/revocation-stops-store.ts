import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { STOP_REASONS, type StopReason } from './stop-reasons.ts';

const stopSchema = z.object({
  phase: z.string(),
  /** Since when nobody's place of this wave is taken back, and why; missing while places are. */
  revocationsStopped: z.optional(z.object({ at: z.string(), reason: z.enum(STOP_REASONS) })),
  /** The proposal that last stopped or resumed them. */
  revocationsBy: z.optional(z.string()),
});
export type RevocationStop = z.infer<typeof stopSchema>;

/** @param basis `revocationsBy` as it was seen */
export type StopChange = { waveId: string; proposalId: string; basis: string | undefined };

export type RevocationStops = ReturnType<typeof revocationStops>;

/** Whether revocations of a wave are stopped, as its item says. */
export function revocationStops(client: DynamoDBDocumentClient, table: string) {
  /** @returns whether the wave then stands as this proposal has it */
  const change = async ({ waveId, proposalId, basis }: StopChange, update: string, values: Record<string, unknown>) => {
    const isPublished = '#phase = :published';
    const unchangedSinceSeen = basis === undefined ? 'attribute_not_exists(revocationsBy)' : 'revocationsBy = :basis';
    try {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: { waveId },
          UpdateExpression: update,
          ConditionExpression: `${isPublished} AND ${unchangedSinceSeen}`,
          ExpressionAttributeNames: { '#phase': 'phase' },
          ExpressionAttributeValues: {
            ':published': 'published',
            ':proposal': proposalId,
            ...(basis !== undefined && { ':basis': basis }),
            ...values,
          },
        }),
      );
      return true;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return (await read(waveId))?.revocationsBy === proposalId;
    }
  };
  const read = async (waveId: string): Promise<RevocationStop | undefined> => {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: { waveId }, ConsistentRead: true }));
    return Item && stopSchema.parse(Item);
  };

  return {
    read,
    stop: (to: StopChange, at: string, reason: StopReason): Promise<boolean> =>
      change(to, 'SET revocationsStopped = :stopped, revocationsBy = :proposal', { ':stopped': { at, reason } }),
    resume: (to: StopChange): Promise<boolean> => change(to, 'SET revocationsBy = :proposal REMOVE revocationsStopped', {}),
  };
}
