import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  type AttributeValue,
  DescribeTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  ScanCommand,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { population } from '#demo/population.ts';
import { seededRandom } from '#demo/random.ts';
import { engineBinary } from '#infra/local/engines/dynamodb-engine.ts';
import { listingKey, listVersionSchema } from '#shared/lists/list-items.ts';
import { householdCountKey } from '#shared/recipients/recipient-keys.ts';
import { type PepperFacts, peppersFor } from '#shared/registrations/peppers.ts';
import { householdKey, personKey } from '#shared/registrations/person-keys.ts';
import { type RegisterDeps, register } from '#shared/registrations/register.ts';
import type { RegistrationBody } from '#shared/registrations/registration-body.ts';
import type { RegistrationItem } from '#shared/registrations/registration-item.ts';
import { signingKeyOf } from '#shared/tokens/signing-key.ts';
import { type Wave, waveFromItem } from '#shared/waves/wave.ts';

type Item = Record<string, AttributeValue>;

/** The tables of a running engine: how they are made, and what is in them now. */
export type Snapshot = { description: TableDescription; items: Item[] }[];

export type Crowd = {
  /** How many register. */
  registrations: number;
  wave: Wave;
  pepper: Uint8Array;
  /** Of the template. */
  tables: { registrations: string; recipients: string; exclusions: string };
  /** Under which those are kept who receive another aid: the sort key of that list's import. */
  aidListing: string;
  /** A 32-bit whole number: the same people for the same seed. */
  seed: number;
};

/** Items of one file of the import. */
const ITEMS_PER_FILE = 20_000;
/** Households of which somebody has received in an earlier wave, so that they have one place left: one in so many. */
const RECEIVED_BEFORE = 20;

/** All tables with their few items: before a bulk load a programme has its wave and some audit entries. */
export async function snapshotOf(endpoint: string, region: string): Promise<Snapshot> {
  const client = new DynamoDBClient({ endpoint, region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const tables: Snapshot = [];
  for (const TableName of TableNames) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    const { Items = [] } = await client.send(new ScanCommand({ TableName }));
    tables.push({ description: Table as TableDescription, items: Items });
  }
  client.destroy();
  return tables;
}

export function waveIn(snapshot: Snapshot, table: string, waveId: string): Wave {
  const items = snapshot.find(({ description }) => description.TableName === table)?.items ?? [];
  return waveFromItem(items.map((item) => unmarshall(item)).find((item) => item['waveId'] === waveId));
}

/** Under which sort key the people of a version are kept. */
export function listingIn(snapshot: Snapshot, table: string, name: string): string {
  const items = snapshot.find(({ description }) => description.TableName === table)?.items ?? [];
  const version = listVersionSchema.parse(items.map((item) => unmarshall(item)).find(({ listId }) => listId === name));
  return listingKey(version.list, version.importId);
}

/**
 * Writes the engine's file anew: what the snapshot holds, and a crowd's registrations, each item as the registration function makes it
 * (shared/registrations/register.ts, with its keys, hashes and sealed bytes; no token is signed). No engine may run on the file.
 * @param folder for the files of the import, removed afterwards
 * @param onItems told how many registrations are made
 */
export async function bulkLoad(
  file: string,
  folder: string,
  snapshot: Snapshot,
  crowd: Crowd,
  onItems: (made: number) => void,
): Promise<void> {
  const writers = new Map(
    snapshot.map(({ description }) => [description.TableName, importFile(folder, String(description.TableName))]),
  );
  const add = (table: string, item: Item) => writers.get(table)?.add(item);
  for (const { description, items } of snapshot) for (const item of items) add(String(description.TableName), item);
  await registerAll(crowd, add, onItems);
  for (const writer of writers.values()) writer.end();
  const schema = join(folder, 'schema.json');
  writeFileSync(schema, JSON.stringify(snapshot.map(({ description }) => ({ Table: description }))));
  // The engine is ended, not shut down: what it has left beside the file would be read into the new one.
  for (const part of ['', '-wal', '-shm']) rmSync(file + part, { force: true });
  try {
    execFileSync(engineBinary(), ['import', '--source', folder, '--schema', schema, '--output', file], { stdio: 'pipe' });
  } catch (error) {
    throw new Error(`The engine could not import the registrations: ${String((error as { stderr?: Buffer }).stderr).trim()}`);
  }
  rmSync(folder, { recursive: true, force: true });
}

async function registerAll(crowd: Crowd, add: (table: string, item: Item) => void, onItems: (made: number) => void): Promise<void> {
  const { wave, pepper, tables } = crowd;
  const [opensAt, closesAt] = [Date.parse(wave.opensAt), Date.parse(wave.closesAt)];
  const kept: RegistrationItem[] = [];
  let now = opensAt;
  let made = 0;
  const deps: RegisterDeps = {
    clock: { now: () => now },
    wave: async () => wave,
    hasReceived: async () => false,
    find: async () => undefined,
    peppers: async (of: PepperFacts) => peppersFor([pepper], of),
    signingKey: async () => signingKeyOf(Buffer.alloc(32)),
    newEntryId: () => createHash('sha256').update(`entry ${crowd.seed} ${made}`).digest('hex').slice(0, 32),
    // Answers as if other details stood there already: nothing is signed, which would take twice as long as everything else.
    keep: async (item) => {
      kept.push(item);
      return { ...item, detailsHash: '' };
    },
  };
  const people = population(seededRandom(crowd.seed));
  const householdsBefore = new Set<string>();
  while (made < crowd.registrations) {
    for (const person of people.next(Math.min(ITEMS_PER_FILE, crowd.registrations - made))) {
      now = opensAt + Math.floor(((closesAt - opensAt) * made) / crowd.registrations);
      const { onAidList, ineligible: _, ...details } = person;
      await register(deps, wave.waveId, { ...details, consent: true } satisfies RegistrationBody);
      const item = kept.pop();
      if (!item) throw new Error('a person of the crowd was refused at registration');
      add(tables.registrations, marshall(item));
      if (onAidList) {
        add(tables.exclusions, marshall({ personKey: personKey(pepper, person.nik), listId: crowd.aidListing, line: made + 2 }));
      }
      if (Number(person.kk.slice(-4)) % RECEIVED_BEFORE === 0 && !householdsBefore.has(person.kk)) {
        householdsBefore.add(person.kk);
        add(tables.recipients, marshall({ key: householdCountKey(householdKey(pepper, person.kk)), recipients: 1 }));
      }
      made++;
    }
    onItems(made);
  }
}

/** A table's part of a DynamoDB export: `<table>/data/<number>.json.gz`, one `{"Item": ...}` a line. */
function importFile(folder: string, table: string) {
  const data = join(folder, table, 'data');
  mkdirSync(data, { recursive: true });
  let lines: string[] = [];
  let files = 0;
  const flush = () => {
    writeFileSync(join(data, `${String(files++).padStart(6, '0')}.json.gz`), gzipSync(lines.join(''), { level: 1 }));
    lines = [];
  };
  return {
    add(item: Item) {
      const texts = Object.entries(item).map(([name, value]) => [
        name,
        value.B ? { B: Buffer.from(value.B).toString('base64') } : value,
      ]);
      lines.push(`${JSON.stringify({ Item: Object.fromEntries(texts) })}\n`);
      if (lines.length >= ITEMS_PER_FILE) flush();
    },
    end() {
      if (lines.length > 0 || files === 0) flush();
    },
  };
}
