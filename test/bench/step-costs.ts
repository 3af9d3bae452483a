/**
 * `npm run step-costs -- [--small]`: what the bill (`npm run cost`) takes from the steps of a selection: processor time per registration and
 * per award, bytes of an item, read units as the engine reports them. Prints its section of the report.
 */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type ConsumedCapacity, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { population } from '#demo/population.ts';
import { seededRandom } from '#demo/random.ts';
import { DRAW_FILE, entrantsFile, evidenceKey, screenedKey, winnersOfShardKey } from '#shared/evidence/evidence-names.ts';
import type { EvidenceStore } from '#shared/evidence/evidence-store.ts';
import { exclusionsStore } from '#shared/exclusions/exclusions-store.ts';
import { awardsStore } from '#shared/recipients/awards-store.ts';
import { recipientsStore } from '#shared/recipients/recipients-store.ts';
import { type RegisterDeps, register } from '#shared/registrations/register.ts';
import { partitionOf, type RegistrationItem } from '#shared/registrations/registration-item.ts';
import { registrationsStore } from '#shared/registrations/registrations-store.ts';
import { awardBatch } from '#shared/selection/award-batch.ts';
import { screenShard } from '#shared/selection/screen-shard.ts';
import { signingKeyOf } from '#shared/tokens/signing-key.ts';
import { fakeClock, startEmulator } from '../support/emulator.ts';
import { putList } from '../support/lists.ts';
import { wave } from '../support/people.ts';
import { table } from './bench-script.ts';

const SHARD = '00';
const SEED = 2020;
const people = smallOnly() ? 1_000 : 5_000;
const winners = people / 5;

const emulator = await startEmulator();
const units = readUnitsOf(emulator.dynamodb);
const files = new Map<string, Uint8Array>();
const evidence = inMemory();
const lists = [{ list: 'aid@1', kind: 'aid', asOf: '2020-08-01' }] as const;
const rules = { ...wave().plan.rules, exclusionLists: ['aid@1'] };
const standing = wave({ byProvince: 'national', rules, lists: [...lists] }, 'selecting');
const { itemBytes, entryIds } = await fill();
await putList(emulator.documents, 'aid@1', ['somebody']);

const waves = { read: async () => standing };
const registrations = registrationsStore(emulator.documents, 'registrations');
const recipients = recipientsStore(emulator.documents, 'recipients');
const awards = awardsStore(emulator.documents, { recipients: 'recipients', ledger: 'ledger' });
units.take();
const screening = await cpuOf(() =>
  screenShard(
    {
      waves,
      registrations,
      recipients,
      exclusions: exclusionsStore(emulator.documents, 'exclusions'),
      evidence,
      checkPeople: async () => new Map(),
    },
    { waveId: standing.waveId, shard: SHARD },
  ),
);
const screeningUnits = units.take();

// Of the record only the time matters to awards; the rest has the form that is asked for.
const hex = (digits: number) => '0'.repeat(digits);
const draw = {
  waveId: standing.waveId,
  beacon: {
    name: 'none',
    chainHash: hex(64),
    test: true,
    publicKey: hex(192),
    genesisAt: '2020-08-08T00:00:00.000Z',
    periodSeconds: 3,
    groupHash: hex(64),
    scheme: 'bls-unchained-g1-rfc9380',
    round: 1,
    signature: hex(96),
    randomness: hex(64),
  },
  seed: hex(64),
  drawnAt: '2020-08-12T17:11:00.000Z',
  softwareVersion: 'bench',
};
files.set(evidenceKey(standing.waveId, DRAW_FILE), Buffer.from(JSON.stringify(draw)));
files.set(
  winnersOfShardKey({ waveId: standing.waveId, round: 0 }, SHARD),
  Buffer.from(`${entryIds.slice(0, winners).sort().join('\n')}\n`),
);
const awarding = await cpuOf(() =>
  awardBatch({ waves, evidence, registrations, awards }, { waveId: standing.waveId, round: 0, shards: [SHARD] }),
);
const awardingUnits = units.take();

const erasing = await cpuOf(async () => {
  for await (const page of registrations.sealedOfShard(standing.waveId, SHARD)) {
    for (const registration of page) await registrations.eraseSealed(standing.waveId, SHARD, registration);
  }
});
const erasingUnits = units.take();
await emulator.stop();

