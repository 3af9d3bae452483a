import { heldMs } from '#shared/deadlines/stopped-clocks.ts';
import { type Account, partsOf } from '#shared/ledger/accounts.ts';
import { book, emptySheet } from '#shared/ledger/balances.ts';
import { checkLedger } from '#shared/ledger/check-ledger.ts';
import { type JournalEntry, journalEntrySchema } from '#shared/ledger/journal-entry.ts';
import { type RecipientItem, recipientItemSchema } from '#shared/recipients/recipient-item.ts';
import { SHARD_GROUPS } from '#shared/shards.ts';
import { waveFromItem } from '#shared/waves/wave.ts';
import { checkDecided } from './decided.ts';
import { decidedByTwo } from './desk.ts';
import { MINUTE_MS } from './people.ts';
import type { Programme } from './programme.ts';
import { hold } from './violation.ts';

const DAY_MS = 24 * 60 * MINUTE_MS;
/** Days with all faults ended: a refill on the first, its deadline before the second, and one to spare. */
const LAST_DAYS = ['in the end', 'after the refill', 'one to spare'];
const DEADLINE_MS = 32 * DAY_MS;
const ENTRIES_OF = { awarded: 'award', activated: 'activation,award', revoked: 'award,revocation' };

/** What the recipients table and the ledger say of each other, at every moment: a fact and its entry come in one transaction. */
export function checkBooked({ tables }: Programme): void {
  const booked = Map.groupBy(
    tables.items('ledger').filter(({ entry }) => /^(award|activation|revocation)#/.test(entry as string)),
    ({ journal, entry }) => `${(journal as string).split('#')[0]}/${(entry as string).split('#')[1]}`,
  );
  const people = peopleIn(tables);
  for (const { awardId, state } of people) {
    const kinds = (booked.get(awardId) ?? []).map(({ entry }) => (entry as string).split('#')[0]).sort();
    hold(kinds.join() === ENTRIES_OF[state], `the place ${awardId} is ${state}, and the ledger has of it: ${kinds}`);
  }
  hold(booked.size === people.length, `${people.length} people have received, and the ledger has places of ${booked.size}`);
}

function peopleIn(tables: Programme['tables']): RecipientItem[] {
  const items = tables.items('recipients').filter(({ key }) => (key as string).startsWith('person#'));
  return items.map((item) => recipientItemSchema.parse(item));
}

/** How many places are on each account. */
export function ledgerBalances({ tables }: Pick<Programme, 'tables'>): ReadonlyMap<Account, number> {
  return book(
    emptySheet(),
    tables.items('ledger').map((item) => journalEntrySchema.parse(item)),
  ).balances;
}

/** Places that came back and were not granted again. */
export function placesInHand(programme: Pick<Programme, 'tables'>): number {
  const returned = [...ledgerBalances(programme)].filter(([account]) => partsOf(account)?.kind === 'returned');
  return returned.reduce((sum, [, places]) => sum + places, 0);
}

/** The ledger's own check, on the tables as they stand. */
export async function checkBooks({ tables }: Programme): Promise<void> {
  const journals = Map.groupBy(
    tables.items('ledger').map((item) => journalEntrySchema.parse(item)),
    ({ journal }) => journal,
  );
  const people = peopleIn(tables);
  const byKey = new Map(people.map((item) => [item.key.slice('person#'.length), item]));
  const households = tables.items('recipients').filter(({ key }) => (key as string).startsWith('household#'));
  const { faults } = await checkLedger({
    waves: { list: async () => tables.items('waves').map(waveFromItem) },
    ledger: { all: async (journal): Promise<JournalEntry[]> => journals.get(journal) ?? [] },
    places: { readAll: async (keys) => new Map(keys.flatMap((key) => (byKey.has(key) ? [[key, byKey.get(key)!]] : []))) },
    people: async () => ({
      byWave: new Map([...Map.groupBy(people, ({ waveId }) => waveId)].map(([waveId, of]) => [waveId, of.length])),
      inAll: people.length,
      inHouseholds: households.reduce((sum, { recipients }) => sum + (recipients as number), 0),
    }),
  });
  hold(faults.length === 0, `the ledger's check: ${faults.join('; ')}`);
}

/**
 * Days of deadlines under faults: of each wave the day before its last one, when nothing may come back, and the day after, twice beside each other
 * and with steps run again; then, with all faults ended, the days after which each place is used or has come back, those of refills too.
 */
export async function untilSettled(programme: Programme): Promise<void> {
  const { simulation, faults, tables, random, deadlines: days } = programme;
  const waves = () => tables.items('waves').map(waveFromItem);
  const published = waves().filter(({ phase }) => phase === 'published');
  if (published.length === 0) return;
  const day = async (name: string) => {
    for (const { waveId } of published) days.start(`${waveId}-${name}`, JSON.stringify({ waveId, day: name }));
    const { waveId } = random.pick(published);
    const again = { waveId, group: random.pick(SHARD_GROUPS) };
    if (faults.weather.name !== 'calm') programme.invoke('tend-places', again).catch(() => {});
    await simulation.work(random.integer(1, 60));
    // Not on the last days: whoever is killed comes back later than anybody waits here.
    if (faults.weather.name === 'kills' && !LAST_DAYS.includes(name)) simulation.killAll();
    await simulation.idle();
    checkBooked(programme);
    checkDecided(programme);
    await checkBooks(programme);
  };
  // The places that are still to be used may have been held, and with them the last day.
  const awarded = peopleIn(tables).filter(({ state }) => state === 'awarded');
  const deadlines = [...published, ...awarded].map(({ deadline = '' }) => Date.parse(deadline));
  const first = Math.min(...published.map(({ deadline = '' }) => Date.parse(deadline)));
  const last = Math.max(...deadlines) + Math.max(...published.map(heldMs));
  faults.resume();
  await simulation.advanceTo(first - DAY_MS);
  await day('before');
  const early = peopleIn(tables).filter(({ state, revokedBy }) => state === 'revoked' && revokedBy === undefined).length;
  hold(early === 0, `${early} places came back before their deadline`);
  await simulation.advanceTo(last + 1);
  await day('after');
  await day('again');
  faults.heal();
  for (const { waveId, revocationsStopped } of waves())
    if (revocationsStopped) await simulation.until(decidedByTwo(programme, { kind: 'resume-revocations', waveId }));
  const isOpen = () => waves().some(({ phase, settledAt }) => phase === 'published' && settledAt === undefined);
  await simulation.advanceTo(simulation.now + DAY_MS);
  for (const name of LAST_DAYS.filter(isOpen)) {
    await day(name);
    // Until after the deadline of whoever was selected in a refill.
    if (isOpen()) await simulation.advanceTo(simulation.now + DEADLINE_MS);
  }
  const awaiting = peopleIn(tables).filter(({ state }) => state === 'awarded').length;
  hold(awaiting === 0, `${awaiting} places are neither used nor have come back`);
  for (const { waveId, settledAt } of waves().filter(({ phase }) => phase === 'published'))
    hold(settledAt !== undefined, `${waveId} has no place left to be used, and is not settled`);
}
