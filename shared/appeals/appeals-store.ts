import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { instant } from '../clock.ts';
import { type AppealItem, type AppealState, appealItemSchema } from './appeal.ts';

/** Appeals of at most some 3 KB each: a page stays below DynamoDB's 1 MB. */
const APPEALS_OF_A_PAGE = 100;

export type AppealsStore = ReturnType<typeof appealsStore>;

/** The appeals of all waves, by wave and entry. Each step is one conditional write; a grant is a transaction (grants-store.ts). */
export function appealsStore(client: DynamoDBDocumentClient, table: string) {
  const query = (waveId: string, more: Record<string, unknown>) => ({
    TableName: table,
    KeyConditionExpression: 'waveId = :waveId',
    ConsistentRead: true,
    ...more,
    ExpressionAttributeValues: { ':waveId': waveId, ...(more['ExpressionAttributeValues'] as object) },
  });

  return {
    /** Keeps the one appeal of an entry. @returns the one that then stands, whoever was first */
    async put(appeal: AppealItem): Promise<{ kept: boolean; appeal: AppealItem }> {
      const notAppealedYet = 'attribute_not_exists(entryId)';
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: appeal,
            ConditionExpression: notAppealedYet,
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return { kept: true, appeal };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
        return { kept: false, appeal: appealItemSchema.parse(unmarshall(error.Item)) };
      }
    },

    async read(waveId: string, entryId: string): Promise<AppealItem | undefined> {
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: { waveId, entryId }, ConsistentRead: true }));
      return Item && appealItemSchema.parse(Item);
    },

    /** One page of the appeals of a wave in the order of their entries; with `next` there are more, after that one. */
    async page(waveId: string, after: string | undefined): Promise<{ appeals: AppealItem[]; next?: string }> {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          ...query(waveId, {}),
          Limit: APPEALS_OF_A_PAGE,
          ...(after !== undefined && { ExclusiveStartKey: { waveId, entryId: after } }),
        }),
      );
      const next = LastEvaluatedKey?.['entryId'] as string | undefined;
      return { appeals: Items.map((item) => appealItemSchema.parse(item)), ...(next !== undefined && { next }) };
    },

    /** Whether an appeal of the wave waits for its decision. Strongly consistent. */
    async anyOpen(waveId: string): Promise<boolean> {
      let start: Record<string, unknown> | undefined;
      do {
        const open = {
          FilterExpression: '#state = :open',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':open': 'open' satisfies AppealState },
        };
        const page = await client.send(new QueryCommand({ ...query(waveId, open), Select: 'COUNT', ExclusiveStartKey: start }));
        if ((page.Count ?? 0) > 0) return true;
        start = page.LastEvaluatedKey;
      } while (start);
      return false;
    },

    /** Dismisses an open appeal, once. @returns the appeal as it then stands; undefined when there is none */
    async dismiss(
      { waveId, entryId }: Pick<AppealItem, 'waveId' | 'entryId'>,
      reason: AppealItem['decisionReason'],
      now: number,
    ): Promise<{ dismissed: boolean; appeal: AppealItem | undefined }> {
      const isOpen = '#state = :open';
      try {
        const { Attributes } = await client.send(
          new UpdateCommand({
            TableName: table,
            Key: { waveId, entryId },
            UpdateExpression: 'SET #state = :dismissed, decidedAt = :now, decisionReason = :reason',
            ConditionExpression: isOpen,
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: { ':open': 'open', ':dismissed': 'dismissed', ':now': instant(now), ':reason': reason },
            ReturnValues: 'ALL_NEW',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return { dismissed: true, appeal: appealItemSchema.parse(Attributes) };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return { dismissed: false, appeal: error.Item && appealItemSchema.parse(unmarshall(error.Item)) };
      }
    },

    /** The entries of a wave, of those that begin with these two digits, whose appeal has its text still. */
    async withText(waveId: string, shard: string): Promise<string[]> {
      const entryIds: string[] = [];
      let start: Record<string, unknown> | undefined;
      do {
        const page = await client.send(
          new QueryCommand({
            ...query(waveId, {
              FilterExpression: 'attribute_exists(#text)',
              ExpressionAttributeNames: { '#text': 'text' },
              ExpressionAttributeValues: { ':shard': shard },
            }),
            KeyConditionExpression: 'waveId = :waveId AND begins_with(entryId, :shard)',
            ProjectionExpression: 'entryId',
            ExclusiveStartKey: start,
          }),
        );
        entryIds.push(...(page.Items ?? []).map((item) => String(item['entryId'])));
        start = page.LastEvaluatedKey;
      } while (start);
      return entryIds;
    },

    /** Erases what was written, and nothing else of an appeal. Done before, it stays done. */
    async eraseText(waveId: string, entryId: string): Promise<void> {
      const stillKept = 'attribute_exists(#text)';
      try {
        await client.send(
          new UpdateCommand({
            TableName: table,
            Key: { waveId, entryId },
            UpdateExpression: 'REMOVE #text',
            ConditionExpression: stillKept,
            ExpressionAttributeNames: { '#text': 'text' },
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
  };
}
