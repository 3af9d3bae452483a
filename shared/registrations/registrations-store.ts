import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { partitionOf, type RegistrationItem, registrationItemSchema } from './registration-item.ts';

export type RegistrationsStore = ReturnType<typeof registrationsStore>;

const awardeeSchema = z.pick(registrationItemSchema, {
  entryId: true,
  registrationKey: true,
  personKey: true,
  householdKey: true,
  province: true,
});
export type Awardee = z.infer<typeof awardeeSchema>;

const sealedSchema = z.pick(registrationItemSchema, { registrationKey: true, entryId: true });
/** A registration whose details are still kept. */
export type SealedRegistration = z.infer<typeof sealedSchema>;

/** Reads of the registrations table, and the erasure of what is sealed; its other write is the hot path's (registration-writer-store.ts). */
export function registrationsStore(client: DynamoDBDocumentClient, table: string) {
  /** All pages of a shard. Strongly consistent: a registration that got its receipt must be seen. */
  async function* pages(waveId: string, shard: string, projection: Record<string, unknown>) {
    let start: Record<string, unknown> | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: '#partition = :partition',
          ExpressionAttributeValues: { ':partition': partitionOf(waveId, shard) },
          ConsistentRead: true,
          ExclusiveStartKey: start,
          ...projection,
          ExpressionAttributeNames: { '#partition': 'partition', ...(projection['ExpressionAttributeNames'] as object) },
        }),
      );
      yield page;
      start = page.LastEvaluatedKey;
    } while (start);
  }

  return {
    async read(waveId: string, registrationKey: string, shard: string): Promise<RegistrationItem | undefined> {
      const key = { partition: partitionOf(waveId, shard), registrationKey };
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: key }));
      return Item && registrationItemSchema.parse(Item);
    },

    /** The registrations of a shard, page by page (1 MB each). */
    async *ofShard(waveId: string, shard: string): AsyncGenerator<RegistrationItem[]> {
      for await (const page of pages(waveId, shard, {})) yield (page.Items ?? []).map((item) => registrationItemSchema.parse(item));
    },

    /** What awarding needs to know of the given entries of a shard. */
    async awardees(waveId: string, shard: string, entryIds: ReadonlySet<string>): Promise<Awardee[]> {
      const found: Awardee[] = [];
      for await (const page of pages(waveId, shard, {
        ProjectionExpression: 'entryId, registrationKey, personKey, householdKey, province',
      })) {
        for (const item of page.Items ?? []) {
          const awardee = awardeeSchema.parse(item);
          if (entryIds.has(awardee.entryId)) found.push(awardee);
        }
      }
      return found;
    },

    /** The registrations of a shard whose details are still kept, page by page. */
    async *sealedOfShard(waveId: string, shard: string): AsyncGenerator<SealedRegistration[]> {
      const projection = { ProjectionExpression: 'registrationKey, entryId', FilterExpression: 'attribute_exists(sealed)' };
      for await (const page of pages(waveId, shard, projection)) yield (page.Items ?? []).map((item) => sealedSchema.parse(item));
    },

    /** Erases what is sealed of one registration and nothing else of it, unless its appeal was granted. Done before, it stays done. */
    async eraseSealed(waveId: string, shard: string, { registrationKey, entryId }: SealedRegistration): Promise<void> {
      const stillKept = 'attribute_exists(sealed)';
      const noAppealGranted = 'attribute_not_exists(kept)';
      const thatEntry = 'entryId = :entryId';
      try {
        await client.send(
          new UpdateCommand({
            TableName: table,
            Key: { partition: partitionOf(waveId, shard), registrationKey },
            UpdateExpression: 'REMOVE sealed',
            ConditionExpression: `${stillKept} AND ${noAppealGranted} AND ${thatEntry}`,
            ExpressionAttributeValues: { ':entryId': entryId },
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },

    async countOfShard(waveId: string, shard: string): Promise<number> {
      let count = 0;
      for await (const page of pages(waveId, shard, { Select: 'COUNT' })) count += page.Count ?? 0;
      return count;
    },
  };
}
