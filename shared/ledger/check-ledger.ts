import { FILES_AT_ONCE, inParallel } from '../in-parallel.ts';
import type { PeopleCounts } from '../recipients/people-store.ts';
import type { PlacesStore } from '../recipients/places-store.ts';
import { NATIONAL } from '../selection/province-places.ts';
import { SHARDS } from '../shards.ts';
import type { Wave } from '../waves/wave.ts';
import type { WavesStore } from '../waves/waves-store.ts';
import { decreeAccount, partsOf, waveAccount, yearOf } from './accounts.ts';
import { book, emptySheet, type PlacesNow, placesByPot, type Sheet, sumOf } from './balances.ts';
import { placeFaults } from './check-places.ts';
import { recoveryFaults, waveFaults } from './check-waves.ts';
import { GRANT, type JournalEntry, recoveryJournal, shardJournal, waveJournal } from './journal-entry.ts';
import type { LedgerStore } from './ledger-store.ts';

export type CheckDeps = {
  waves: Pick<WavesStore, 'list'>;
  ledger: Pick<LedgerStore, 'all'>;
  places: Pick<PlacesStore, 'readAll'>;
  people(): Promise<PeopleCounts>;
};

/** Where the places of a wave are, and how many ever came to each account. */
export type WaveLedger = { waveId: string; year: string; recovery: boolean; now: PlacesNow; ever: PlacesNow };

/** The places of a year. */
export type YearLedger = {
  year: string;
  /** Out of the year's decrees. */
  decreed: number;
  /** Awarded, those of recovery waves included: still to be used, activated, or returned. */
  awarded: number;
  awaiting: number;
  activated: number;
  returned: number;
  /** Of those that returned: granted to another wave, or still in hand. */
  regranted: number;
  inHand: number;
  /** Granted and not awarded: left over, or not drawn yet. */
  unfilled: number;
  undrawn: number;
  /** Kept out of the draw for appeals, and not awarded yet. */
  reserved: number;
};
export type LedgerReport = { entries: number; waves: WaveLedger[]; years: YearLedger[]; faults: string[] };

/**
 * Checks the place ledger against all that it books: each entry is of the form of its fact, each recipient has exactly the entries of the
 * place's state, each wave the grant of its plan and the closing of its publication, nothing that came back is granted twice, and nowhere is less than
 * nothing. Reads everything once, a shard's entries at a time.
 * @param onWave told after each wave
 */
export async function checkLedger(deps: CheckDeps, onWave: (waveId: string) => void = () => {}): Promise<LedgerReport> {
  const waves = await deps.waves.list();
  const sheet = emptySheet();
  const faults: string[] = [];
  let entries = 0;
  const read = async (journal: string): Promise<JournalEntry[]> => {
    const all = await deps.ledger.all(journal);
    entries += all.length;
    book(sheet, all);
    return all;
  };
  const people = await deps.people();
  const grants = new Map<string, JournalEntry | undefined>();
  for (const wave of waves) {
    const own = await read(waveJournal(wave.waveId));
    grants.set(wave.waveId, grantIn(own));
    faults.push(...waveFaults(wave, own), ...(await placesFaults(deps, read, wave, people)));
    onWave(wave.waveId);
  }
  const years = [...new Set(waves.map(({ plan }) => yearOf(plan)))].sort();
  const ledgers = waves.map((wave) => waveLedger(sheet, wave.waveId, yearOf(wave.plan), wave.plan.fundedBy === 'recovery'));
  for (const year of years) {
    const numbered = await read(recoveryJournal(year));
    for (const { waveId = '' } of numbered) {
      if (grants.has(waveId)) continue;
      // Granted, and not announced yet.
      grants.set(waveId, grantIn(await read(waveJournal(waveId))));
      ledgers.push(waveLedger(sheet, waveId, year, true));
    }
    faults.push(...recoveryFaults(year, numbered, grants));
  }
  // Of all of them, now that the grants of what came back are booked too.
  const inTheEnd = ledgers.map(({ waveId, year, recovery }) => waveLedger(sheet, waveId, year, recovery));
  faults.push(...balanceFaults(sheet, inTheEnd, waves), ...peopleFaults(people, waves));
  return { entries, waves: inTheEnd, years: years.map((year) => yearLedger(sheet, year, inTheEnd)), faults };
}

function grantIn(own: readonly JournalEntry[]): JournalEntry | undefined {
  return own.find(({ entry }) => entry === GRANT);
}