const bytesOf = (key: string) => files.get(key)?.length ?? 0;
const each = (total: number, count: number, digits: number) => (total / count).toFixed(digits);
process.stdout.write(
  `${people.toLocaleString('en')} registrations in one shard, ${winners.toLocaleString('en')} of them awarded, against the real engine.\n\n${table(
    ['what', 'figure'],
    [
      ['bytes of a registration item, as DynamoDB counts them (names and values)', itemBytes.toFixed(0)],
      ['CPU of screening per registration, ms', each(screening, people, 3)],
      ['read units of screening per registration (strong, one exclusion list)', each(screeningUnits, people, 2)],
      ['CPU of awarding per award, ms (its part of the shard read again included)', each(awarding, winners, 3)],
      ['read units of awarding per registration of the shard', each(awardingUnits, people, 3)],
      ['CPU of erasing per registration, ms', each(erasing, people, 3)],
      ['read units of erasing per registration', each(erasingUnits, people, 3)],
      [
        'bytes of evidence and workings that screening writes per registration',
        each(bytesOf(screenedKey(standing.waveId, SHARD)) + bytesOf(evidenceKey(standing.waveId, entrantsFile(SHARD))), people, 1),
      ],
    ],
  )}`,
);

/** Registers people with the real use case, all put into one shard. */
async function fill(): Promise<{ itemBytes: number; entryIds: string[] }> {
  let bytes = 0;
  const ids: string[] = [];
  const deps: RegisterDeps = {
    clock: fakeClock('2020-08-09T00:00:00Z'),
    wave: async () => ({ ...standing, phase: 'scheduled', attempt: 0, attempts: [] }),
    hasReceived: async () => false,
    keep: async (item) => {
      const inShard: RegistrationItem = { ...item, partition: partitionOf(standing.waveId, SHARD) };
      bytes += sizeOf(inShard);
      await emulator.dynamodb.send(new PutItemCommand({ TableName: 'registrations', Item: marshall(inShard) }));
      return item;
    },
    find: async () => undefined,
    peppers: async () => ({ lifetime: Buffer.alloc(32, 7), wave: Buffer.alloc(32, 7) }),
    signingKey: async () => signingKeyOf(Buffer.alloc(32, 9)),
    newEntryId: () => randomBytes(16).toString('hex'),
  };
  for (const { onAidList: _, ineligible: __, ...person } of population(seededRandom(SEED)).next(people)) {
    const result = await register(deps, standing.waveId, { ...person, consent: true });
    if (result.outcome !== 'registered') throw new Error(`a made-up person was answered ${result.outcome}`);
    ids.push(result.entryId);
  }
  return { itemBytes: bytes / people, entryIds: ids };
}

/** "DynamoDB item sizes and formats": names and texts in UTF-8, a byte per boolean. Sealed bytes are text here. */
function sizeOf(item: object): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);
}

function valueBytes(value: unknown): number {
  if (typeof value === 'boolean') return 1;
  if (value instanceof Uint8Array) return value.length;
  return typeof value === 'object' ? sizeOf(value as object) + 3 : Buffer.byteLength(String(value));
}

function inMemory(): EvidenceStore {
  const readWritten = async (key: string) => {
    const bytes = files.get(key);
    if (!bytes) throw new Error(`${key} is not there`);
    return bytes;
  };
  return {
    read: async (key) => files.get(key),
    readWritten,
    writeFirst: async (key, bytes) => {
      if (!files.has(key)) files.set(key, bytes);
      return readWritten(key);
    },
    writeOnce: async (key, bytes) => void files.set(key, bytes),
    names: async () => {
      throw new Error('nothing is listed here');
    },
    link: async () => {
      throw new Error('nothing is linked here');
    },
  };
}

async function cpuOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Asks for the consumed capacity with every read, and sums it up. */
function readUnitsOf(client: DynamoDBClient): { take(): number } {
  let sum = 0;
  client.middlewareStack.add(
    (next, context) => async (call) => {
      const reads = /^(?:Query|BatchGetItem|GetItem)Command$/.test(context.commandName ?? '');
      if (reads) Object.assign(call.input, { ReturnConsumedCapacity: 'TOTAL' });
      const answer = await next(call);
      const consumed = (answer.output as { ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[] }).ConsumedCapacity;
      if (reads) for (const one of [consumed ?? []].flat()) sum += one.CapacityUnits ?? 0;
      return answer;
    },
    { step: 'initialize' },
  );
  return {
    take() {
      const taken = sum;
      sum = 0;
      return taken;
    },
  };
}

function smallOnly(): boolean {
  try {
    return parseArgs({ options: { small: { type: 'boolean' } } }).values.small ?? false;
  } catch (error) {
    process.stderr.write(`${(error as Error).message.split(/\.\s|\n/)[0]}; known is --small.\n`);
    return process.exit(1);
  }
}
