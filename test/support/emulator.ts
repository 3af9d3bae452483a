import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { startDynamodbEngine } from '#infra/local/engines/dynamodb-engine.ts';
import { AwsJsonClient, DYNAMODB } from '#shared/lambda/aws-json-client.ts';

/** The tables' keys, as test/infra holds them against the template. */
export const TABLE_KEYS = {
  waves: ['waveId'],
  registrations: ['partition', 'registrationKey'],
  recipients: ['key'],
  exclusions: ['personKey', 'listId'],
  audit: ['chain', 'number'],
  ledger: ['journal', 'entry'],
  partners: ['partition', 'id'],
  desk: ['proposalId'],
  appeals: ['waveId', 'entryId'],
  checks: ['personKey'],
  deliveries: ['noticeId'],
} as const;

export type Emulator = {
  endpoint: string;
  dynamodb: DynamoDBClient;
  documents: DynamoDBDocumentClient;
  /** The registration path's own client. */
  json: AwsJsonClient;
};

/** A real engine in memory, with all tables in it; they carry the names of `TABLE_KEYS`. */
export async function startEmulator(): Promise<Emulator & { stop(): Promise<void> }> {
  const engine = await startDynamodbEngine({ endpoint: process.env['DYNAMODB_ENDPOINT'] });
  const place = {
    endpoint: engine.endpoint,
    region: 'ap-southeast-3',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const dynamodb = new DynamoDBClient(place);
  await createTables(dynamodb, (name) => name);
  const documents = DynamoDBDocumentClient.from(dynamodb, { marshallOptions: { removeUndefinedValues: true } });
  return {
    endpoint: engine.endpoint,
    dynamodb,
    documents,
    json: new AwsJsonClient(DYNAMODB, place),
    async stop() {
      dynamodb.destroy();
      await engine.stop();
    },
  };
}

/** Makes the tables. @param tableOf the name of each */
export async function createTables(dynamodb: DynamoDBClient, tableOf: (name: string) => string): Promise<void> {
  for (const [name, keys] of Object.entries(TABLE_KEYS)) {
    await dynamodb.send(
      new CreateTableCommand({
        TableName: tableOf(name),
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: keys.map((AttributeName) => ({
          AttributeName,
          AttributeType: AttributeName === 'number' ? 'N' : 'S',
        })),
        KeySchema: keys.map((AttributeName, at) => ({ AttributeName, KeyType: at === 0 ? 'HASH' : 'RANGE' })),
      }),
    );
  }
}

/** A clock that stands still until it is moved. */
export function fakeClock(at: string) {
  const clock = { epochMs: Date.parse(at), now: () => clock.epochMs };
  return clock;
}
