import { inParallel } from '../in-parallel.ts';
import { AwsError, type AwsJsonClient } from '../lambda/aws-json-client.ts';

/** A person of a list, and the line of the file that names the person. */
export type Listing = { personKey: string; line: number };

/** Writes people under one import. @returns how many of their lines name somebody whom another line names too */
export type ListingWriter = (listingKey: string, people: readonly Listing[]) => Promise<number>;

/** DynamoDB answers a put in some five milliseconds, so this is a little more than what one partition takes in a second, spread over all. */
const PUTS_AT_ONCE = 32;

/**
 * One conditional put a line. The line that came first keeps the person, so a repeat of a chunk finds its own lines and counts the same
 * duplicates again.
 */
export function listingWriter(client: AwsJsonClient, table: string): ListingWriter {
  const put = async (listId: string, { personKey, line }: Listing): Promise<number> => {
    const notThereOrOwn = 'attribute_not_exists(personKey) OR #line = :line';
    const number = { N: String(line) };
    try {
      await client.send('PutItem', {
        TableName: table,
        Item: { personKey: { S: personKey }, listId: { S: listId }, line: number },
        ConditionExpression: notThereOrOwn,
        ExpressionAttributeNames: { '#line': 'line' },
        ExpressionAttributeValues: { ':line': number },
      });
      return 0;
    } catch (error) {
      if (error instanceof AwsError && error.name === 'ConditionalCheckFailedException') return 1;
      throw error;
    }
  };
  return async (listId, people) => {
    const twice = await inParallel(people, PUTS_AT_ONCE, (person) => put(listId, person));
    return twice.reduce((sum, one) => sum + one, 0);
  };
}
