import { type Clock, dayInWib, instant } from '../clock.ts';
import { sha256Hex } from '../evidence/sha256.ts';
import { type Peppers, pepperFacts } from '../registrations/peppers.ts';
import type { ListImportsStore } from './list-imports-store.ts';
import type { ImportItem, ListFacts } from './list-items.ts';

export type BeginImportDeps = {
  clock: Clock;
  peppers(): Promise<Peppers>;
  imports: Pick<ListImportsStore, 'read' | 'begin' | 'head'>;
};

export type BeginImportOutcome =
  /** `complete`: this file is a version of the list already. */
  | { outcome: 'begun' | 'resumed' | 'complete'; item: ImportItem }
  /** A snapshot of a day that has not come. */
  | { outcome: 'inTheFuture' }
  /** The list has versions of another kind. */
  | { outcome: 'otherKind' };

/**
 * Begins to import a file as the next version of a list. The same file for the same list and day is the same import, whoever begins it and
 * however often: it goes on where it was, or says that it is there already. Only after an attempt that has failed there is a next one.
 */
export async function beginImport(
  deps: BeginImportDeps,
  { list, facts, officer }: { list: string; facts: ListFacts; officer: string },
): Promise<BeginImportOutcome> {
  const now = instant(deps.clock.now());
  if (facts.asOf > dayInWib(now)) return { outcome: 'inTheFuture' };
  const head = await deps.imports.head(list);
  if (head && head.kind !== facts.kind) return { outcome: 'otherKind' };
  const { kind, asOf, lines, sha256, chunksSha256 } = facts;
  const fileKey = sha256Hex([kind, asOf, lines, sha256, chunksSha256].join('\n')).slice(0, 12);
  const { lifetimeCheck: pepperCheck } = pepperFacts(await deps.peppers());
  const attempt = (number: number): ImportItem => {
    return { list, fileKey, attempt: number, state: 'open', ...facts, begunAt: now, begunBy: officer, pepperCheck };
  };
  const first = attempt(1);
  if (await deps.imports.begin(first)) return { outcome: 'begun', item: first };
  for (;;) {
    const standing = await deps.imports.read(first);
    if (!standing) throw new Error(`the import ${fileKey} of ${list} was there, and is not`);
    if (standing.state !== 'failed') return { outcome: standing.state === 'open' ? 'resumed' : 'complete', item: standing };
    const next = attempt(standing.attempt + 1);
    if (await deps.imports.begin(next, standing.attempt)) return { outcome: 'begun', item: next };
  }
}
