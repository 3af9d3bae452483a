import { type DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';

export type Listed = {
  personKey: string;
  listId: string;
  /** YYYY-MM-DD. */
  listedOn: string;
};

/** DynamoDB's limit; the emulator commits a transaction at once, which makes it ten times faster than single puts. */
const ITEMS_PER_TRANSACTION = 100;

/** Puts people on an aid list, as an import of the ministry's data does. Somebody who is on it already stays so. */
export async function listAided(client: DynamoDBClient, TableName: string, listed: readonly Listed[]): Promise<void> {
  for (let at = 0; at < listed.length; at += ITEMS_PER_TRANSACTION) {
    const TransactItems = listed.slice(at, at + ITEMS_PER_TRANSACTION).map(({ personKey, listId, listedOn }) => ({
      Put: { TableName, Item: { personKey: { S: personKey }, listId: { S: listId }, listedOn: { S: listedOn } } },
    }));
    await client.send(new TransactWriteItemsCommand({ TransactItems }));
  }
}
