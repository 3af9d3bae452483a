import * as z from 'zod/mini';
import { chunksOf, type ListSurvey } from '#shared/lists/list-chunks.ts';
import { type ListFacts, listVersionSchema } from '#shared/lists/list-items.ts';
import { versionName } from '#shared/lists/list-names.ts';
import { ask, type OfficersApi } from './officers-api.ts';

/** So many chunks travel at once: a table that isn't warmed takes 4,000 writes a second, which is two of them. */
const CHUNKS_AT_ONCE = 3;

const importSchema = z.object({ importId: z.string(), version: z.optional(z.string()) });
const versionsSchema = z.object({ versions: z.array(z.omit(listVersionSchema, { importId: true, pepperCheck: true })) });
export type ShownVersion = z.infer<typeof versionsSchema>['versions'][number];

/** A list to be imported, that was read once already. */
export type ListToImport = Pick<ListFacts, 'kind' | 'asOf'> & {
  list: string;
  survey: ListSurvey;
  /** Opens the file from its beginning. */
  open(): AsyncIterable<Uint8Array>;
};

/**
 * Imports a list through the officers' routes. Whoever runs it again, after whatever broke off, goes on where it was.
 * @param onChunks told how many chunks are there
 * @returns the version that the file is, and whether it was one before
 * @throws Refused by the API, with the lines that are no NIKs
 */
export async function importList(
  api: OfficersApi,
  { list, kind, asOf, survey, open }: ListToImport,
  onChunks: (done: number) => void = () => {},
): Promise<{ version: ShownVersion; wasThere: boolean }> {
  const { lines, sha256, chunksSha256 } = survey;
  const facts: ListFacts = { kind, asOf, lines, sha256, chunksSha256 };
  const imports = `v1/lists/${list}/imports`;
  const begun = await ask(api, importSchema, 'POST', imports, { type: 'application/json', bytes: JSON.stringify(facts) });
  const wasThere = begun.version !== undefined;
  let { version } = begun;
  if (version === undefined) {
    const put = (bytes: Uint8Array, number: number) =>
      ask(api, z.object({}), 'PUT', `${imports}/${begun.importId}/chunks/${number}`, { type: 'text/csv', bytes });
    await sendAll(chunksOf(open()), put, onChunks);
    ({ version } = await ask(api, importSchema, 'POST', `${imports}/${begun.importId}/completion`));
  }
  const shown = (await listVersions(api)).find((of) => versionName(of.list, of.version) === version);
  if (!shown) throw new Error(`the import became ${version}, which the API does not show`);
  return { version: shown, wasThere };
}

/** All versions of all lists. @param on only those in force on that day */
export async function listVersions(api: OfficersApi, on?: string): Promise<ShownVersion[]> {
  return (await ask(api, versionsSchema, 'GET', `v1/lists${on === undefined ? '' : `?on=${encodeURIComponent(on)}`}`)).versions;
}

/** A few at a time, never holding more than these. */
async function sendAll(
  chunks: AsyncGenerator<Uint8Array>,
  put: (bytes: Uint8Array, number: number) => Promise<unknown>,
  onChunks: (done: number) => void,
): Promise<void> {
  const left = numbered(chunks);
  let done = 0;
  const worker = async () => {
    for (let next = await left.next(); !next.done; next = await left.next()) {
      const [number, bytes] = next.value;
      await put(bytes, number);
      onChunks(++done);
    }
  };
  await Promise.all(Array.from({ length: CHUNKS_AT_ONCE }, worker));
}

async function* numbered(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<[number: number, bytes: Uint8Array]> {
  let number = 0;
  for await (const bytes of chunks) yield [++number, bytes];
}
