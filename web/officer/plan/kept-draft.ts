import { type Draft, EMPTY_DRAFT } from './draft.ts';

/** What isn't sent yet of a plan, as long as the tab is open: a session that ends, or a page that is left, takes nothing of it. */
export type KeptDraft = { start: string; draft: Draft };

/** A plan holds nobody's data. */
const KEY = 'gelombang.plan-draft';

/** @param subject whose it is: another officer in the same tab begins with nothing */
export function keptDraft(subject: string): KeptDraft | undefined {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as (KeptDraft & { subject: string }) | null;
  // A field that this version of the page has added since is as in a new plan.
  return kept?.subject === subject ? { start: kept.start, draft: { ...EMPTY_DRAFT, ...kept.draft } } : undefined;
}

export function keepDraft(subject: string, kept: KeptDraft): void {
  sessionStorage.setItem(KEY, JSON.stringify({ ...kept, subject }));
}

export function forgetDraft(): void {
  sessionStorage.removeItem(KEY);
}
