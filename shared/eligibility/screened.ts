import { ENTRANT_LINE_BYTES, entrantLine } from '../draw/entrants.ts';
import type { RuleName } from './rules.ts';

/** What screening found of one registration. */
export type Verdict =
  | { entryId: string; refusedBy: RuleName }
  | { entryId: string; province: string; priority: boolean; householdTag: string; householdPlaces: 1 | 2 };

/** The verdicts of a shard as one text, sorted by entryId; an entrant's line is its line of the entrants file. */
export function screenedText(verdicts: readonly Verdict[]): string {
  const sorted = [...verdicts].sort((left, right) => (left.entryId < right.entryId ? -1 : 1));
  return sorted
    .map((verdict) => ('refusedBy' in verdict ? `${verdict.entryId},${verdict.refusedBy}\n` : entrantLine(verdict)))
    .join('');
}

/** The two public files that follow from it: entrants, and exclusions as `entryId,rule`. */
export function filesOfScreened(text: string): { entrants: string; exclusions: string } {
  let entrants = '';
  let exclusions = '';
  for (const line of text.split('\n')) {
    if (line === '') continue;
    // An entrant's line is of fixed width and has five columns; a refusal has two.
    if (line.length === ENTRANT_LINE_BYTES - 1 && line.split(',').length === 5) entrants += `${line}\n`;
    else exclusions += `${line}\n`;
  }
  return { entrants, exclusions };
}
