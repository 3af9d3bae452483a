import { type Clock, instant } from '../clock.ts';
import { FILES_AT_ONCE, inParallel } from '../in-parallel.ts';
import { SHARDS } from '../shards.ts';
import type { WavesStore } from '../waves/waves-store.ts';
import { type Account, partsOf, potsOf, waveAccount, yearOf } from './accounts.ts';
import { book, emptySheet } from './balances.ts';
import { type Move, matched, recoveryJournal, shardJournal, waveJournal } from './journal-entry.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { RecoveryStore } from './recovery-store.ts';

export type RecoverDeps = {
  clock: Clock;
  waves: Pick<WavesStore, 'list' | 'read'>;
  ledger: Pick<LedgerStore, 'pages' | 'all'>;
  recovery: RecoveryStore;
};

/** How many places of the year are to go to which wave. */
export type Recovery = { year: string; waveId: string; places: number; byProvince: 'national' | Record<string, number> };

export type RecoverOutcome =
  | { outcome: 'granted' | 'grantedBefore'; moves: readonly Move[] }
  /** Fewer have come back, or have not been granted again. */
  | { outcome: 'notInHand'; inHand: number }
  /** The wave is announced, or was granted other places. */
  | { outcome: 'announcedAlready' }
  /** Other officers' grants came between, again and again. */
  | { outcome: 'raced' };

/** Grants of a year are an officer's act; that several come at once is rare enough. */
const MOST_TRIES = 5;

/**
 * Grants places of a year that came back to a wave that is to be announced. Those of a province go to the same province as far as there
 * are any, oldest wave first; then whatever is left, in the order of waves and provinces.
 * @param decision by which the officers have decided: the same again changes nothing
 */
export async function recoverPlaces(deps: RecoverDeps, recovery: Recovery, decision: string): Promise<RecoverOutcome> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const earlier = await grantedEarlier(deps, recovery, decision);
    if (earlier) return earlier;
    // In this order: what comes back after it was counted is there all the more, and what was granted meanwhile has taken the next number.
    const after = await deps.recovery.lastNumber(recovery.year);
    const inHand = await returnedInHand(deps, recovery.year);
    const total = [...inHand.values()].reduce((sum, places) => sum + places, 0);
    // What is missing may be what this very decision has granted meanwhile.
    if (total < recovery.places) return (await grantedEarlier(deps, recovery, decision)) ?? { outcome: 'notInHand', inHand: total };
    const moves = movesOf(inHand, recovery);
    const { year, waveId } = recovery;
    const granted = await deps.recovery.grant({ year, waveId, after, moves, decision, at: instant(deps.clock.now()) });
    if (granted === 'granted') return { outcome: 'granted', moves };
    if (granted === 'announced-already') return { outcome: 'announcedAlready' };
  }
  return { outcome: 'raced' };
}

async function grantedEarlier(deps: RecoverDeps, { waveId }: Recovery, decision: string): Promise<RecoverOutcome | undefined> {
  const grant = await deps.recovery.grantOf(waveId);
  if (!grant) return undefined;
  return grant.decision === decision ? { outcome: 'grantedBefore', moves: grant.moves } : { outcome: 'announcedAlready' };
}

/**
 * The accounts of a year on which places are that came back and were not granted again, in the order of waves and provinces. Those of a wave
 * whose plan has refills are in hand when it is settled, and not before: then there is no other refill, ever.
 */
export async function returnedInHand(
  { waves, ledger }: Pick<RecoverDeps, 'waves' | 'ledger'>,
  year: string,
): Promise<Map<Account, number>> {
  const ofYear = (await waves.list()).filter(({ plan }) => yearOf(plan) === year);
  const sheet = emptySheet();
  const own = new Set<string>();
  for (const { waveId, plan, settledAt } of ofYear) {
    if (plan.refills && settledAt === undefined) continue;
    if (plan.refills) own.add(waveId);
    await inParallel(SHARDS, FILES_AT_ONCE, async (shard) => {
      for await (const page of ledger.pages(shardJournal(waveId, shard), 'revocation')) book(sheet, page);
    });
  }
  // A wave that has been granted places and is not announced yet has a grant all the same: the year's grants name it.
  for (const { waveId } of await ledger.all(recoveryJournal(year))) if (waveId !== undefined) own.add(waveId);
  for (const waveId of own) book(sheet, await ledger.all(waveJournal(waveId)));
  const returned = [...sheet.balances].filter(([account, places]) => partsOf(account)?.kind === 'returned' && places > 0);
  return new Map(returned.sort(([left], [right]) => (left < right ? -1 : 1)));
}

function movesOf(inHand: ReadonlyMap<Account, number>, { waveId, byProvince, places }: Recovery): Move[] {
  const targets = Object.entries(potsOf({ byProvince, places })).sort(([left], [right]) => (left < right ? -1 : 1));
  const left = new Map(inHand);
  const moves: Move[] = [];
  const take = (sources: Account[], pot: string, wanted: number) => {
    const heaps = sources.map((account) => ({ account, places: left.get(account) ?? 0 })).filter((heap) => heap.places > 0);
    const some = Math.min(
      wanted,
      heaps.reduce((sum, heap) => sum + heap.places, 0),
    );
    for (const move of matched(heaps, [{ account: waveAccount(waveId, pot, 'granted'), places: some }])) {
      left.set(move.from, (left.get(move.from) ?? 0) - move.places);
      moves.push(move);
    }
    return wanted - some;
  };
  const rest = targets.map(([pot, wanted]) => {
    const own = [...left.keys()].filter((account) => partsOf(account)?.province === pot);
    return [pot, take(own, pot, wanted)] as const;
  });
  for (const [pot, wanted] of rest) take([...left.keys()], pot, wanted);
  return moves;
}
