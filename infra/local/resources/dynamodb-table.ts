import { CreateTableCommand, DescribeTableCommand, DynamoDBClient, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { fullDisk, Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import type { Declared, Identity, ResourceKind, Unnamed } from './resource-kind.ts';

const SCHEMA = ['TableName', 'AttributeDefinitions', 'KeySchema', 'BillingMode'];

export const dynamodbTable: ResourceKind<World> = {
  type: 'AWS::DynamoDB::Table',
  handles: [...SCHEMA, 'DeletionProtectionEnabled'],
  identity,
  start: (table, world) => createIfMissing(table, table.properties['DeletionProtectionEnabled'], world),
};

/** What the CDK's TableV2 gives. One region only: replicas elsewhere would be tables of their own. */
export const dynamodbGlobalTable: ResourceKind<World> = {
  type: 'AWS::DynamoDB::GlobalTable',
  handles: [...SCHEMA, 'Replicas.Region', 'Replicas.DeletionProtectionEnabled'],
  identity,
  async start(table, world) {
    const replicas = table.properties['Replicas'] as { DeletionProtectionEnabled?: boolean }[];
    if (replicas.length !== 1)
      throw new Refusal(`The global table ${table.logicalId} has ${replicas.length} replicas; one runs locally.`);
    await createIfMissing(table, replicas[0]?.DeletionProtectionEnabled, world);
  },
};

function identity({ logicalId, stackName, region, accountId, name }: Unnamed): Identity {
  const tableName = name('TableName') ?? `${stackName}-${logicalId}`;
  return { ref: tableName, attributes: { Arn: `arn:aws:dynamodb:${region}:${accountId}:table/${tableName}` } };
}

async function createIfMissing(table: Declared, deletionProtection: boolean | undefined, world: World): Promise<void> {
  const client = new DynamoDBClient({
    endpoint: world.dynamodbEndpoint,
    region: world.assembly.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const { AttributeDefinitions, KeySchema, BillingMode } = table.properties;
  if (BillingMode !== 'PAY_PER_REQUEST')
    throw new Refusal(`The table ${table.logicalId} is not on demand; only those run locally.`);
  const TableName = table.identity.ref;
  try {
    const existing = await client.send(new DescribeTableCommand({ TableName })).catch((error: unknown) => {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    });
    if (!existing) {
      const protection = deletionProtection === undefined ? {} : { DeletionProtectionEnabled: deletionProtection };
      await client.send(new CreateTableCommand({ TableName, AttributeDefinitions, KeySchema, BillingMode, ...protection }));
    } else if (keysOf(existing.Table?.KeySchema) !== keysOf(KeySchema)) {
      throw new Refusal(
        `The table ${TableName} in ${world.data.path} has other keys than the template: start on another data folder.`,
      );
    }
  } catch (error) {
    if (error instanceof Error && /disk is full|no space left/i.test(error.message)) throw fullDisk(world.data.path);
    throw error;
  } finally {
    client.destroy();
  }
}

function keysOf(schema: { AttributeName?: string | undefined; KeyType?: string | undefined }[] | undefined): string {
  return (schema ?? []).map(({ AttributeName, KeyType }) => `${KeyType} ${AttributeName}`).join();
}
