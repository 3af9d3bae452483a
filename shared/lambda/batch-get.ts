import { setTimeout as sleep } from 'node:timers/promises';
import { BatchGetCommand, type BatchGetCommandOutput, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** DynamoDB's limit of keys in one BatchGetItem. */
const MOST_KEYS = 100;
/** Between two askings for what DynamoDB left unprocessed. */
const PAUSE_MS = 50;

type Key = Record<string, unknown>;

/** All items that there are by the given keys, strongly consistent, in no order. Keys left unprocessed are asked for again. */
export async function batchGet(client: DynamoDBDocumentClient, table: string, keys: readonly Key[]): Promise<Key[]> {
  const items: Key[] = [];
  for (let at = 0; at < keys.length; at += MOST_KEYS) {
    let wanted: Key[] | undefined = keys.slice(at, at + MOST_KEYS);
    while (wanted?.length) {
      const answer: BatchGetCommandOutput = await client.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: wanted, ConsistentRead: true } } }),
      );
      items.push(...(answer.Responses?.[table] ?? []));
      wanted = answer.UnprocessedKeys?.[table]?.Keys;
      if (wanted?.length) await sleep(PAUSE_MS);
    }
  }
  return items;
}
