import { deadlineOf } from '../recipients/deadline.ts';
import type { PlaceOfPerson, PlacesStore } from '../recipients/places-store.ts';
import { awardIdOf, type PlaceState, type RecipientItem } from '../recipients/recipient-item.ts';
import { NATIONAL } from '../selection/province-places.ts';
import type { Wave } from '../waves/wave.ts';
import { yearOf } from './accounts.ts';
import { awardedPlace } from './awarded-place.ts';
import { appealAwardEntry, type JournalEntry, type PlaceEntry, placeEntry, placeEntryName, shardOfEntry } from './journal-entry.ts';

/** Which entries a place has in each state. */
const ENTRIES_OF: Record<PlaceState, readonly PlaceEntry[]> = {
  awarded: ['award'],
  activated: ['award', 'activation'],
  revoked: ['award', 'revocation'],
};

/**
 * Holds the entries of a shard against its recipients, one to one. What is wrong is said by entryId: nothing else of a person is shown.
 * @returns how many awards there are, beside what is wrong
 */
export async function placeFaults(
  places: Pick<PlacesStore, 'readAll'>,
  wave: Wave,
  shard: string,
  entries: readonly JournalEntry[],
): Promise<{ awards: number; faults: string[] }> {
  const faults: string[] = [];
  const awarded = entries.flatMap((entry) => awardedPlace(entry) ?? []);
  const byEntry = Map.groupBy(entries, ({ entry }) => entry.slice(entry.indexOf('#') + 1));
  const items = await places.readAll([...new Set(awarded.map(({ personKey }) => personKey))]);
  for (const place of awarded) {
    const fault = faultOf(place, byEntry.get(place.entryId) ?? [], items.get(place.personKey), wave, shard);
    if (fault) faults.push(`${wave.waveId}, entry ${place.entryId}: ${fault}`);
    byEntry.delete(place.entryId);
  }
  for (const entryId of byEntry.keys()) faults.push(`${wave.waveId}, entry ${entryId}: it is booked, and was never awarded`);
  return { awards: awarded.length, faults };
}

function faultOf(
  place: PlaceOfPerson,
  entries: readonly JournalEntry[],
  item: RecipientItem | undefined,
  wave: Wave,
  shard: string,
): string | undefined {
  if (shardOfEntry(place.entryId) !== shard) return 'it stands in the journal of another shard';
  if ((place.pot === NATIONAL) !== (wave.plan.byProvince === 'national'))
    return `it is booked on ${place.pot}, which its plan has not`;
  if (!item || item.awardId !== awardIdOf(place.waveId, place.entryId))
    return 'the ledger has an award, and nobody has received by it';
  if (item.pot !== place.pot) return `it is booked on ${place.pot}, and its recipient has it from ${item.pot}`;
  const names = entries.map(({ entry }) => entry).sort();
  const due = ENTRIES_OF[item.state].map((kind) => placeEntryName(kind, place.entryId)).sort();
  if (names.join() !== due.join())
    return `it is ${item.state}, and the ledger has ${names.map((name) => name.split('#')[0]).join(' and ')}`;
  const misshapen = entries.find((entry) => !isOfItsKind(entry, place, wave));
  if (misshapen) return `its ${misshapen.entry.split('#')[0]} moves other places than its own`;
  if (item.deadline < deadlineOf(item.awardedAt, yearOf(wave.plan)))
    return 'its deadline comes before the one that it was awarded with';
  return undefined;
}

function isOfItsKind(entry: JournalEntry, place: PlaceOfPerson, { plan }: Wave): boolean {
  const kind = entry.entry.split('#')[0] as PlaceEntry;
  return JSON.stringify(movesDue(kind, entry, place, plan)) === JSON.stringify(entry.moves.map(inOrder));
}

/** An award takes a place that was drawn, or for an appeal a reserved one. */
function movesDue(kind: PlaceEntry, { at, appealIn }: JournalEntry, place: PlaceOfPerson, plan: Wave['plan']) {
  if (kind !== 'award' || appealIn === undefined) return placeEntry(kind, place, at).moves;
  const { entryId, personKey, pot } = place;
  return appealAwardEntry(plan, { entryId, personKey, registrationKey: '', province: pot, awardedAt: at }, appealIn).moves;
}

/** DynamoDB gives the fields of a map in any order. */
export function inOrder({ from, to, places }: JournalEntry['moves'][number]) {
  return { from, to, places };
}
