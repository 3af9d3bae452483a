import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type ListVersion, listVersionSchema, PARTITIONS } from './list-items.ts';

/** All complete versions of all lists, or of one, first version first. A programme has some dozens, so a query is one page. */
export type ListVersionsReader = (list?: string) => Promise<ListVersion[]>;

export function listVersionsReader(client: DynamoDBDocumentClient, table: string): ListVersionsReader {
  return async (list) => {
    const versions: ListVersion[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: `personKey = :versions${list === undefined ? '' : ' AND begins_with(listId, :list)'}`,
          ExpressionAttributeValues: { ':versions': PARTITIONS.versions, ...(list !== undefined && { ':list': `${list}@` }) },
          ConsistentRead: true,
          ExclusiveStartKey: start,
        }),
      );
      versions.push(...(page.Items ?? []).map((item) => listVersionSchema.parse(item)));
      start = page.LastEvaluatedKey;
    } while (start);
    return versions.sort((one, other) => (one.list === other.list ? one.version - other.version : one.list < other.list ? -1 : 1));
  };
}
