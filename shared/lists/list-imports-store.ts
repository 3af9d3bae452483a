import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import {
  type ChunkItem,
  chunkItemSchema,
  type DoneChunk,
  type ImportItem,
  importIdOf,
  importItemSchema,
  type ListVersion,
  listingKey,
  PARTITIONS,
} from './list-items.ts';
import { LIST_KINDS, type ListKind, versionName } from './list-names.ts';

const headSchema = z.object({ kind: z.enum(LIST_KINDS), versions: z.int() });
export type ListHead = { kind: ListKind; versions: number };

export type ListImportsStore = ReturnType<typeof listImportsStore>;

/** The records of imports: each step of one is a conditional write. */
export function listImportsStore(client: DynamoDBDocumentClient, table: string) {
  const importKey = ({ list, fileKey }: Pick<ImportItem, 'list' | 'fileKey'>) => ({
    personKey: PARTITIONS.imports,
    listId: `${list}@${fileKey}`,
  });
  const chunkKey = (list: string, importId: string, number: number) => ({
    personKey: `${PARTITIONS.chunks}/${listingKey(list, importId)}`,
    listId: String(number).padStart(6, '0'),
  });
  const headKey = (list: string) => ({ personKey: PARTITIONS.heads, listId: list });
  const get = async (Key: Record<string, string>) =>
    (await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item;

  return {
    async read(of: Pick<ImportItem, 'list' | 'fileKey'>): Promise<ImportItem | undefined> {
      const item = await get(importKey(of));
      return item && importItemSchema.parse(item);
    },

    /** Begins the first attempt, or the next after `failed`. @returns false when somebody else was first */
    async begin(item: ImportItem, failed?: number): Promise<boolean> {
      const first = 'attribute_not_exists(listId)';
      const afterThatFailure = 'attempt = :failed AND #state = :failedState';
      return unlessRefused(
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...importKey(item), ...item },
            ConditionExpression: failed === undefined ? first : afterThatFailure,
            ...(failed !== undefined && {
              ExpressionAttributeNames: { '#state': 'state' },
              ExpressionAttributeValues: { ':failed': failed, ':failedState': 'failed' },
            }),
          }),
        ),
      );
    },

    /** Gives an attempt up: nothing of it is ever read. @returns false when it isn't open any more */
    async fail(item: ImportItem): Promise<boolean> {
      const stillOpen = '#state = :open AND attempt = :attempt';
      return unlessRefused(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: importKey(item),
            UpdateExpression: 'SET #state = :failed',
            ConditionExpression: stillOpen,
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: { ':open': 'open', ':failed': 'failed', ':attempt': item.attempt },
          }),
        ),
      );
    },

    /** Claims a chunk for these bytes, unless it is claimed. @returns what stands: the given claim, or an earlier one */
    async claim(list: string, importId: string, chunk: ChunkItem): Promise<ChunkItem> {
      const key = chunkKey(list, importId, chunk.number);
      const unclaimed = 'attribute_not_exists(listId)';
      const claimed = await unlessRefused(
        client.send(new PutCommand({ TableName: table, Item: { ...key, ...chunk }, ConditionExpression: unclaimed })),
      );
      return claimed ? chunk : chunkItemSchema.parse(await get(key));
    },

    /** Says what came of a chunk that was claimed. A repeat says the same. */
    async finish(list: string, importId: string, chunk: DoneChunk): Promise<void> {
      const ownClaim = 'digest = :digest';
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: chunkKey(list, importId, chunk.number),
          UpdateExpression: 'SET done = :done',
          ConditionExpression: ownClaim,
          ExpressionAttributeValues: { ':digest': chunk.digest, ':done': chunk.done },
        }),
      );
    },

    /** All chunks that were claimed, in their order. */
    async chunks(list: string, importId: string): Promise<ChunkItem[]> {
      const chunks: ChunkItem[] = [];
      let start: Record<string, unknown> | undefined;
      do {
        const page = await client.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: 'personKey = :chunks',
            ExpressionAttributeValues: { ':chunks': chunkKey(list, importId, 0).personKey },
            ConsistentRead: true,
            ExclusiveStartKey: start,
          }),
        );
        chunks.push(...(page.Items ?? []).map((item) => chunkItemSchema.parse(item)));
        start = page.LastEvaluatedKey;
      } while (start);
      return chunks;
    },

    /** The kind of a list and how many versions it has; undefined before its first. */
    async head(list: string): Promise<ListHead | undefined> {
      const item = await get(headKey(list));
      return item && headSchema.parse(item);
    },

    /**
     * Makes an import the next version of its list, in one transaction with the list's count of versions: two imports are never the same
     * version, and none is two. @returns false when another import, or another caller, was first
     */
    async complete(item: ImportItem, version: ListVersion): Promise<boolean> {
      const nextOfItsKind = version.version === 1 ? 'attribute_not_exists(versions)' : 'versions = :before AND #kind = :kind';
      const stillOpen = '#state = :open AND attempt = :attempt';
      const noSuchVersion = 'attribute_not_exists(listId)';
      const { list, kind } = item;
      try {
        await client.send(
          new TransactWriteCommand({
            TransactItems: [
              {
                Update: {
                  TableName: table,
                  Key: headKey(list),
                  UpdateExpression: 'SET versions = :version, #kind = :kind',
                  ConditionExpression: nextOfItsKind,
                  ExpressionAttributeNames: { '#kind': 'kind' },
                  ExpressionAttributeValues: {
                    ':version': version.version,
                    ':kind': kind,
                    ...(version.version > 1 && { ':before': version.version - 1 }),
                  },
                },
              },
              {
                Update: {
                  TableName: table,
                  Key: importKey(item),
                  UpdateExpression: 'SET #state = :complete, version = :version',
                  ConditionExpression: stillOpen,
                  ExpressionAttributeNames: { '#state': 'state' },
                  ExpressionAttributeValues: {
                    ':complete': 'complete',
                    ':open': 'open',
                    ':attempt': item.attempt,
                    ':version': version.version,
                  },
                },
              },
              {
                Put: {
                  TableName: table,
                  Item: { personKey: PARTITIONS.versions, listId: versionName(list, version.version), ...version },
                  ConditionExpression: noSuchVersion,
                },
              },
            ],
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof TransactionCanceledException) return false;
        throw error;
      }
    },

    /** The attempt of that id, whatever its state. */
    async ofId(list: string, importId: string): Promise<ImportItem | undefined> {
      const item = await this.read({ list, fileKey: importId.split('-')[0] as string });
      return item && importIdOf(item) === importId ? item : undefined;
    },
  };
}

async function unlessRefused(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
