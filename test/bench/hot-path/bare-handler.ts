import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

/**
 * The smallest handler that could be said to register somebody: the same conditional put of an item of the same size by the SDK's client, and
 * nothing else. No check, no wave, no keys, no sealing, no tokens. What the registration function is measured against.
 */
const client = new DynamoDBClient({});

export async function handler(event: { body: string }): Promise<{ statusCode: number; body: string }> {
  const { item } = JSON.parse(event.body) as { item: Record<string, string> };
  const Item = Object.fromEntries(Object.entries(item).map(([name, text]) => [name, { S: text }]));
  await client.send(
    new PutItemCommand({
      TableName: process.env['REGISTRATIONS_TABLE'],
      Item,
      ConditionExpression: 'attribute_not_exists(registrationKey)',
    }),
  );
  return { statusCode: 201, body: '{}' };
}
