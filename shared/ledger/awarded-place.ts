import type { PlaceOfPerson } from '../recipients/places-store.ts';
import { partsOf } from './accounts.ts';
import type { JournalEntry } from './journal-entry.ts';

/** Whose place an entry of the journal of a shard is about. */
export function entryIdOf({ entry }: JournalEntry): string {
  return entry.slice(entry.indexOf('#') + 1);
}

/** The place that an entry of an award tells of; undefined for any other entry. */
export function awardedPlace(entry: JournalEntry): PlaceOfPerson | undefined {
  const account = partsOf(entry.moves[0]?.to ?? '');
  if (account?.kind !== 'awarded' || entry.personKey === undefined) return undefined;
  return { personKey: entry.personKey, waveId: account.waveId, entryId: entryIdOf(entry), pot: account.province };
}
