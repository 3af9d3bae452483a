import { randomBytes } from 'node:crypto';
import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exclusionsStore } from '#shared/exclusions/exclusions-store.ts';
import type { AwsJsonClient } from '#shared/lambda/aws-json-client.ts';
import { placeJournal, waveJournal } from '#shared/ledger/journal-entry.ts';
import { ledgerStore } from '#shared/ledger/ledger-store.ts';
import { recoveryStore } from '#shared/ledger/recovery-store.ts';
import { partnersStore } from '#shared/partners/partners-store.ts';
import { awardsStore } from '#shared/recipients/awards-store.ts';
import { placesStore } from '#shared/recipients/places-store.ts';
import { recipientsStore } from '#shared/recipients/recipients-store.ts';
import type { RegistrationItem } from '#shared/registrations/registration-item.ts';
import { registrationFinder, registrationWriter } from '#shared/registrations/registration-writer-store.ts';
import { registrationsStore } from '#shared/registrations/registrations-store.ts';
import type { WaveItem } from '#shared/waves/wave.ts';
import { waveBookingsStore } from '#shared/waves/wave-bookings-store.ts';
import { waveReader } from '#shared/waves/wave-reader-store.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';
import { TABLE_KEYS } from '../support/emulator.ts';
import { putList } from '../support/lists.ts';
import { wave } from '../support/people.ts';
import { useEmulator } from '../support/use-emulator.ts';
import { byTheSdk } from './cloud/json-calls.ts';
import { MemoryTables } from './cloud/memory-tables.ts';

const emulator = useEmulator();
const NOW = Date.parse('2020-08-09T00:00:00Z');
const RUNS = 12;
const OPERATIONS = 40;

/** The stores over one of the two engines. */
function storesOver(json: AwsJsonClient, documents: DynamoDBDocumentClient) {
  return {
    recipients: recipientsStore(documents, 'recipients'),
    awards: awardsStore(documents, { recipients: 'recipients', ledger: 'ledger' }),
    places: placesStore(documents, { recipients: 'recipients', ledger: 'ledger' }),
    waves: wavesStore(documents, 'waves'),
    bookings: waveBookingsStore(documents, { waves: 'waves', ledger: 'ledger' }, wavesStore(documents, 'waves')),
    readWave: waveReader(json, 'waves'),
    keep: registrationWriter(json, 'registrations'),
    find: registrationFinder(json, 'registrations'),
    registrations: registrationsStore(documents, 'registrations'),
    documents,
    exclusions: exclusionsStore(documents, 'exclusions'),
    ledger: ledgerStore(documents, 'ledger'),
    partners: partnersStore(documents, 'partners'),
    recovery: recoveryStore(documents, { waves: 'waves', ledger: 'ledger' }),
    scan: (TableName: string) => pagesOf(documents, TableName),
  };
}

async function* pagesOf(documents: DynamoDBDocumentClient, TableName: string) {
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(new ScanCommand({ TableName, ExclusiveStartKey }));
    yield page;
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
}

type Stores = ReturnType<typeof storesOver>;
type Operation = { name: string; run(stores: Stores): Promise<unknown> };

function inMemory(): Stores {
  const tables = new MemoryTables(TABLE_KEYS, () => NOW);
  const reading = { pageItems: 2, stale: false, partial: false };
  const send = async (command: { constructor: { name: string }; input: never }) =>
    tables.execute(command.constructor.name, command.input, reading);
  const json = {
    send: (operation: string, input: object) =>
      byTheSdk(operation, input, (name, given) => tables.execute(name, given as never, reading)),
  };
  return storesOver(json as never, { send } as never);
}

