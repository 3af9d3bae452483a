import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';

/** How many people have received, as the recipients table has them. */
export type PeopleCounts = { byWave: Map<string, number>; inAll: number; inHouseholds: number };

const countedSchema = z.union([z.object({ waveId: z.string() }), z.object({ recipients: z.int() })]);

/** Counts everybody: a scan of the whole table, for checks. */
export async function countPeople(client: DynamoDBDocumentClient, table: string): Promise<PeopleCounts> {
  const counts: PeopleCounts = { byWave: new Map(), inAll: 0, inHouseholds: 0 };
  let start: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: table,
        ProjectionExpression: 'waveId, recipients',
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    );
    for (const item of page.Items ?? []) {
      const counted = countedSchema.parse(item);
      if ('recipients' in counted) counts.inHouseholds += counted.recipients;
      else {
        counts.inAll++;
        counts.byWave.set(counted.waveId, (counts.byWave.get(counted.waveId) ?? 0) + 1);
      }
    }
    start = page.LastEvaluatedKey;
  } while (start);
  return counts;
}
