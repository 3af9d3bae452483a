import * as z from 'zod/mini';
import { placesDocumentSchema, readDocument } from '../evidence/documents.ts';
import { evidenceKey, PLACES_FILE } from '../evidence/evidence-names.ts';
import type { EvidenceStore } from '../evidence/evidence-store.ts';
import { FILES_AT_ONCE, inParallel } from '../in-parallel.ts';
import { SHARDS } from '../shards.ts';
import type { Wave } from '../waves/wave.ts';
import type { WavesStore } from '../waves/waves-store.ts';
import { yearOf } from './accounts.ts';
import { book, emptySheet, placesByPot, sumOf } from './balances.ts';
import { foldWave } from './fold-wave.ts';
import { type JournalEntry, PLACE_ENTRIES, recoveryJournal, shardJournal, waveJournal } from './journal-entry.ts';
import type { LedgerStore } from './ledger-store.ts';

export type LedgerDeps = {
  waves: Pick<WavesStore, 'list' | 'read'>;
  ledger: Pick<LedgerStore, 'pages' | 'all' | 'count'>;
  evidence: Pick<EvidenceStore, 'readWritten'>;
};

const count = z.int();
const placesSchema = z.strictObject({
  granted: count,
  /** Kept for appeals: the whole wave's, so under `national`. */
  reserved: count,
  awarded: count,
  activated: count,
  returned: count,
  unfilled: count,
});

/** Where the places of a wave are now, pot by pot. */
export const waveLedgerSchema = z.strictObject({
  waveId: z.string(),
  places: placesSchema,
  provinces: z.record(z.string(), placesSchema),
});

const rowSchema = z.strictObject({
  waveId: z.string(),
  phase: z.enum(['scheduled', 'selecting', 'published', 'granted-only']),
  fundedBy: z.enum(['decree', 'recovery']),
  granted: count,
  awarded: count,
  awaiting: count,
  activated: count,
  returned: count,
  /** To other waves, and in refills of its own. */
  regranted: count,
  refilled: count,
  unfilled: count,
});

/** A year's places, `undrawn` those that nobody has yet, reserved ones among them: decreed + regranted = awarded + unfilled + undrawn, awarded = awaiting + activated + returned, returned = regranted + inHand. */
export const yearLedgerSchema = z.strictObject({
  year: z.string(),
  waves: z.array(rowSchema),
  decreed: count,
  awarded: count,
  awaiting: count,
  activated: count,
  returned: count,
  regranted: count,
  inHand: count,
  unfilled: count,
  undrawn: count,
});
export type YearReport = z.infer<typeof yearLedgerSchema>;
type Row = z.infer<typeof rowSchema>;

/** The places of a wave from its journals, every entry of them. @returns undefined when there is no such wave */
export async function waveLedger(
  { waves, ledger }: LedgerDeps,
  waveId: string,
): Promise<z.infer<typeof waveLedgerSchema> | undefined> {
  if (!(await waves.read(waveId))) return undefined;
  const provinces = placesByPot((await foldWave(ledger, waveId)).balances, waveId);
  return { waveId, places: sumOf(Object.values(provinces)), provinces };
}

/** The places of a year, wave by wave: entries are counted where they are, not read, and those of a settled wave are published. */
export async function yearLedger(deps: LedgerDeps, year: string): Promise<YearReport> {
  const { waves, ledger } = deps;
  const ofYear = (await waves.list()).filter(({ plan }) => yearOf(plan) === year);
  const numbered = await ledger.all(recoveryJournal(year));
  const coming = numbered.flatMap(({ waveId = '' }) => (ofYear.some((wave) => wave.waveId === waveId) ? [] : [waveId]));
  const own = new Map<string, Awaited<ReturnType<LedgerStore['all']>>>();
  for (const waveId of [...ofYear.map((wave) => wave.waveId), ...coming]) own.set(waveId, await ledger.all(waveJournal(waveId)));
  const sheet = book(emptySheet(), [...own.values()].flat());
  const rows: Row[] = [];
  for (const waveId of own.keys()) {
    const wave = ofYear.find((of) => of.waveId === waveId);
    const [awarded, activated, returned] = await counts(deps, wave);
    const now = sumOf(Object.values(placesByPot(sheet.balances, waveId)));
    const refilled = -sumOf(Object.values(placesByPot(ownSheet(own.get(waveId) ?? []).balances, waveId))).returned;
    rows.push({
      waveId,
      phase: wave?.phase ?? 'granted-only',
      fundedBy: wave && wave.plan.fundedBy !== 'recovery' ? 'decree' : 'recovery',
      granted: now.granted + now.reserved + now.unfilled - refilled,
      awarded,
      awaiting: awarded - activated - returned,
      activated,
      returned,
      // Only refills and grants to others have moved anything on this account in what was read.
      regranted: -now.returned,
      refilled,
      unfilled: now.unfilled,
    });
  }
  return { year, waves: rows, ...totals(rows) };
}

function ownSheet(entries: readonly JournalEntry[]) {
  return book(emptySheet(), entries);
}

/** How many places of a wave were awarded, activated and returned. */
async function counts({ ledger, evidence }: LedgerDeps, wave: Wave | undefined): Promise<[number, number, number]> {
  const sums: [number, number, number] = [0, 0, 0];
  if (!wave) return sums;
  const { waveId } = wave;
  if (wave.settledAt !== undefined) {
    const { provinces, refilled = 0 } = readDocument(
      placesDocumentSchema,
      await evidence.readWritten(evidenceKey(waveId, PLACES_FILE)),
    );
    const pots = Object.values(provinces);
    const activated = pots.reduce((sum, pot) => sum + pot.activated, 0);
    const returned = pots.reduce((sum, pot) => sum + pot.returned, 0) + refilled;
    return [activated + returned, activated, returned];
  }
  await inParallel(SHARDS, FILES_AT_ONCE, async (shard) => {
    const of = await Promise.all(PLACE_ENTRIES.map((kind) => ledger.count(shardJournal(waveId, shard), kind)));
    for (const [at, entries] of of.entries()) sums[at] = (sums[at] as number) + entries;
  });
  return sums;
}

function totals(rows: readonly Row[]): Omit<YearReport, 'year' | 'waves'> {
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0);
  const returned = sum((row) => row.returned);
  const regranted = sum((row) => row.regranted);
  const awarded = sum((row) => row.awarded);
  const unfilled = sum((row) => row.unfilled);
  return {
    decreed: sum((row) => (row.fundedBy === 'decree' ? row.granted : 0)),
    awarded,
    awaiting: sum((row) => row.awaiting),
    activated: sum((row) => row.activated),
    returned,
    regranted,
    inHand: returned - regranted,
    unfilled,
    undrawn: sum((row) => row.granted + row.refilled) - awarded - unfilled,
  };
}
