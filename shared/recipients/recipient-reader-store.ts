import type { AwsJsonClient } from '../lambda/aws-json-client.ts';
import { recipientKey } from './recipient-keys.ts';

/** Whether the person has been made a recipient, in any wave. Only tells early: the award's own condition is what guarantees. */
export type RecipientReader = (personKey: string) => Promise<boolean>;

export function recipientReader(client: AwsJsonClient, table: string): RecipientReader {
  return async (personKey) => {
    const { Item } = await client.send('GetItem', {
      TableName: table,
      Key: { key: { S: recipientKey(personKey) } },
      ProjectionExpression: 'awardId',
    });
    return Item !== undefined;
  };
}
