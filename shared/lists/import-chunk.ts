import { createHash } from 'node:crypto';
import { type Peppers, WrongPepper } from '../registrations/peppers.ts';
import { type Pepper, pepperCheck, personKey } from '../registrations/person-keys.ts';
import type { ListImportsStore } from './list-imports-store.ts';
import { type DoneChunk, listingKey } from './list-items.ts';
import { chunksOfLines, firstLineOf, linesOfChunk, readChunk } from './list-lines.ts';
import type { ListingWriter } from './listing-writer-store.ts';

export type ImportChunkDeps = {
  peppers(): Promise<Peppers>;
  imports: Pick<ListImportsStore, 'ofId' | 'claim' | 'finish'>;
  write: ListingWriter;
};

export type ImportChunkOutcome =
  | { outcome: 'received'; chunk: DoneChunk }
  | { outcome: 'unknown' }
  /** The import is over: complete or failed. */
  | { outcome: 'closed' }
  /** The import has no such chunk, or these are not as many lines as belong to it. */
  | { outcome: 'notItsLines' }
  /** Other bytes have come as this chunk. */
  | { outcome: 'otherBytes' };

/** So many faulty lines of one chunk are named; all are counted. */
const MOST_FAULTS_OF_A_CHUNK = 100;

/**
 * Takes one chunk of a list and writes the keys of its people under the import, where nobody looks before the import is complete. NIKs are in
 * memory only. A chunk with a faulty line writes nobody. A repeat writes nothing again.
 * @param number from 1
 * @throws WrongPepper when the pepper is not the one under which the import was begun
 */
export async function importChunk(
  deps: ImportChunkDeps,
  { list, importId, number, bytes }: { list: string; importId: string; number: number; bytes: Uint8Array },
): Promise<ImportChunkOutcome> {
  const item = await deps.imports.ofId(list, importId);
  if (!item) return { outcome: 'unknown' };
  if (item.state !== 'open') return { outcome: 'closed' };
  const read = readChunk(bytes, firstLineOf(number));
  if (number > chunksOfLines(item.lines) || read.lines !== linesOfChunk(number, item.lines)) return { outcome: 'notItsLines' };

  const digest = createHash('sha256').update(bytes).digest('hex');
  const standing = await deps.imports.claim(list, importId, { number, digest });
  if (standing.digest !== digest) return { outcome: 'otherBytes' };
  if (standing.done) return { outcome: 'received', chunk: { ...standing, done: standing.done } };

  const pepper = (await deps.peppers())[0] as Pepper;
  if (pepperCheck(pepper) !== item.pepperCheck) throw new WrongPepper();
  const people = read.faults.length > 0 ? [] : read.people.map(({ line, nik }) => ({ line, personKey: personKey(pepper, nik) }));
  const duplicates = await deps.write(listingKey(list, importId), people);
  const done = {
    people: people.length - duplicates,
    duplicates,
    faultCount: read.faults.length,
    faults: read.faults.slice(0, MOST_FAULTS_OF_A_CHUNK),
  };
  const chunk = { number, digest, done };
  await deps.imports.finish(list, importId, chunk);
  return { outcome: 'received', chunk };
}
