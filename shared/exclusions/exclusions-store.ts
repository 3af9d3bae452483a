import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { batchGet } from '../lambda/batch-get.ts';

/** A person on a dated list, such as the recipients of another aid. */
export const exclusionItemSchema = z.object({
  personKey: z.string(),
  listId: z.string(),
  /** YYYY-MM-DD, the day from which the listing counts. */
  listedOn: z.string(),
});
export type ExclusionItem = z.infer<typeof exclusionItemSchema>;

export type ExclusionsStore = ReturnType<typeof exclusionsStore>;

export function exclusionsStore(client: DynamoDBDocumentClient, table: string) {
  return {
    async list(item: ExclusionItem): Promise<void> {
      await client.send(new PutCommand({ TableName: table, Item: item }));
    },

    /** For each of the given people who is on one of the lists by `day` (YYYY-MM-DD): the lists that name them. */
    async listings(personKeys: readonly string[], listIds: readonly string[], day: string): Promise<Map<string, string[]>> {
      const keys = listIds.flatMap((listId) => personKeys.map((personKey) => ({ personKey, listId })));
      const listings = new Map<string, string[]>();
      for (const item of await batchGet(client, table, keys)) {
        const { personKey, listId, listedOn } = exclusionItemSchema.parse(item);
        if (listedOn <= day) listings.set(personKey, [...(listings.get(personKey) ?? []), listId]);
      }
      return listings;
    },
  };
}
