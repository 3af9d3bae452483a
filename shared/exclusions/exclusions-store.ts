import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { batchGet } from '../lambda/batch-get.ts';
import { type ListVersion, listingKey, listVersionSchema, PARTITIONS } from '../lists/list-items.ts';
import { partsOfName } from '../lists/list-names.ts';

/** A person on a list, as one import of it found the person. */
const listingSchema = z.object({ personKey: z.string(), listId: z.string() });

/** A version of a list by its name, such as `aid-2020-08@2`, and under what its people are kept. */
export type VersionOfList = { name: string; version: ListVersion };

export type ExclusionsStore = ReturnType<typeof exclusionsStore>;

/** What screening reads of the lists: versions by their exact names, and who is on them. */
export function exclusionsStore(client: DynamoDBDocumentClient, table: string) {
  return {
    /** The versions of these names, in their order. @throws when one is not there: a plan names complete versions, and none is ever removed */
    async versions(names: readonly string[]): Promise<VersionOfList[]> {
      const keys = [...new Set(names)].map((listId) => ({ personKey: PARTITIONS.versions, listId }));
      const items = new Map((await batchGet(client, table, keys)).map((item) => [item['listId'], item]));
      return names.map((name) => {
        const item = items.get(name);
        if (!item) throw new Error(`there is no list ${name}, which the plan names`);
        return { name, version: listVersionSchema.parse(item) };
      });
    },

    /** For each of the given people who is on one of the lists: the names of these, in the order of `lists`. */
    async listings(personKeys: readonly string[], lists: readonly VersionOfList[]): Promise<Map<string, string[]>> {
      const nameOf = new Map(lists.map(({ name, version }) => [listingKey(partsOfName(name).list, version.importId), name]));
      const keys = [...nameOf.keys()].flatMap((listId) => personKeys.map((personKey) => ({ personKey, listId })));
      const found = new Map<string, Set<string>>();
      for (const item of await batchGet(client, table, keys)) {
        const { personKey, listId } = listingSchema.parse(item);
        found.set(personKey, (found.get(personKey) ?? new Set()).add(nameOf.get(listId) as string));
      }
      const inOrder = (names: ReadonlySet<string>) => lists.map(({ name }) => name).filter((name) => names.has(name));
      return new Map([...found].map(([personKey, names]) => [personKey, inOrder(names)]));
    },
  };
}
