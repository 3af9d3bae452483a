import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { type RecipientItem, recipientItemSchema } from './recipient-item.ts';
import { recipientKey } from './recipient-keys.ts';

/** The person's item, strongly consistent; undefined for somebody who never received. */
export type PlaceReader = (personKey: string) => Promise<RecipientItem | undefined>;

export function placeReader(client: DynamoDBDocumentClient, table: string): PlaceReader {
  return async (personKey) => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: { key: recipientKey(personKey) }, ConsistentRead: true }),
    );
    return Item && recipientItemSchema.parse(Item);
  };
}
