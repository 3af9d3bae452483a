import { characterPerByte } from '#shared/bytes.ts';
import { entryIdOf } from '#shared/draw/draw.ts';
import { type Entrants, type EntrantsReader, entrantsReader, MalformedEntrants } from '#shared/draw/entrants.ts';
import { entrantsRootOf } from '#shared/draw/seed.ts';
import { ENTRY_ID_BYTES } from '#shared/draw/ticket.ts';
import { KIND_OF_RULE, RULES, type RuleName } from '#shared/eligibility/rules.ts';
import type { Commitment } from '#shared/evidence/documents.ts';
import { COMMITMENT_FILE, entrantsFile, exclusionsFile } from '#shared/evidence/evidence-names.ts';
import { sha256Hex } from '#shared/evidence/sha256.ts';
import { FILES_AT_ONCE, inOrder } from '#shared/in-parallel.ts';
import { SHARDS } from '#shared/shards.ts';
import { digestFault } from './check-certificate.ts';
import { assertSame, readFile } from './documents.ts';
import type { EvidenceSource } from './evidence-source.ts';
import { Fault, type Held, throwFaults } from './findings.ts';

/** What one pass over the entrants and exclusions files finds, for three checks. */
export type EntriesPass = {
  /** Digests of files as they are, by name. */
  digestFaults: Fault[];
  entrants(): Held<Entrants>;
  /** To be asked after the entrants, with whom it compares the refused. */
  exclusions(): Held<true>;
};

const ENTRANTS_FILES: ReadonlySet<string> = new Set(SHARDS.map(entrantsFile));

/** Reads the 512 files a few at a time. */
export async function passOverEntries(source: EvidenceSource, commitment: Commitment, onFile: () => void): Promise<EntriesPass> {
  const faults = { digests: [] as Fault[], entrants: [] as Fault[], exclusions: [] as Fault[] };
  const digests: string[] = [];
  const byRule = new Map<string, number>();
  const refused = new Set<string>();
  let read: Entrants | undefined;
  const noting = (of: Fault[], work: () => void) => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      of.push(error);
    }
  };
  const reader = readerFor(commitment.entrants.total);
  const files = inOrder(SHARDS, FILES_AT_ONCE, async (shard) => ({
    shard,
    entrants: await source.read(entrantsFile(shard)),
    exclusions: await source.read(exclusionsFile(shard)),
  }));
  for await (const { shard, entrants, exclusions } of files) {
    for (const [file, bytes] of [
      [entrantsFile(shard), entrants],
      [exclusionsFile(shard), exclusions],
    ] as const) {
      const digest = bytes && sha256Hex(bytes);
      if (digest === undefined) faults.digests.push(new Fault(file, 'is missing'));
      else if (digest !== commitment.files[file])
        faults.digests.push(digestFault('committed', file, digest, commitment.files[file]));
      if (bytes === entrants) digests.push(digest ?? '');
      onFile();
    }
    noting(faults.entrants, () => {
      if (!entrants) throw new Fault(entrantsFile(shard), 'is missing');
      if (!(reader instanceof Fault)) addTo(reader, shard, entrants);
    });
    noting(faults.exclusions, () => countRefusals(shard, exclusions, commitment.lists, byRule, refused));
  }
  // A changed file may only be noticed in a later one; of each the more telling fault is named.
  const together = (own: readonly Fault[], isOwn: (file: string) => boolean): Fault[] => {
    const told = new Set(own.map(({ file }) => file));
    return [...faults.digests.filter(({ file }) => isOwn(file) && !told.has(file)), ...own];
  };
  return {
    digestFaults: faults.digests,
    entrants() {
      if (reader instanceof Fault) throw reader;
      throwFaults(together(faults.entrants, (file) => ENTRANTS_FILES.has(file)));
      assertSame(COMMITMENT_FILE, 'the root of the entrants is', commitment.entrantsRoot, entrantsRootOf(digests));
      const entrants = entrantsOf(reader);
      read = entrants;
      assertSame(COMMITMENT_FILE, 'the entrants are', sorted(commitment.entrants), sorted(countsOf(entrants)));
      return { sentence: `${entrants.count} entrants in ${SHARDS.length} files, root ${commitment.entrantsRoot}`, value: entrants };
    },
    exclusions() {
      throwFaults(together(faults.exclusions, (file) => !ENTRANTS_FILES.has(file)));
      if (read) assertNoneRefused(read, refused);
      const expected = Object.fromEntries(Object.keys(RULES).map((rule) => [rule, byRule.get(rule) ?? 0]));
      assertSame(COMMITMENT_FILE, 'the exclusions are', commitment.exclusions, expected);
      assertSame(COMMITMENT_FILE, 'the registered are', commitment.registered, commitment.entrants.total + refused.size);
      const apart = read ? ', none of them an entrant' : '';
      return { sentence: `${refused.size} refused, each once and under a rule${apart}`, value: true };
    },
  };
}

/** @returns a fault when there can't be that many */
function readerFor(total: number): EntrantsReader | Fault {
  try {
    return entrantsReader(total);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return new Fault(COMMITMENT_FILE, `says there are ${total} entrants, more than this machine can hold`);
  }
}

