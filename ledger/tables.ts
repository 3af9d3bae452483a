import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { openKeptTables } from '#infra/local/kept-tables.ts';
import { Refusal } from '#infra/local/refusal.ts';
import { UsageError } from '#infra/usage-error.ts';

const NAMES = ['waves', 'recipients', 'ledger'] as const;
export type Tables = Record<(typeof NAMES)[number], string>;

/** A database with the tables of one stack in it. */
export type Opened = { client: DynamoDBClient; tables: Tables; close(): Promise<void> };

/** Opens the tables of a deployed stack, or of a local data folder whether a runtime uses it or not. @throws UsageError */
export async function openTables(at: { data: string } | { stack: string }): Promise<Opened> {
  if ('stack' in at) {
    const client = new DynamoDBClient({});
    return { client, tables: await tablesOf(client, at.stack), close: async () => client.destroy() };
  }
  if (!existsSync(join(at.data, 'dynamodb')))
    throw new UsageError(
      `There are no tables in ${at.data}: give the data folder of a local runtime with --data or in GELOMBANG_DATA.`,
    );
  const kept = await openKeptTables(at.data).catch((error: unknown) => {
    throw error instanceof Refusal ? new UsageError(error.message) : error;
  });
  const client = new DynamoDBClient({
    endpoint: kept.endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const close = async () => {
    client.destroy();
    await kept.close();
  };
  try {
    return { client, tables: await tablesOf(client, ''), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Tables are named by their stack and by their place in it: `gelombang-dev-StoresLedgerTable...`. */
async function tablesOf(client: DynamoDBClient, stack: string): Promise<Tables> {
  const names: string[] = [];
  let after: string | undefined;
  do {
    const page = await client.send(new ListTablesCommand({ ExclusiveStartTableName: after }));
    names.push(...(page.TableNames ?? []));
    after = page.LastEvaluatedTableName;
  } while (after !== undefined);
  const found = NAMES.map((name) => {
    const part = `-Stores${name.charAt(0).toUpperCase()}${name.slice(1)}Table`;
    const tables = names.filter(
      (table) => table.startsWith(stack) && table.slice(stack.length || table.indexOf(part)).startsWith(part),
    );
    if (tables.length !== 1)
      throw new UsageError(
        `${tables.length} tables look like that of ${name}${stack ? ` of ${stack}` : ''}: name the one stack with --stack.`,
      );
    return [name, tables[0] as string] as const;
  });
  return Object.fromEntries(found) as Tables;
}
