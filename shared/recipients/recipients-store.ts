import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { batchGet } from '../lambda/batch-get.ts';
import { recipientItemSchema } from './recipient-item.ts';
import { householdCountKey, recipientKey } from './recipient-keys.ts';

const householdItemSchema = z.object({ key: z.string(), recipients: z.int() });

export type RecipientsStore = ReturnType<typeof recipientsStore>;

/** Who has received. */
export function recipientsStore(client: DynamoDBDocumentClient, table: string) {
  return {
    /** Of the given people and households: who has received, and how many recipients each household has. */
    async known(
      personKeys: readonly string[],
      householdKeys: readonly string[],
    ): Promise<{ received: Set<string>; recipients: Map<string, number> }> {
      const received = new Set<string>();
      const recipients = new Map<string, number>();
      const people = new Map(personKeys.map((key) => [recipientKey(key), key]));
      const households = new Map(householdKeys.map((key) => [householdCountKey(key), key]));
      for (const item of await batchGet(
        client,
        table,
        [...people.keys(), ...households.keys()].map((key) => ({ key })),
      )) {
        const household = householdItemSchema.safeParse(item);
        if (household.success) recipients.set(households.get(household.data.key) as string, household.data.recipients);
        else received.add(people.get(recipientItemSchema.parse(item).key) as string);
      }
      return { received, recipients };
    },
  };
}
