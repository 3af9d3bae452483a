import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { batchGet } from '../lambda/batch-get.ts';
import type { RegistrationItem } from '../registrations/registration-item.ts';
import type { RegistryAnswer } from './civil-registry.ts';

/** What the registry said of a person, by keyed hashes alone, and of which family card and birth date it was asked. */
const checkSchema = z.object({
  personKey: z.string(),
  householdKey: z.string(),
  birthDate: z.string(),
  result: z.enum(['match', 'mismatch']),
  checkedAt: z.iso.datetime(),
});
export type RegistryCheck = z.infer<typeof checkSchema>;
type Asked = Pick<RegistrationItem, 'personKey' | 'householdKey' | 'birthDate'>;

export type RegistryChecksStore = ReturnType<typeof registryChecksStore>;

/** One item a person: the last thing that the registry said. */
export function registryChecksStore(client: DynamoDBDocumentClient, table: string) {
  return {
    async keep(check: RegistryCheck): Promise<void> {
      await client.send(new PutCommand({ TableName: table, Item: check }));
    },

    /** What is known of these people, by their keys. What was said of another card or birth date than the person gives now does not count. */
    async known(people: readonly Asked[]): Promise<Map<string, RegistryAnswer>> {
      const keys = [...new Set(people.map(({ personKey }) => personKey))].map((personKey) => ({ personKey }));
      const checks = (await batchGet(client, table, keys)).map((item) => checkSchema.parse(item));
      const byPerson = new Map(checks.map((check) => [check.personKey, check]));
      return new Map(
        people.flatMap(({ personKey, householdKey, birthDate }): [string, RegistryAnswer][] => {
          const check = byPerson.get(personKey);
          return check && check.householdKey === householdKey && check.birthDate === birthDate ? [[personKey, check.result]] : [];
        }),
      );
    },
  };
}