function addTo(reader: EntrantsReader, shard: string, bytes: Uint8Array): void {
  try {
    reader.add(shard, bytes);
  } catch (error) {
    if (!(error instanceof MalformedEntrants)) throw error;
    const file = entrantsFile(shard);
    throw new Fault(file, error.message.replace(file, '').replace(/^[, ]+/, ''));
  }
}

function entrantsOf(reader: EntrantsReader): Entrants {
  try {
    return reader.entrants();
  } catch (error) {
    if (!(error instanceof MalformedEntrants)) throw error;
    throw new Fault(COMMITMENT_FILE, `has another number of entrants: ${error.message}`);
  }
}

/** The refusals of a shard: sorted, each once, each under a known rule, and by a list of the plan where the rule goes by lists. */
function countRefusals(
  shard: string,
  exclusions: Uint8Array | undefined,
  lists: Commitment['lists'],
  byRule: Map<string, number>,
  refused: Set<string>,
): void {
  const file = exclusionsFile(shard);
  if (!exclusions) throw new Fault(file, 'is missing');
  if (exclusions.length === 0) return;
  const text = characterPerByte(exclusions);
  if (!text.endsWith('\n')) throw new Fault(file, 'does not end with a line end (cut off?)');
  let before = '';
  for (const [at, line] of text.slice(0, -1).split('\n').entries()) {
    const [id = '', rule = '', list, ...more] = line.split(',');
    if (!/^[0-9a-f]{32}$/.test(id) || more.length > 0 || !Object.hasOwn(RULES, rule))
      throw new Fault(file, `line ${at + 1} is not an entry and a rule`);
    const kind = KIND_OF_RULE[rule as RuleName];
    if (kind ? !lists.some((of) => of.kind === kind && of.list === list) : list !== undefined)
      throw new Fault(file, `line ${at + 1} does not name the plan's list that refused, or names one where none refuses`);
    if (id <= before) throw new Fault(file, `line ${at + 1} is there twice or out of order`);
    if (refused.has(id)) throw new Fault(file, `line ${at + 1} refuses an entry that another exclusions file refuses too`);
    refused.add(id);
    byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
    before = id;
  }
}

/** Nobody is both refused and an entrant, whichever shard's files say so. @throws Fault */
function assertNoneRefused(entrants: Entrants, refused: ReadonlySet<string>): void {
  if (refused.size === 0) return;
  // Most entries are told apart by their first three bytes, so that few ids have to be written out.
  const begin = new Uint8Array(1 << 21);
  for (const id of refused) {
    const bits = Number.parseInt(id.slice(0, 6), 16);
    begin[bits >> 3] = (begin[bits >> 3] as number) | (1 << (bits & 7));
  }
  const ids = entrants.entryIds;
  for (let index = 0, at = 0; index < entrants.count; index++, at += ENTRY_ID_BYTES) {
    const bits = ((ids[at] as number) << 16) | ((ids[at + 1] as number) << 8) | (ids[at + 2] as number);
    if (((begin[bits >> 3] as number) & (1 << (bits & 7))) === 0) continue;
    const id = entryIdOf(entrants, index);
    if (refused.has(id)) throw new Fault(fileOfEntry(entrants, index), `has the entry ${id}, which an exclusions file refuses`);
  }
}

/** The name of the entrants file in which an entry stands. */
export function fileOfEntry({ shardStarts }: Entrants, index: number): string {
  return entrantsFile(SHARDS[shardStarts.findLastIndex((start) => start <= index)] as string);
}

function countsOf(entrants: Entrants): Commitment['entrants'] {
  const totals = new Uint32Array(100);
  const priorities = new Uint32Array(100);
  for (let index = 0; index < entrants.count; index++) {
    const province = entrants.provinces[index] as number;
    totals[province] = (totals[province] as number) + 1;
    priorities[province] = (priorities[province] as number) + (entrants.priorities[index] as number);
  }
  const byProvince: Commitment['entrants']['byProvince'] = {};
  totals.forEach((total, province) => {
    if (total > 0) byProvince[String(province).padStart(2, '0')] = { total, priority: priorities[province] as number };
  });
  return { total: entrants.count, priority: priorities.reduce((sum, of) => sum + of, 0), byProvince };
}

/** With the provinces in the order of their codes. */
function sorted({ byProvince, ...totals }: Commitment['entrants']): Commitment['entrants'] {
  const codes = Object.entries(byProvince).sort(([left], [right]) => (left < right ? -1 : 1));
  return { total: totals.total, priority: totals.priority, byProvince: Object.fromEntries(codes) };
}

/** For the receipt: one committed file. @throws Fault when it isn't the one that was committed */
export async function readCommittedFile(source: EvidenceSource, commitment: Commitment, file: string): Promise<Uint8Array> {
  const bytes = await readFile(source, file);
  const digest = sha256Hex(bytes);
  if (digest !== commitment.files[file]) throw digestFault('committed', file, digest, commitment.files[file]);
  return bytes;
}