const RUN = randomBytes(4).toString('hex');
const some = fc.integer({ min: 0, max: 3 });
const minutes = fc.integer({ min: 0, max: 6_000 });
const attempt = fc.integer({ min: 1, max: 3 });
const placeOf = (run: string, waveAt: number, person: number) => ({
  waveId: `${run}-${waveAt}`,
  entryId: `entry-${person}`,
  personKey: `${run}-${person}`,
  pot: 'national',
});
const operation = (run: string): fc.Arbitrary<Operation> =>
  fc.oneof(
    fc.tuple(some, some, some).map(([waveAt, person, household]) => ({
      name: `award(${waveAt}, ${person}, ${household})`,
      run: ({ awards }: Stores) =>
        awards.award(
          { waveId: `${run}-${waveAt}`, byProvince: 'national', opensAt: new Date(NOW).toISOString() },
          {
            entryId: `entry-${person}`,
            personKey: `${run}-${person}`,
            registrationKey: `key-${person}`,
            householdKey: `${run}-${household}`,
            province: '31',
            awardedAt: new Date(NOW).toISOString(),
          },
        ),
    })),
    fc.tuple(some, some, minutes).map(([waveAt, person, at]) => ({
      name: `activate(${waveAt}, ${person}, ${at})`,
      run: ({ places }: Stores) =>
        places.activate(placeOf(run, waveAt, person), {
          at: new Date(NOW).toISOString(),
          latest: new Date(NOW + at * 600_000).toISOString(),
          partner: 'a-partner',
          request: `request-${at % 2}`,
        }),
    })),
    fc.tuple(some, some, minutes).map(([waveAt, person, at]) => ({
      name: `revoke(${waveAt}, ${person}, ${at})`,
      run: ({ places }: Stores) =>
        places.revokeOverdue(placeOf(run, waveAt, person), {
          at: new Date(NOW).toISOString(),
          passed: new Date(NOW + at * 600_000).toISOString(),
        }),
    })),
    fc.tuple(some, some, some).map(([waveAt, person, hold]) => ({
      name: `hold(${waveAt}, ${person}, ${hold})`,
      run: async ({ places }: Stores) => {
        const place = placeOf(run, waveAt, person);
        const seen = (await places.read(place.personKey))?.deadline ?? '';
        const until = new Date(NOW + hold * 86_400_000).toISOString();
        const held = await places.hold(place, { hold: `hold-${hold}`, until, seen, deadline: `${seen}` });
        const decided = { at: new Date(NOW + 86_400_000).toISOString(), decision: `decision-${hold}` };
        return [held, hold === 0 ? await places.revokeByDecision(place, decided) : undefined];
      },
    })),
    fc.tuple(some, some).map(([partner, name]) => ({
      name: `partner(${partner}, ${name})`,
      run: async ({ partners }: Stores) => [
        await partners.register(
          { partnerId: `${run}-${partner}`, name: `name ${name}`, keys: [], state: 'active', proposalId: `by-${name}` },
          name % 2 === 0 ? undefined : `by-${name - 1}`,
        ),
        await partners.read(`${run}-${name}`),
        await partners.useNonce(`${run}-${partner}`, 'nonce', `token-${name % 2}`),
      ],
    })),
    fc.constant({
      name: 'known',
      run: ({ recipients }: Stores) =>
        recipients.known(
          [0, 1, 2, 3].map((at) => `${run}-${at}`),
          [`${run}-0`, `${run}-1`],
        ),
    }),
    fc.tuple(some, some, some).map(([waveAt, key, details]) => ({
      name: `keep(${waveAt}, ${key}, ${details})`,
      run: ({ keep }: Stores) => keep(registration(run, waveAt, key, details)),
    })),
    fc.tuple(some, some).map(([waveAt, key]) => ({
      name: `find(${waveAt}, ${key})`,
      run: ({ find }: Stores) => find(`${run}-${waveAt}#00`, `00${key}`),
    })),
    some.map((waveAt) => ({
      name: `ofShard(${waveAt})`,
      run: async ({ registrations }: Stores) => {
        const pages: RegistrationItem[] = [];
        for await (const page of registrations.ofShard(`${run}-${waveAt}`, '00')) pages.push(...page);
        const awardees = await registrations.awardees(`${run}-${waveAt}`, '00', new Set(['entry-0', 'entry-2']));
        return { items: pages, awardees, count: await registrations.countOfShard(`${run}-${waveAt}`, '00') };
      },
    })),
    fc.tuple(some, minutes, minutes).map(([at, opens, closes]) => ({
      name: `announce(${at})`,
      run: ({ bookings }: Stores) => bookings.announce(waveItem(`${run}-${at}`, opens, closes), at === 2 ? 'recovery' : undefined),
    })),
    fc.tuple(some, minutes, minutes, minutes).map(([at, opens, closes, now]) => ({
      name: `amend(${at}, ${now})`,
      run: ({ waves }: Stores) => waves.amend(waveItem(`${run}-${at}`, opens, closes), { planHash: 'hash' }, NOW + now * 60_000),
    })),
    fc.tuple(some, minutes, minutes, minutes).map(([at, opens, closes, now]) => ({
      name: `extend(${at}, ${now})`,
      run: ({ waves }: Stores) => waves.extend(waveItem(`${run}-${at}`, opens, closes), { planHash: 'hash' }, NOW + now * 60_000),
    })),
    fc.tuple(some, minutes).map(([at, now]) => ({
      name: `beginSelection(${at}, ${now})`,
      run: ({ bookings }: Stores) => bookings.beginSelection(`${run}-${at}`, NOW + now * 60_000, 30_000, 'schedule'),
    })),
    fc.tuple(some, attempt).map(([at, of]) => ({
      name: `nextAttempt(${at}, ${of})`,
      run: ({ waves }: Stores) =>
        waves.nextAttempt(`${run}-${at}`, { attempt: of, endedAt: new Date(NOW).toISOString(), outcome: 'failed' }, NOW),
    })),
    some.map((at) => ({
      name: `publish(${at})`,
      run: ({ bookings }: Stores) =>
        bookings.publish(`${run}-${at}`, NOW, { provinces: {}, deadline: new Date(NOW).toISOString() }),
    })),
    some.map((at) => ({ name: `readWave(${at})`, run: ({ readWave }: Stores) => readWave(`${run}-${at}`) })),
    fc.tuple(some, some).map(([waveAt, person]) => ({
      name: `journal(${waveAt}, ${person})`,
      run: async ({ ledger }: Stores) => {
        const journal = placeJournal({ waveId: `${run}-${waveAt}`, entryId: `entry-${person}` });
        const revocations = [];
        for await (const page of ledger.pages(journal, 'revocation')) revocations.push(...page);
        return {
          revocations,
          all: await ledger.all(journal),
          awards: await ledger.count(journal, 'award'),
          award: await ledger.award(`${run}-${waveAt}`, `entry-${person}`),
          wave: await ledger.all(waveJournal(`${run}-${waveAt}`)),
        };
      },
    })),
    fc.tuple(some, some, some).map(([waveAt, after, decision]) => ({
      name: `recover(${waveAt}, ${after}, ${decision})`,
      run: async ({ recovery }: Stores) => {
        const waveId = `${run}-${waveAt}`;
        const moves = [{ from: `${run}-0/national/returned`, to: `${waveId}/national/granted`, places: 1 }];
        const at = new Date(NOW).toISOString();
        const granted = await recovery.grant({ year: run, waveId, after, moves, decision: `decision-${decision}`, at });
        return [granted, await recovery.lastNumber(run), await recovery.grantOf(waveId)];
      },
    })),
    fc.tuple(some, some).map(([person, list]) => ({
      name: `list(${person}, ${list})`,
      run: async ({ exclusions, documents }: Stores) => {
        await putList(documents, `list-${run}-${list}@1`, [`${run}-${person}`]);
        const there = await exclusions.versions([`list-${run}-${list}@1`]);
        return exclusions.listings([`${run}-0`, `${run}-1`, `${run}-2`], there);
      },
    })),
  );

