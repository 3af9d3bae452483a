import { type Clock, dayInWib, instant } from '../clock.ts';
import { inParallel } from '../in-parallel.ts';
import { awardedPlace, entryIdOf } from '../ledger/awarded-place.ts';
import { type JournalEntry, placeEntryName, shardJournal } from '../ledger/journal-entry.ts';
import type { LedgerStore } from '../ledger/ledger-store.ts';
import { type Notice, REMINDER_DAYS } from '../notifications/notice.ts';
import type { NoticesStore } from '../notifications/notices-store.ts';
import { daysLeft, startOfDayInWib } from '../recipients/deadline.ts';
import type { PlaceOfPerson, PlacesStore } from '../recipients/places-store.ts';
import type { RecipientItem } from '../recipients/recipient-item.ts';
import { shardsOfGroup } from '../shards.ts';
import type { Wave } from '../waves/wave.ts';
import type { WavesStore } from '../waves/waves-store.ts';
import { heldMs, stoodMs } from './stopped-clocks.ts';

export type TendDeps = {
  clock: Clock;
  waves: Pick<WavesStore, 'read'>;
  ledger: Pick<LedgerStore, 'pages'>;
  places: Pick<PlacesStore, 'readAll' | 'revokeOverdue'>;
  notices: NoticesStore;
};

/** Revocations under way at once in one function; what the table can't take is slowed down by the client. */
const AT_ONCE = 16;

/** A place, and by what its recipient's sealed details are found. */
type Held = PlaceOfPerson & { registrationKey: string; registeredIn?: string };

/**
 * Goes through the places of some shards on one day: those whose deadline has passed come back, and who has lost one, or soon will, is told. May
 * die anywhere, run beside itself and any number of times: each revocation has its own condition, and a notice that is put on the bus
 * again is known when it is delivered. What was taken back today by a run that died is told of by the next: the ledger remembers it.
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
  const now = deps.clock.now();
  const today = dayInWib(instant(now));
  const { unused, revokedToday } = await placesOfShard(deps.ledger, waveId, shard, startOfDayInWib(today));
  const items = await deps.places.readAll(unused.map(({ personKey }) => personKey));
  const passed = instant(now - stoodMs(wave, now));
  const isOverdue = ({ personKey }: Held) => {
    const item = items.get(personKey);
    return item?.state === 'awarded' && item.deadline < passed;
  };
  const overdue = wave.revocationsStopped ? [] : unused.filter(isOverdue);
  const outcomes = await inParallel(overdue, AT_ONCE, (place) => deps.places.revokeOverdue(place, { at: instant(now), passed }));
  const revoked = overdue.filter((_, at) => outcomes[at] === 'revoked' || outcomes[at] === 'revoked-before');
  await deps.notices.publish([
    ...[...revokedToday, ...revoked].map((place) => ({ kind: 'revoked' as const, ...whom(place), day: today })),
    ...unused.flatMap((place) => reminder(place, items.get(place.personKey), wave, today) ?? []),
  ]);
  return unused.length - outcomes.filter((outcome) => outcome !== 'not-due' && outcome !== 'on-hold').length;
}

/** A reminder on the days on which there is one, by the deadline as it stands with all holds. */
function reminder(place: Held, item: RecipientItem | undefined, wave: Wave, today: string): Notice | undefined {
  if (item?.state !== 'awarded') return undefined;
  const deadline = instant(Date.parse(item.deadline) + heldMs(wave));
  const left = REMINDER_DAYS.find((days) => days === daysLeft(deadline, today));
  return left && { kind: 'reminder', ...whom(place), daysLeft: left, deadline };
}

function whom({ waveId, entryId, registrationKey, registeredIn }: Held) {
  return { waveId, entryId, registrationKey, ...(registeredIn !== undefined && { registeredIn }) };
}

async function publishedWave(deps: TendDeps, waveId: string): Promise<Wave> {
  const wave = await deps.waves.read(waveId);
  if (wave?.phase !== 'published') throw new Error(`wave ${waveId} is not published: none of its places has a deadline yet`);
  return wave;
}

/** The places of a shard that were neither used nor have come back, and those that have come back since. @param since ISO */
async function placesOfShard(
  ledger: TendDeps['ledger'],
  waveId: string,
  shard: string,
  since: string,
): Promise<{ unused: Held[]; revokedToday: Held[] }> {
  const awarded = new Map<string, Held>();
  const ended = new Map<string, JournalEntry>();
  for await (const page of ledger.pages(shardJournal(waveId, shard))) {
    for (const entry of page) {
      const place = awardedPlace(entry);
      const { registrationKey = '', appealIn } = entry;
      const elsewhere = appealIn !== undefined && appealIn !== waveId && { registeredIn: appealIn };
      if (place) awarded.set(place.entryId, { ...place, registrationKey, ...elsewhere });
      else ended.set(entryIdOf(entry), entry);
    }
  }
  const endedToday = (entryId: string) => {
    const entry = ended.get(entryId);
    return entry?.entry === placeEntryName('revocation', entryId) && entry.at >= since;
  };
  return {
    unused: [...awarded.values()].filter(({ entryId }) => !ended.has(entryId)),
    revokedToday: [...awarded.values()].filter(({ entryId }) => endedToday(entryId)),
  };
}
