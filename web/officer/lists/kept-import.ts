import type { ListFacts } from '#shared/lists/list-items.ts';

/** What is known again of an import that was begun on this computer: facts of a file, and nothing of what stands in it, nor its name. */
export type KeptImport = Omit<ListFacts, 'chunksSha256'> & { list: string };

/** Beyond the tab, since an import outlasts the page that has begun it. */
const KEY = 'gelombang.officer.import';

export function keptImport(): KeptImport | undefined {
  return (JSON.parse(localStorage.getItem(KEY) ?? 'null') as KeptImport | null) ?? undefined;
}

export function keepImport(list: string, { kind, asOf, lines, sha256 }: ListFacts): void {
  localStorage.setItem(KEY, JSON.stringify({ list, kind, asOf, lines, sha256 } satisfies KeptImport));
}

export function forgetImport(): void {
  localStorage.removeItem(KEY);
}
