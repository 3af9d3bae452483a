import { createHash } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '#shared/clock.ts';
import type { AwsJsonClient } from '#shared/lambda/aws-json-client.ts';
import { type BeginImportOutcome, beginImport } from '#shared/lists/begin-import.ts';
import { completeImport } from '#shared/lists/complete-import.ts';
import { importChunk } from '#shared/lists/import-chunk.ts';
import { chunksOf, surveyList } from '#shared/lists/list-chunks.ts';
import { listImportsStore } from '#shared/lists/list-imports-store.ts';
import { importIdOf, type ListFacts, type ListVersion, listingKey, PARTITIONS } from '#shared/lists/list-items.ts';
import { type ListKind, partsOfName } from '#shared/lists/list-names.ts';
import { listingWriter } from '#shared/lists/listing-writer-store.ts';
import { type Pepper, pepperCheck } from '#shared/registrations/person-keys.ts';
import { PEPPER } from './people.ts';

export type ImportDeps = ReturnType<typeof importDepsOver>;

/** What the import's function has, over the engine of a test. */
export function importDepsOver(documents: DynamoDBDocumentClient, json: AwsJsonClient, clock: Clock, table = 'exclusions') {
  return {
    clock,
    peppers: async (): Promise<readonly Pepper[]> => [PEPPER],
    imports: listImportsStore(documents, table),
    write: listingWriter(json, table),
  };
}

export async function* bytesOf(text: string | Uint8Array, piece = 1_000): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text as string);
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
}

export async function chunksOfText(text: string): Promise<Uint8Array[]> {
  return allOf(chunksOf(bytesOf(text)));
}

export async function allOf<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
}

/** What an officer says of a file. */
export async function factsOf(text: string, kind: ListKind = 'aid', asOf = '2020-08-01'): Promise<ListFacts> {
  const { lines, sha256, chunksSha256 } = await surveyList(bytesOf(text), 0);
  return { kind, asOf, lines, sha256, chunksSha256 };
}

export async function begin(deps: ImportDeps, list: string, facts: ListFacts): Promise<BeginImportOutcome & { importId: string }> {
  const begun = await beginImport(deps, { list, facts, officer: 'officer-1' });
  return { ...begun, importId: 'item' in begun ? importIdOf(begun.item) : '' };
}

/** All of an import, one step after the other. @returns what became of it */
export async function importText(deps: ImportDeps, list: string, text: string, kind?: ListKind, asOf?: string) {
  const { importId } = await begin(deps, list, await factsOf(text, kind, asOf));
  for (const [at, bytes] of (await chunksOfText(text)).entries()) {
    await importChunk(deps, { list, importId, number: at + 1, bytes });
  }
  return completeImport(deps, { list, importId });
}

/** The items that a version of a list consists of, for tests and benchmarks that fill tables. @param name such as `aid@1` */
export function listItems(
  name: string,
  personKeys: readonly string[],
  changes: Partial<ListVersion> = {},
): Record<string, unknown>[] {
  const { list, version = 1 } = partsOfName(name);
  const digest = createHash('sha256').update(name).digest('hex');
  const importId = `${digest.slice(0, 12)}-1`;
  const made: ListVersion = {
    ...{ list, version, kind: 'aid', asOf: '2020-08-01', lines: 1, sha256: digest, chunksSha256: digest, people: 1, duplicates: 0 },
    ...{ importId, importedAt: '2020-08-01T00:00:00.000Z', importedBy: 'officer-1', pepperCheck: pepperCheck(PEPPER) },
    ...changes,
  };
  return [
    ...personKeys.map((personKey, at) => ({ personKey, listId: listingKey(list, made.importId), line: at + 1 })),
    { personKey: PARTITIONS.versions, listId: name, ...made },
  ];
}

/** Puts a version of a list where screening and scheduling find it. */
export async function putList(
  documents: DynamoDBDocumentClient,
  name: string,
  personKeys: readonly string[],
  changes: Partial<ListVersion> = {},
  table = 'exclusions',
): Promise<void> {
  for (const Item of listItems(name, personKeys, changes)) await documents.send(new PutCommand({ TableName: table, Item }));
}
