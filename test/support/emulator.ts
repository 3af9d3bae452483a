import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { startDynamodbEngine } from '#infra/local/engines/dynamodb-engine.ts';

/** The tables' keys, as test/infra holds them against the template. */
const KEYS = {
  waves: ['waveId'],
  registrations: ['partition', 'registrationKey'],
  recipients: ['key'],
  exclusions: ['personKey', 'listId'],
  audit: ['chain', 'number'],
} as const;

export type Emulator = { dynamodb: DynamoDBClient; documents: DynamoDBDocumentClient };

/** A real engine in memory, with the five tables in it; they carry the names of `KEYS`. */
export async function startEmulator(): Promise<Emulator & { stop(): Promise<void> }> {
  const engine = await startDynamodbEngine({ endpoint: process.env['DYNAMODB_ENDPOINT'] });
  const dynamodb = new DynamoDBClient({
    endpoint: engine.endpoint,
    region: 'ap-southeast-3',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  for (const [TableName, names] of Object.entries(KEYS)) {
    await dynamodb.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: names.map((AttributeName) => ({
          AttributeName,
          AttributeType: AttributeName === 'number' ? 'N' : 'S',
        })),
        KeySchema: names.map((AttributeName, at) => ({ AttributeName, KeyType: at === 0 ? 'HASH' : 'RANGE' })),
      }),
    );
  }
  const documents = DynamoDBDocumentClient.from(dynamodb, { marshallOptions: { removeUndefinedValues: true } });
  return {
    dynamodb,
    documents,
    async stop() {
      dynamodb.destroy();
      await engine.stop();
    },
  };
}

/** A clock that stands still until it is moved. */
export function fakeClock(at: string) {
  const clock = { epochMs: Date.parse(at), now: () => clock.epochMs };
  return clock;
}