async function placesFaults(
  deps: CheckDeps,
  read: (journal: string) => Promise<JournalEntry[]>,
  wave: Wave,
  people: PeopleCounts,
): Promise<string[]> {
  const checked = await inParallel(SHARDS, FILES_AT_ONCE, async (shard) =>
    placeFaults(deps.places, wave, shard, await read(shardJournal(wave.waveId, shard))),
  );
  const awards = checked.reduce((sum, of) => sum + of.awards, 0);
  const known = people.byWave.get(wave.waveId) ?? 0;
  const lost = known === awards ? [] : [`${wave.waveId} has ${known} recipients, and the ledger ${awards} awards of it`];
  return [...checked.flatMap(({ faults }) => faults), ...lost];
}

function peopleFaults(people: PeopleCounts, waves: readonly Wave[]): string[] {
  const known = new Set(waves.map(({ waveId }) => waveId));
  const strangers = [...people.byWave.keys()].filter((waveId) => !known.has(waveId));
  const faults = strangers.map((waveId) => `there are recipients of ${waveId}, and no such wave`);
  if (people.inHouseholds !== people.inAll)
    faults.push(`${people.inAll} people have received, and their households count ${people.inHouseholds}`);
  return faults;
}

/** Conservation: what the accounts come to. Until a closing settles what has spilled over, in the draw or in a refill, a province may have given more than it had; a wave never. */
function balanceFaults({ balances }: Sheet, ledgers: readonly WaveLedger[], waves: readonly Wave[]): string[] {
  const faults: string[] = [];
  const isClosed = ({ phase, refills = [] }: Wave) =>
    phase === 'published' && refills.every(({ endedAt }) => endedAt !== undefined);
  const closed = new Set(waves.filter(isClosed).map(({ waveId }) => waveId));
  const ended = new Set(waves.filter(({ reserveClosedAt }) => reserveClosedAt !== undefined).map(({ waveId }) => waveId));
  const wasGranted = new Set(waves.filter(({ phase }) => phase !== 'scheduled').map(({ waveId }) => waveId));
  for (const [account, places] of balances) {
    const parts = partsOf(account);
    if (!parts) continue;
    const settled = parts.kind !== 'granted' || closed.has(parts.waveId);
    if (settled && places < 0) faults.push(`${account} is at ${places}`);
    if (parts.kind === 'granted' && closed.has(parts.waveId) && places > 0)
      faults.push(`${account} keeps ${places} that are nowhere`);
    if (parts.kind === 'reserved' && places > 0 && ended.has(parts.waveId)) faults.push(`${account} keeps ${places} after its end`);
  }
  // Each award for an appeal has counted itself on its wave, in the same transaction.
  for (const { waveId, plan, reservedAwarded = 0, reserveClosedAt } of waves) {
    const left = (plan.reserved ?? 0) - reservedAwarded;
    const due = plan.reserved !== undefined && wasGranted.has(waveId) && reserveClosedAt === undefined ? left : 0;
    const kept = balances.get(waveAccount(waveId, NATIONAL, 'reserved')) ?? 0;
    if (kept !== due) faults.push(`${waveId} has ${kept} places reserved in the ledger, and ${due} by its own count`);
  }
  for (const { waveId, now } of ledgers) if (now.granted < 0) faults.push(`${waveId} has awarded ${-now.granted} places too many`);
  return faults;
}

function waveLedger(sheet: Sheet, waveId: string, year: string, recovery: boolean): WaveLedger {
  const sum = (accounts: Sheet['balances']) => sumOf(Object.values(placesByPot(accounts, waveId)));
  return { waveId, year, recovery, now: sum(sheet.balances), ever: sum(sheet.inflows) };
}

function yearLedger(sheet: Sheet, year: string, all: readonly WaveLedger[]): YearLedger {
  const ofYear = all.filter((of) => of.year === year);
  const now = sumOf(ofYear.map((of) => of.now));
  const ever = sumOf(ofYear.map((of) => of.ever));
  return {
    year,
    decreed: -(sheet.balances.get(decreeAccount(year)) ?? 0),
    awarded: ever.awarded,
    awaiting: now.awarded,
    activated: now.activated,
    returned: ever.returned,
    regranted: ever.returned - now.returned,
    inHand: now.returned,
    unfilled: now.unfilled,
    undrawn: now.granted,
    reserved: now.reserved,
  };
}
