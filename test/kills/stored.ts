import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { sha256Hex } from '#shared/evidence/sha256.ts';
import type { RegistrationItem } from '#shared/registrations/registration-item.ts';
import { partitionOf } from '#shared/registrations/registration-item.ts';
import type { Life } from './life.ts';
import type { Table } from './mortal-runtime.ts';
import { OPEN } from './wave-of-people.ts';

/** What a run leaves behind, such that equal runs leave equal texts. */
export type Stored = {
  /** Digest by path below the data folder, of objects, what is kept beside them, and executions. */
  files: Map<string, string>;
  /** Items by table, each as JSON text, sorted; without the registrations of the open wave, whose entry ids are drawn anew in each run. */
  tables: Record<Table, string[]>;
  openRegistrations: RegistrationItem[];
};

const KEPT_FOLDERS = ['buckets', 'bucket-facts', 'executions'];

export async function storedIn(dataFolder: string, life: Life): Promise<Stored> {
  const registrations = (await itemsOf(life, 'registrations')) as RegistrationItem[];
  const isOpen = (item: RegistrationItem) => item.partition.startsWith(partitionOf(OPEN, ''));
  const tables = {
    waves: texts(await itemsOf(life, 'waves')),
    registrations: texts(registrations.filter((item) => !isOpen(item))),
    recipients: texts(await itemsOf(life, 'recipients')),
    ledger: texts(await itemsOf(life, 'ledger')),
    exclusions: texts(await itemsOf(life, 'exclusions')),
  };
  return { files: keptFiles(dataFolder), tables, openRegistrations: registrations.filter(isOpen) };
}

export function keptFiles(dataFolder: string): Map<string, string> {
  return new Map(
    filesIn(dataFolder)
      .filter((path) => KEPT_FOLDERS.some((folder) => path.startsWith(`${folder}/`)))
      .map((path) => [path, sha256Hex(readFileSync(join(dataFolder, path)))]),
  );
}

/** Paths of all files below a folder, sorted. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

export async function itemsOf(life: Life, table: Table): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  const pages = paginateScan({ client: life.documents }, { TableName: life.tables[table], ConsistentRead: true });
  for await (const page of pages) items.push(...(page.Items ?? []));
  return items;
}

/** Attributes of an item have no order of their own. */
function texts(items: readonly Record<string, unknown>[]): string[] {
  return items.map(sortedText).sort();
}

function sortedText(item: unknown): string {
  return JSON.stringify(item, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}
