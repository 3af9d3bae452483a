import { createHash } from 'node:crypto';
import { type Clock, instant } from '../clock.ts';
import { RETRYABLE, RetryableError } from '../errors.ts';
import type { ListImportsStore } from './list-imports-store.ts';
import { type ChunkItem, type ImportItem, importIdOf, type ListVersion } from './list-items.ts';
import { chunksOfLines, type FaultyLine } from './list-lines.ts';

export type CompleteImportDeps = {
  clock: Clock;
  imports: Pick<ListImportsStore, 'ofId' | 'chunks' | 'head' | 'complete' | 'fail'>;
};

export type CompleteImportOutcome =
  | { outcome: 'completed' | 'already'; version: number; item: ImportItem }
  | { outcome: 'unknown' }
  /** Not all chunks are there; it may be asked again when they are. */
  | { outcome: 'missingChunks'; numbers: number[] }
  /** The import has failed and nothing of it is visible: lines that are no NIKs. */
  | { outcome: 'faulty'; faults: FaultyLine[]; faultCount: number }
  /** It has failed: the chunks that came are not those of the file that was announced. */
  | { outcome: 'otherFile' }
  /** It has failed: nobody is on the list. */
  | { outcome: 'nobody' }
  /** The list has versions of another kind. */
  | { outcome: 'otherKind' };

/** So many faulty lines and missing chunks are named; all are counted. */
const MOST_FAULTS = 1_000;
const MOST_NUMBERS = 100;
/** Each try is lost to another import of the same list that was completed meanwhile. */
const MOST_TRIES = 16;

/**
 * Makes an import the newest version of its list, all of it in one write, when all its chunks are there, each line of them is a NIK, and they
 * are those of the file that was announced. Until then nobody sees any of it.
 */
export async function completeImport(
  deps: CompleteImportDeps,
  { list, importId }: { list: string; importId: string },
): Promise<CompleteImportOutcome> {
  const begun = await deps.imports.ofId(list, importId);
  if (!begun) return { outcome: 'unknown' };
  const chunks = await deps.imports.chunks(list, importId);
  const refusal = refusalOf(begun, chunks);
  if (refusal) {
    if (refusal.outcome !== 'missingChunks') await deps.imports.fail(begun);
    return refusal;
  }
  const sum = (of: (done: NonNullable<ChunkItem['done']>) => number) =>
    chunks.reduce((total, { done }) => total + (done ? of(done) : 0), 0);
  const { kind, asOf, lines, sha256, chunksSha256, pepperCheck, begunBy } = begun;
  const counted = { people: sum(({ people }) => people), duplicates: sum(({ duplicates }) => duplicates) };

  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const standing = await deps.imports.ofId(list, importId);
    if (standing?.state === 'complete' && standing.version)
      return { outcome: 'already', version: standing.version, item: standing };
    if (standing?.state !== 'open') return { outcome: 'unknown' };
    const head = await deps.imports.head(list);
    if (head && head.kind !== kind) return { outcome: 'otherKind' };
    const version: ListVersion = {
      list,
      version: (head?.versions ?? 0) + 1,
      ...{ kind, asOf, lines, sha256, chunksSha256 },
      ...counted,
      importId,
      pepperCheck,
      importedAt: instant(deps.clock.now()),
      importedBy: begunBy,
    };
    if (await deps.imports.complete(begun, version)) return { outcome: 'completed', version: version.version, item: begun };
  }
  throw new RetryableError(
    RETRYABLE.transient,
    `the import ${importIdOf(begun)} of ${list} became no version in ${MOST_TRIES} tries`,
  );
}

/** Why an import can't be a version; the same however often it is asked. */
function refusalOf(item: ImportItem, chunks: readonly ChunkItem[]): CompleteImportOutcome | undefined {
  const done = new Set(chunks.filter((chunk) => chunk.done).map(({ number }) => number));
  const numbers = Array.from({ length: chunksOfLines(item.lines) }, (_, at) => at + 1).filter((number) => !done.has(number));
  if (numbers.length > 0) return { outcome: 'missingChunks', numbers: numbers.slice(0, MOST_NUMBERS) };
  const root = createHash('sha256');
  for (const { digest } of chunks) root.update(Buffer.from(digest, 'hex'));
  if (root.digest('hex') !== item.chunksSha256) return { outcome: 'otherFile' };
  const faultCount = chunks.reduce((sum, chunk) => sum + (chunk.done?.faultCount ?? 0), 0);
  const faults = chunks.flatMap((chunk) => chunk.done?.faults ?? []).slice(0, MOST_FAULTS);
  if (faultCount > 0) return { outcome: 'faulty', faults, faultCount };
  return chunks.some((chunk) => chunk.done && chunk.done.people > 0) ? undefined : { outcome: 'nobody' };
}
