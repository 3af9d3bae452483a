import { ConditionalCheckFailedException, type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type RegistrationItem, registrationItemSchema } from './registration-item.ts';

/** Keeps a registration unless the person has one in this wave. @returns the one that stands: the given one, or an earlier one */
export type RegistrationWriter = (item: RegistrationItem) => Promise<RegistrationItem>;

/** The hot path's only write, apart from the other operations because the registration function has a budget of bytes. */
export function registrationWriter(client: DynamoDBClient, table: string): RegistrationWriter {
  return async (item) => {
    const notRegisteredYet = 'attribute_not_exists(registrationKey)';
    try {
      await client.send(
        new PutItemCommand({
          TableName: table,
          Item: marshall(item),
          ConditionExpression: notRegisteredYet,
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return item;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
      return registrationItemSchema.parse(unmarshall(error.Item));
    }
  };
}

export type RegistrationFinder = (partition: string, registrationKey: string) => Promise<RegistrationItem | undefined>;

/** Strongly consistent: who has just got a receipt is found. */
export function registrationFinder(client: DynamoDBClient, table: string): RegistrationFinder {
  return async (partition, registrationKey) => {
    const Key = marshall({ partition, registrationKey });
    const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item && registrationItemSchema.parse(unmarshall(Item));
  };
}
