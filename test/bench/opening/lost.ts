import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';

/** Of those who hold a receipt, how many are not in the table; and how many are there in all. */
export async function lostOf(
  acknowledged: readonly string[],
  endpoint: string,
  environment: Record<string, string>,
): Promise<{ lost: number; kept: number }> {
  const client = new DynamoDBClient({
    endpoint,
    region: environment['AWS_REGION'] ?? '',
    credentials: {
      accessKeyId: environment['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
    },
  });
  const TableName = environment['REGISTRATIONS_TABLE'] ?? '';
  const kept = new Set<string>();
  const scan = { TableName, ProjectionExpression: 'entryId', ConsistentRead: true };
  for await (const { Items = [] } of paginateScan({ client }, scan)) for (const { entryId } of Items) kept.add(entryId?.S ?? '');
  client.destroy();
  return { lost: acknowledged.filter((entryId) => !kept.has(entryId)).length, kept: kept.size };
}
