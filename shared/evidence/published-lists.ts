import { createHash } from 'node:crypto';
import { bytesOf } from '../bytes.ts';
import { SHARDS } from '../shards.ts';
import { exclusionsFile, resultsFile, WINNERS_FILE } from './evidence-names.ts';

/** The lists that a wave publishes: their columns, and the files in which they lie. */
export const PUBLISHED_LISTS = {
  winners: { columns: 'position,entryId,province,phase,round', files: [WINNERS_FILE] },
  exclusions: { columns: 'entryId,rule', files: SHARDS.map(exclusionsFile) },
  results: { columns: 'entryId,position,state', files: SHARDS.map(resultsFile) },
} as const satisfies Record<string, { columns: string; files: readonly string[] }>;
export type PublishedListName = keyof typeof PUBLISHED_LISTS;

/** A file of a list isn't there, broke off, or has another digest than the certificate says: what came of it is worth nothing. */
export class NotAsCertified extends Error {
  override name = 'NotAsCertified';
  readonly file: string;
  readonly why: 'missing' | 'broken-off' | 'other-bytes';

  constructor(file: string, why: NotAsCertified['why'], cause?: unknown) {
    super(`${file}: ${why}`, { cause });
    this.file = file;
    this.why = why;
  }
}

/**
 * A published list as one CSV with a line of column names: as it comes, so that a list of millions needs no memory. Each file is held
 * against its digest in the certificate.
 * @param digests of the certificate @param open a file's bytes, or undefined when there is none
 * @throws NotAsCertified after the pieces of the file that isn't
 */
export async function* certifiedList(
  name: PublishedListName,
  digests: Readonly<Record<string, string>>,
  open: (file: string) => Promise<AsyncIterable<Uint8Array> | undefined>,
): AsyncGenerator<Uint8Array> {
  const { columns, files } = PUBLISHED_LISTS[name];
  yield bytesOf(`${columns}\n`);
  for (const file of files) {
    const body = await open(file);
    if (!body) throw new NotAsCertified(file, 'missing');
    const hash = createHash('sha256');
    try {
      for await (const bytes of body) {
        hash.update(bytes);
        yield bytes;
      }
    } catch (error) {
      throw new NotAsCertified(file, 'broken-off', error);
    }
    if (hash.digest('hex') !== digests[file]) throw new NotAsCertified(file, 'other-bytes');
  }
}
