import * as z from 'zod/mini';
import { type ListFacts, listFactsSchema } from '#shared/lists/list-items.ts';
import { listIdSchema } from '#shared/lists/list-names.ts';

const keptSchema = z.strictObject({ list: listIdSchema, ...z.omit(listFactsSchema, { chunksSha256: true }).shape });

/** What is known again of an import that was begun on this computer: facts of a file, and nothing of what stands in it, nor its name. */
export type KeptImport = z.infer<typeof keptSchema>;

/** Beyond the tab, since an import outlasts the page that has begun it. */
const KEY = 'gelombang.officer.import';

export function keptImport(): KeptImport | undefined {
  try {
    return keptSchema.safeParse(JSON.parse(localStorage.getItem(KEY) ?? 'null')).data;
  } catch {
    // A browser that keeps nothing: the import goes on all the same, since the API knows it by its file.
    return undefined;
  }
}

export function keepImport(list: string, { kind, asOf, lines, sha256 }: ListFacts): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ list, kind, asOf, lines, sha256 } satisfies KeptImport));
  } catch {
    // As above.
  }
}

export function forgetImport(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing is kept.
  }
}
