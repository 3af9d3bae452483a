import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { AwsError, type AwsJsonClient } from '../lambda/aws-json-client.ts';
import { type RegistrationItem, registrationItemSchema } from './registration-item.ts';

/** Keeps a registration unless the person has one in this wave. @returns the one that stands: the given one, or an earlier one */
export type RegistrationWriter = (item: RegistrationItem) => Promise<RegistrationItem>;

/** The hot path's only write, apart from the other operations because the registration function has a budget of bytes. */
export function registrationWriter(client: AwsJsonClient, table: string): RegistrationWriter {
  return async (item) => {
    const notRegisteredYet = 'attribute_not_exists(registrationKey)';
    try {
      await client.send('PutItem', {
        TableName: table,
        Item: onTheWire(item),
        ConditionExpression: notRegisteredYet,
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      return item;
    } catch (error) {
      if (!(error instanceof AwsError) || error.name !== 'ConditionalCheckFailedException' || !error.body['Item']) throw error;
      return fromTheWire(error.body['Item']);
    }
  };
}

export type RegistrationFinder = (partition: string, registrationKey: string) => Promise<RegistrationItem | undefined>;

/** Strongly consistent: who has just got a receipt is found. */
export function registrationFinder(client: AwsJsonClient, table: string): RegistrationFinder {
  return async (partition, registrationKey) => {
    const Key = marshall({ partition, registrationKey });
    const { Item } = await client.send('GetItem', { TableName: table, Key, ConsistentRead: true });
    return Item ? fromTheWire(Item) : undefined;
  };
}

/** Bytes travel as base64, of which the item has some in one place. */
function onTheWire({ sealed, ...rest }: RegistrationItem): object {
  return { ...marshall(rest), ...(sealed && { sealed: { B: Buffer.from(sealed).toString('base64') } }) };
}

function fromTheWire(item: unknown): RegistrationItem {
  const { sealed, ...rest } = item as Record<string, AttributeValue>;
  const bytes = sealed && { sealed: Buffer.from(String(sealed.B), 'base64') };
  return registrationItemSchema.parse({ ...unmarshall(rest), ...bytes });
}
