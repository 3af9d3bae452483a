import { entryIdOf } from '../draw/draw.ts';
import { ENTRANT_LINE_BYTES, type Entrants, entrantLine } from '../draw/entrants.ts';
import type { Sex } from '../registrations/nik.ts';
import type { RuleName } from './rules.ts';

/** What screening found of one registration. */
export type Verdict =
  | {
      entryId: string;
      refusedBy: RuleName;
      /** The list, by its exact version, of a refusal by a list. */
      list?: string;
    }
  | {
      entryId: string;
      province: string;
      priority: boolean;
      householdTag: string;
      householdPlaces: 1 | 2;
      /** Of no account in the draw: for the selection rates alone, and never public entry by entry. */
      sex: Sex;
      /** 0 to 6, on the closing day (shared/eligibility/age.ts). */
      ageBand: number;
    };

/** Sexes in the order of their numbers. */
export const SEXES = ['female', 'male'] as const satisfies readonly Sex[];
const SEX_LETTERS = 'fm';
const GROUPS_LENGTH = ',f,0'.length;
/** Characters of an entrant's line, without LF. */
const LINE_LENGTH = ENTRANT_LINE_BYTES - 1 + GROUPS_LENGTH;

/** Begins the last line of a text whose people were held against the civil registry; no entryId has a `p`. */
const PENDING = 'pending,';

/**
 * The verdicts of a shard as one text, sorted by entryId. An entrant's line is its line of the entrants file and `,sex,ageBand` (f or m,
 * a digit); a refusal is `entryId,rule`, and `entryId,rule,list@version` when a list refused.
 * @param pending how many entrants the civil registry has not answered for, where it was asked; a last line `pending,<how many>`
 */
export function screenedText(verdicts: readonly Verdict[], pending?: number): string {
  const sorted = [...verdicts].sort((left, right) => (left.entryId < right.entryId ? -1 : 1));
  return sorted
    .map((verdict) => ('refusedBy' in verdict ? refusalLine(verdict) : screenedLine(verdict)))
    .concat(pending === undefined ? [] : [`${PENDING}${pending}\n`])
    .join('');
}

function refusalLine({ entryId, refusedBy, list }: Extract<Verdict, { refusedBy: RuleName }>): string {
  return `${[entryId, refusedBy, ...(list === undefined ? [] : [list])].join(',')}\n`;
}

function screenedLine(verdict: Exclude<Verdict, { refusedBy: RuleName }>): string {
  return `${entrantLine(verdict).slice(0, -1)},${SEX_LETTERS[SEXES.indexOf(verdict.sex)]},${verdict.ageBand}\n`;
}

/** The two public files that follow from it: entrants, without sex and age, and exclusions as `entryId,rule[,list@version]`; and how many are pending. */
export function filesOfScreened(text: string): { entrants: string; exclusions: string; pending?: number } {
  let entrants = '';
  let exclusions = '';
  let pending: number | undefined;
  for (const [from, end] of linesOf(text)) {
    if (isEntrant(text, from, end)) entrants += `${text.slice(from, end - GROUPS_LENGTH)}\n`;
    else if (text.startsWith(PENDING, from)) pending = Number(text.slice(from + PENDING.length, end));
    else exclusions += `${text.slice(from, end)}\n`;
  }
  return { entrants, exclusions, ...(pending !== undefined && { pending }) };
}

/** Entrants by sex and age, a byte an entry, in the order of the entrants files. */
export type EntrantGroups = {
  /** Numbers of SEXES. */
  sexes: Uint8Array;
  /** Numbers of AGE_BANDS. */
  ageBands: Uint8Array;
};

/**
 * Reads sex and age of the entrants of one shard into their columns.
 * @param first index of the shard's first entrant
 * @param end index after its last
 * @throws when the text is not of these entrants, in this order
 */
export function readGroups(text: string, entrants: Entrants, groups: EntrantGroups, first: number, end: number): void {
  let index = first;
  for (const [from, to] of linesOf(text)) {
    if (!isEntrant(text, from, to)) continue;
    const sex = SEX_LETTERS.indexOf(text.charAt(to - 3));
    const ageBand = text.charCodeAt(to - 1) - 0x30;
    if (index === end || !text.startsWith(entryIdOf(entrants, index), from) || sex < 0 || !(ageBand >= 0 && ageBand <= 6)) {
      throw new Error(`what was screened is not what was committed, from entrant ${index - first + 1} of the shard on`);
    }
    groups.sexes[index] = sex;
    groups.ageBands[index] = ageBand;
    index++;
  }
  if (index !== end) throw new Error(`${end - index} entrants of the shard were committed and not screened`);
}

/** Where the lines of a text begin and end. */
function* linesOf(text: string): Generator<[from: number, end: number]> {
  for (let from = 0; from < text.length; ) {
    const lineFeed = text.indexOf('\n', from);
    const end = lineFeed < 0 ? text.length : lineFeed;
    yield [from, end];
    from = end + 1;
  }
}

/** An entrant's line is of fixed width, with the province in its second column; the name of a rule has no comma. */
function isEntrant(text: string, from: number, end: number): boolean {
  return end - from === LINE_LENGTH && text.charAt(from + 35) === ',';
}
