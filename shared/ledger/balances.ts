import { type Account, partsOf, WAVE_ACCOUNTS, type WaveAccount } from './accounts.ts';
import type { JournalEntry } from './journal-entry.ts';

/** How many places are on each account; a decree's is below zero by as many as it has given. */
export type Balances = Map<Account, number>;

/** Books some entries. Sums are made by folding the journal, and kept nowhere. */
export function book(balances: Balances, entries: Iterable<Pick<JournalEntry, 'moves'>>): Balances {
  for (const { moves } of entries) {
    for (const { from, to, places } of moves) {
      balances.set(from, (balances.get(from) ?? 0) - places);
      balances.set(to, (balances.get(to) ?? 0) + places);
    }
  }
  return balances;
}

/** Where the places of a wave, or of one of its pots, are now. */
export type PlacesNow = Record<WaveAccount, number>;

/** What the journals of a wave, or of some, come to: its places by pot. */
export function placesByPot(balances: Balances, waveId: string): Record<string, PlacesNow> {
  const pots: Record<string, PlacesNow> = {};
  for (const [account, places] of balances) {
    const parts = partsOf(account);
    if (parts?.waveId !== waveId) continue;
    pots[parts.province] ??= nothing();
    (pots[parts.province] as PlacesNow)[parts.kind] += places;
  }
  return Object.fromEntries(Object.entries(pots).sort(([left], [right]) => (left < right ? -1 : 1)));
}

export function nothing(): PlacesNow {
  return Object.fromEntries(WAVE_ACCOUNTS.map((name) => [name, 0])) as PlacesNow;
}

export function sumOf(pots: Iterable<PlacesNow>): PlacesNow {
  const sum = nothing();
  for (const pot of pots) for (const name of WAVE_ACCOUNTS) sum[name] += pot[name];
  return sum;
}
