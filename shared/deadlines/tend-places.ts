import { type Clock, instant } from '../clock.ts';
import { inParallel } from '../in-parallel.ts';
import { partsOf } from '../ledger/accounts.ts';
import { type JournalEntry, shardJournal } from '../ledger/journal-entry.ts';
import type { LedgerStore } from '../ledger/ledger-store.ts';
import type { PlaceOfPerson, PlacesStore } from '../recipients/places-store.ts';
import { shardsOfGroup } from '../shards.ts';
import type { Wave } from '../waves/wave.ts';
import type { WavesStore } from '../waves/waves-store.ts';
import { stoodMs } from './stopped-clocks.ts';

export type TendDeps = {
  clock: Clock;
  waves: Pick<WavesStore, 'read'>;
  ledger: Pick<LedgerStore, 'pages'>;
  places: Pick<PlacesStore, 'readAll' | 'revokeOverdue'>;
};

/** Revocations under way at once in one function; what the table can't take is slowed down by the client. */
const AT_ONCE = 16;

/**
 * Goes through the places of some shards on one day: those whose deadline has passed come back. May die anywhere, run beside itself and any
 * number of times; each revocation has its own condition.
 * @param group a hex digit
 * @returns how many places were still to be used when this had gone through them
 */
export async function tendPlaces(
  deps: TendDeps,
  { waveId, group }: { waveId: string; group: string },
): Promise<{ awaiting: number }> {
  let awaiting = 0;
  for (const shard of shardsOfGroup(group)) awaiting += await tendShard(deps, waveId, shard);
  return { awaiting };
}

async function tendShard(deps: TendDeps, waveId: string, shard: string): Promise<number> {
  // Read for each shard: a hold or a stop that officers have decided meanwhile counts from the next shard on.
  const wave = await publishedWave(deps, waveId);
  const unused = await unusedPlaces(deps.ledger, waveId, shard);
  const items = await deps.places.readAll(unused.map(({ personKey }) => personKey));
  const now = deps.clock.now();
  const passed = instant(now - stoodMs(wave, now));
  const overdue = wave.revocationsStopped
    ? []
    : unused.filter(({ personKey }) => {
        const item = items.get(personKey);
        return item?.state === 'awarded' && item.deadline < passed;
      });
  const outcomes = await inParallel(overdue, AT_ONCE, (place) => deps.places.revokeOverdue(place, { at: instant(now), passed }));
  const ended = outcomes.filter((outcome) => outcome !== 'not-due' && outcome !== 'on-hold').length;
  return unused.length - ended;
}

async function publishedWave(deps: TendDeps, waveId: string): Promise<Wave> {
  const wave = await deps.waves.read(waveId);
  if (wave?.phase !== 'published') throw new Error(`wave ${waveId} is not published: none of its places has a deadline yet`);
  return wave;
}

/** The places of a shard that were neither used nor have come back. */
async function unusedPlaces(ledger: TendDeps['ledger'], waveId: string, shard: string): Promise<PlaceOfPerson[]> {
  const unused = new Map<string, PlaceOfPerson>();
  const ended = new Set<string>();
  for await (const page of ledger.pages(shardJournal(waveId, shard))) {
    for (const entry of page) {
      const place = awardedPlace(entry);
      if (place) unused.set(place.entryId, place);
      else ended.add(entryIdOf(entry));
    }
  }
  return [...unused.values()].filter(({ entryId }) => !ended.has(entryId));
}

function entryIdOf({ entry }: JournalEntry): string {
  return entry.slice(entry.indexOf('#') + 1);
}

/** The place that an entry of an award tells of; undefined for any other entry. */
export function awardedPlace(entry: JournalEntry): PlaceOfPerson | undefined {
  const account = partsOf(entry.moves[0]?.to ?? '');
  if (account?.kind !== 'awarded' || entry.personKey === undefined) return undefined;
  return { personKey: entry.personKey, waveId: account.waveId, entryId: entryIdOf(entry), pot: account.province };
}
