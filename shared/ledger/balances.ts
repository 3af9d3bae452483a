import { type Account, partsOf, WAVE_ACCOUNTS, type WaveAccount } from './accounts.ts';
import type { JournalEntry } from './journal-entry.ts';

/** What the entries of some journals come to. Sums are made by folding, and kept nowhere. */
export type Sheet = {
  /** How many places are on each account now; a decree's is below zero by as many as it has given. */
  readonly balances: Map<Account, number>;
  /** How many have ever come to it. */
  readonly inflows: Map<Account, number>;
};

export function emptySheet(): Sheet {
  return { balances: new Map(), inflows: new Map() };
}

/** Books some entries. */
export function book(sheet: Sheet, entries: Iterable<Pick<JournalEntry, 'moves'>>): Sheet {
  const add = (to: Map<Account, number>, account: Account, places: number) => to.set(account, (to.get(account) ?? 0) + places);
  for (const { moves } of entries) {
    for (const { from, to, places } of moves) {
      add(sheet.balances, from, -places);
      add(sheet.balances, to, places);
      if (!isLeftOver(from, to)) add(sheet.inflows, to, places);
      else add(sheet.inflows, from, -places);
    }
  }
  return sheet;
}

/** What a refill could give to nobody was, in the end, neither given out nor did it come back once more. */
function isLeftOver(from: Account, to: Account): boolean {
  return partsOf(from)?.kind === 'granted' && partsOf(to)?.kind === 'returned';
}

/** Places by the accounts of a wave. */
export type PlacesNow = Record<WaveAccount, number>;

/** The places of a wave, pot by pot. @param accounts balances or inflows */
export function placesByPot(accounts: ReadonlyMap<Account, number>, waveId: string): Record<string, PlacesNow> {
  const pots: Record<string, PlacesNow> = {};
  for (const [account, places] of accounts) {
    const parts = partsOf(account);
    if (parts?.waveId !== waveId) continue;
    pots[parts.province] ??= nothing();
    (pots[parts.province] as PlacesNow)[parts.kind] += places;
  }
  return Object.fromEntries(Object.entries(pots).sort(([left], [right]) => (left < right ? -1 : 1)));
}

export function sumOf(pots: Iterable<PlacesNow>): PlacesNow {
  const sum = nothing();
  for (const pot of pots) for (const name of WAVE_ACCOUNTS) sum[name] += pot[name];
  return sum;
}

function nothing(): PlacesNow {
  return Object.fromEntries(WAVE_ACCOUNTS.map((name) => [name, 0])) as PlacesNow;
}