function waveItem(waveId: string, opens: number, closes: number): WaveItem {
  const { plan: _, ...item } = wave({ waveId });
  const at = (after: number) => new Date(NOW + after * 60_000).toISOString();
  return { ...item, planHash: 'hash', opensAt: at(opens), closesAt: at(closes) };
}

function registration(run: string, waveAt: number, key: number, details: number): RegistrationItem {
  return {
    partition: `${run}-${waveAt}#00`,
    registrationKey: `00${key}`,
    entryId: `entry-${key}`,
    registeredAt: new Date(NOW).toISOString(),
    personKey: `${run}-${key}`,
    householdKey: `${run}-${details}`,
    householdTag: 'tag',
    detailsHash: String(details),
    province: '31',
    birthDate: '1990-01-01',
    sex: 'male',
    occupation: 'driver',
    laidOff: true,
    inFormalEducation: false,
    birthDateDiffersFromNik: false,
    sealed: Uint8Array.of(1, 2, key),
  };
}

/** What an operation gave, errors by their name. */
async function outcomeOf({ run }: Operation, stores: Stores): Promise<unknown> {
  try {
    return { gave: await run(stores) };
  } catch (error) {
    return { failed: (error as Error).name };
  }
}

let runs = 0;

test('the tables in memory answer every operation of the stores as the real engine does, and hold the same items after it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (seed) => {
      const run = `${RUN}${++runs}`;
      const operations = fc.sample(operation(run), { numRuns: OPERATIONS, seed });
      const memory = inMemory();
      const engine = storesOver(emulator.json, emulator.documents);
      for (const one of operations)
        expect([one.name, await outcomeOf(one, memory)]).toEqual([one.name, await outcomeOf(one, engine)]);
      for (const table of Object.keys(TABLE_KEYS)) {
        const [kept, real] = [await all(memory, table, run), await all(engine, table, run)];
        expect(kept).toEqual(real);
      }
    }),
    { numRuns: RUNS },
  );
});

/** The run's items of a table, all pages of them, in one order. */
async function all(stores: Stores, table: string, run: string): Promise<Record<string, unknown>[]> {
  const keyOf = (item: Record<string, unknown>) => TABLE_KEYS[table as keyof typeof TABLE_KEYS].map((key) => item[key]).join('/');
  const items: Record<string, unknown>[] = [];
  for await (const { Items = [] } of stores.scan(table)) items.push(...Items);
  return items.filter((item) => keyOf(item).includes(run)).sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
}
