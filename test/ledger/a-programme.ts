import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { appealsStore } from '#shared/appeals/appeals-store.ts';
import { grantsStore } from '#shared/appeals/grants-store.ts';
import type { Clock } from '#shared/clock.ts';
import { waveHoldsStore } from '#shared/deadlines/wave-holds-store.ts';
import type { KindDeps } from '#shared/desk/kind.ts';
import type { ProvincePlaces } from '#shared/evidence/documents.ts';
import { checkLedger, type LedgerReport } from '#shared/ledger/check-ledger.ts';
import { ledgerStore } from '#shared/ledger/ledger-store.ts';
import { type RecoverDeps, type RecoverOutcome, recoverPlaces } from '#shared/ledger/recover-places.ts';
import { recoveryStore } from '#shared/ledger/recovery-store.ts';
import { partnersStore } from '#shared/partners/partners-store.ts';
import { type AwardOutcome, awardsStore } from '#shared/recipients/awards-store.ts';
import { countPeople } from '#shared/recipients/people-store.ts';
import { type PlaceOfPerson, placesStore } from '#shared/recipients/places-store.ts';
import type { Plan } from '#shared/waves/plan.ts';
import { refillBookingsStore } from '#shared/waves/refill-bookings-store.ts';
import type { Wave } from '#shared/waves/wave.ts';
import { waveBookingsStore } from '#shared/waves/wave-bookings-store.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';
import { MemoryTables } from '../chaos/cloud/memory-tables.ts';
import { TABLE_KEYS } from '../support/emulator.ts';
import { wave } from '../support/people.ts';

const TABLES = {
  waves: 'waves',
  recipients: 'recipients',
  ledger: 'ledger',
  appeals: 'appeals',
  registrations: 'registrations',
};
const NO_PLACES = { places: 0, spilledIn: 0, spilledOut: 0, awarded: 0, cutOff: null, cutOffPriority: null };
export const AWARDED_AT = '2020-08-12T17:11:00.000Z';
/** 30 days after 13 August in WIB, to the end of the day. */
export const DEADLINE = '2020-09-12T16:59:59.999Z';

/** An entry's id that tells its number and lies in a shard of its own. */
export function entryOf(number: number): string {
  return `${number.toString(16).padStart(2, '0')}`.repeat(16);
}

/** The stores of a programme that has no applicants but numbers: person 7 is `person-7`, in household 3 (two people each). */
export type LedgerProgramme = ReturnType<typeof programmeOn>;

export function programmeOn(documents: DynamoDBDocumentClient) {
  const waves = wavesStore(documents, TABLES.waves);
  const bookings = waveBookingsStore(documents, TABLES, waves);
  const awards = awardsStore(documents, TABLES);
  const refills = refillBookingsStore(documents, TABLES, waves);
  const places = placesStore(documents, TABLES);
  const ledger = ledgerStore(documents, TABLES.ledger);
  const clock = { epochMs: Date.parse(AWARDED_AT), now: () => clock.epochMs };
  const recovery = recoveryStore(documents, TABLES);
  const recoverDeps: RecoverDeps = { clock, waves, ledger, recovery };
  return {
    documents,
    clock,
    waves,
    bookings,
    refills,
    appeals: appealsStore(documents, TABLES.appeals),
    grants: grantsStore(documents, TABLES),
    places,
    ledger,
    recovery,
    recoverDeps,

    async announce(changes: Partial<Plan>): Promise<boolean> {
      const { plan, ...item } = wave(changes);
      return bookings.announce(item, plan.fundedBy);
    },

    /** Begins the selection, long after the closing. */
    begin(waveId: string): Promise<Wave | undefined> {
      return bookings.beginSelection(waveId, Date.parse(AWARDED_AT), 30_000, 'schedule');
    },

    async award(waveId: string, person: number, province = '31'): Promise<AwardOutcome> {
      const { plan } = (await waves.read(waveId)) as Wave;
      return awards.award(plan, {
        entryId: entryOf(person),
        personKey: `person-${person}`,
        registrationKey: 'ab'.repeat(32),
        householdKey: `household-${person >> 1}`,
        province,
        awardedAt: AWARDED_AT,
      });
    },

    place(waveId: string, person: number, pot = '31'): PlaceOfPerson {
      return { waveId, entryId: entryOf(person), personKey: `person-${person}`, pot };
    },

    /** Publishes: what is left of the places of each pot is unfilled. */
    async close(waveId: string): Promise<Wave> {
      const { waves: reported } = await this.check();
      const { plan } = (await waves.read(waveId)) as Wave;
      const awarded = reported.find((of) => of.waveId === waveId)?.ever.awarded ?? 0;
      const provinces: Record<string, ProvincePlaces> = {
        [plan.byProvince === 'national' ? 'national' : '31']: {
          ...NO_PLACES,
          places: plan.places,
          awarded,
          unfilled: plan.places - awarded,
        },
      };
      return bookings.publish(waveId, Date.parse(AWARDED_AT), { provinces, deadline: DEADLINE });
    },

    recover(waveId: string, count: number, decision: string): Promise<RecoverOutcome> {
      return recoverPlaces(recoverDeps, { year: '2020', waveId, places: count, byProvince: { 31: count } }, decision);
    },

    check(): Promise<LedgerReport> {
      return checkLedger({ waves, ledger, places, people: () => countPeople(documents, TABLES.recipients) });
    },

    async items(table: keyof typeof TABLES): Promise<Record<string, unknown>[]> {
      return (await documents.send(new ScanCommand({ TableName: table, ConsistentRead: true }))).Items ?? [];
    },
  };
}

/** What the desk's kinds of places and ledger work with. */
export function placesDeps(documents: DynamoDBDocumentClient, clock: Clock): Omit<KindDeps, 'clock' | 'revocations'> {
  const waves = wavesStore(documents, TABLES.waves);
  const ledger = ledgerStore(documents, TABLES.ledger);
  return {
    holds: waveHoldsStore(documents, TABLES.waves, waves),
    ledger,
    places: placesStore(documents, TABLES),
    partners: partnersStore(documents, 'partners'),
    recovery: { clock, waves, ledger, recovery: recoveryStore(documents, TABLES) },
    appeals: {
      appeals: appealsStore(documents, TABLES.appeals),
      grants: grantsStore(documents, TABLES),
      notices: { publish: async () => {} },
    },
  };
}

/** The document client of tables in memory, which are held against the real engine by test/chaos/memory-tables.test.ts. */
export function inMemory(): DynamoDBDocumentClient {
  const tables = new MemoryTables(TABLE_KEYS, () => 0);
  const reading = { pageItems: 7, stale: false, partial: false };
  const send = async (command: { constructor: { name: string }; input: never }) =>
    tables.execute(command.constructor.name, command.input, reading);
  return { send } as unknown as DynamoDBDocumentClient;
}
