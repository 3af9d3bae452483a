import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll } from 'vitest';
import { openTestChain, type TestChain } from '#infra/local/beacon/test-chain.ts';
import { audited } from '#shared/audit/audited.ts';
import { openingsChain } from '#shared/audit/chains.ts';
import { type BeaconChain, beaconChainSchema } from '#shared/beacon/chain.ts';
import { exclusionsStore } from '#shared/exclusions/exclusions-store.ts';
import { FILES_AT_ONCE, inParallel } from '#shared/in-parallel.ts';
import { EVIDENCE_PREFIX } from '#shared/names.ts';
import { awardsStore } from '#shared/recipients/awards-store.ts';
import { recipientKey } from '#shared/recipients/recipient-keys.ts';
import { recipientsStore } from '#shared/recipients/recipients-store.ts';
import { personKey } from '#shared/registrations/person-keys.ts';
import { register } from '#shared/registrations/register.ts';
import type { RegistrationBody } from '#shared/registrations/registration-body.ts';
import { registrationFinder, registrationWriter } from '#shared/registrations/registration-writer-store.ts';
import { registrationsStore } from '#shared/registrations/registrations-store.ts';
import { awardBatch } from '#shared/selection/award-batch.ts';
import { commitEntrants } from '#shared/selection/commit-entrants.ts';
import { drawRound } from '#shared/selection/draw-round.ts';
import { publish } from '#shared/selection/publish.ts';
import { screenShard } from '#shared/selection/screen-shard.ts';
import { SHARDS } from '#shared/shards.ts';
import { jwkSet } from '#shared/tokens/public-keys.ts';
import type { Tokens } from '#shared/tokens/sign-tokens.ts';
import { type SigningKey, signingKeyOf } from '#shared/tokens/signing-key.ts';
import { type Plan, planText } from '#shared/waves/plan.ts';
import type { Attempt, Wave } from '#shared/waves/wave.ts';
import { auditIn } from './audit.ts';
import { fakeClock } from './emulator.ts';
import { putList } from './lists.ts';
import { applicant, nik, PEPPER, wave } from './people.ts';
import { useBucket } from './use-bucket.ts';
import { useEmulator } from './use-emulator.ts';

const FIRST_CLOSING = '2020-08-11T17:00:00.000Z';
const EXTENDED_AT = '2020-08-11T09:00:00.000Z';
const CLOSING = '2020-08-12T17:00:00.000Z';
const BEACON_AT = '2020-08-12T17:10:00.000Z';

/** A wave's public files by name below its folder. */
export type Files = ReadonlyMap<string, Buffer>;
export type Registered = Tokens & { entryId: string };
export type PublishedWaves = {
  /** Holds `evidence/<waveId>/...` and `evidence/jwks.json`. */
  folder: string;
  /** Some sixty people, an extension, refusals, spilled-over places, entries struck out and refilled. */
  large: PublishedWave;
  /** A dozen people in one pot. */
  small: PublishedWave;
  /** Twenty people, of whom an aid list refuses the first three, a list of officials the next two, and a priority list names the last five. */
  listed: PublishedWave;
  /** The operator's. */
  signingKey: SigningKey;
  chain: BeaconChain;
  /** Stands three seconds after the beacon's time; later rounds come when it is moved. */
  clock: { epochMs: number };
  /** Rounds of the test chain, whose one signer the operator is. */
  relay: TestChain;
};
export type PublishedWave = { waveId: string; files: Files; people: Registered[] };

type Crowd = { waveId: string; plan: Partial<Plan>; earlier: Partial<Plan>[]; attempts: Attempt[]; bodies: RegistrationBody[] };

/** Two waves, published by the real steps for the tests of one file, and laid out as a folder that anybody could have downloaded. */
export function usePublishedWaves(more: { listed?: true } = {}): PublishedWaves {
  const emulator = useEmulator();
  const bucket = useBucket();
  const waves = {} as PublishedWaves;
  beforeAll(async () => {
    waves.folder = mkdtempSync(join(tmpdir(), 'gelombang-published-'));
    waves.signingKey = signingKeyOf(PEPPER);
    const clock = fakeClock(EXTENDED_AT);
    // A key that is always the same, and so are the winners.
    write(join(waves.folder, 'chain-key'), '11'.repeat(32));
    waves.clock = clock;
    waves.relay = await openTestChain(join(waves.folder, 'chain-key'), clock as never);
    waves.chain = beaconChainSchema.parse(JSON.parse(waves.relay.parameter('http://relay.example')));
    const shared = { emulator, evidence: bucket.evidence, clock, waves };
    const large = await publishWave(shared, largeCrowd(), 4);
    const small = await publishWave(shared, smallCrowd(), 0);
    const listed = more.listed && (await publishListedWave(shared));
    const published = bucket.snapshot(EVIDENCE_PREFIX.replace(/\/$/, ''));
    for (const [key, text] of published) write(join(waves.folder, key), text);
    write(join(waves.folder, 'evidence', 'jwks.json'), JSON.stringify(jwkSet([waves.signingKey])));
    const filesOf = (waveId: string): Files => {
      const prefix = `${EVIDENCE_PREFIX}${waveId}/`;
      const own = [...published].filter(([key]) => key.startsWith(prefix));
      return new Map(own.map(([key, text]) => [key.slice(prefix.length), Buffer.from(text)]));
    };
    waves.large = { waveId: '2020-04', files: filesOf('2020-04'), people: large };
    waves.small = { waveId: '2020-05', files: filesOf('2020-05'), people: small };
    if (listed) waves.listed = { waveId: '2020-06', files: filesOf('2020-06'), people: listed };
  });
  afterAll(() => rmSync(waves.folder, { recursive: true, force: true }));
  return waves;
}

/** Twenty-one places of 32 for eleven people there, so that places spill over to 31; households of three, of whom two may receive. */
function largeCrowd(): Crowd {
  const bodies = Array.from({ length: 62 }, (_, number) =>
    person(number + 1, {
      kk: `317405120315${String(Math.floor(number / 3) + 1).padStart(4, '0')}`,
      province: number % 6 === 0 ? '32' : '31',
      occupation: number % 20 === 7 ? 'soldier' : 'driver',
      inFormalEducation: number % 20 === 13,
      laidOff: number % 3 === 0,
    }),
  );
  return {
    waveId: '2020-04',
    plan: { places: 30, byProvince: { '31': 9, '32': 21 } },
    earlier: [{ closesAt: FIRST_CLOSING, beacon: { ...wave().plan.beacon, at: '2020-08-11T17:10:00.000Z' } }],
    attempts: [
      {
        attempt: 1,
        beganAt: '2020-08-12T17:01:00.000Z',
        begunBy: 'schedule',
        endedAt: '2020-08-12T17:02:00.000Z',
        outcome: 'failed',
      },
      {
        attempt: 2,
        beganAt: '2020-08-12T17:03:00.000Z',
        begunBy: 'officer',
        endedAt: '2020-08-12T17:12:00.000Z',
        outcome: 'published',
      },
    ],
    bodies,
  };
}

/** Everybody declares the priority group. */
async function publishListedWave(shared: Shared): Promise<Registered[]> {
  const { documents } = shared.emulator;
  const bodies = Array.from({ length: 20 }, (_, number) =>
    person(number + 201, { kk: `31740512031502${String(number).padStart(2, '0')}`, laidOff: true }),
  );
  const keys = bodies.map(({ nik: of }) => personKey(PEPPER, of));
  await putList(documents, 'aid@2', keys.slice(0, 3));
  await putList(documents, 'officials@1', keys.slice(3, 5), { kind: 'barred-occupation' });
  await putList(documents, 'laid-off@1', keys.slice(15), { kind: 'priority' });
  const small = smallCrowd();
  const plan: Partial<Plan> = {
    ...{ number: 6, places: 6, byProvince: 'national' as const },
    priority: { group: 'laid-off', perMille: 500, lists: ['laid-off@1'] },
    rules: { ...wave().plan.rules, exclusionLists: ['aid@2'], barredLists: ['officials@1'] },
    lists: [
      { list: 'aid@2', kind: 'aid', asOf: '2020-08-01' },
      { list: 'officials@1', kind: 'barred-occupation', asOf: '2020-08-01' },
      { list: 'laid-off@1', kind: 'priority', asOf: '2020-08-01' },
    ],
  };
  return publishWave(shared, { ...small, waveId: '2020-06', plan, bodies }, 0);
}

function smallCrowd(): Crowd {
  return {
    waveId: '2020-05',
    plan: { number: 5, places: 4, byProvince: 'national' },
    earlier: [],
    attempts: [
      {
        attempt: 1,
        beganAt: '2020-08-12T17:01:00.000Z',
        begunBy: 'schedule',
        endedAt: '2020-08-12T17:12:00.000Z',
        outcome: 'published',
      },
    ],
    bodies: Array.from({ length: 12 }, (_, number) =>
      person(number + 101, { kk: `31740512031501${String(number).padStart(2, '0')}` }),
    ),
  };
}

function person(number: number, changes: Partial<RegistrationBody>): RegistrationBody {
  return applicant({ nik: nik(number), birthDate: '1990-01-01', ...changes });
}

type Shared = {
  emulator: ReturnType<typeof useEmulator>;
  evidence: ReturnType<typeof useBucket>['evidence'];
  clock: ReturnType<typeof fakeClock>;
  waves: PublishedWaves;
};

/** @param taken how many of the first drawn another wave takes before they are awarded */
async function publishWave(shared: Shared, crowd: Crowd, taken: number): Promise<Registered[]> {
  const { emulator, evidence, clock, waves } = shared;
  const { waveId, bodies } = crowd;
  const selected = selectedWave(crowd, waves.chain);
  clock.epochMs = Date.parse(EXTENDED_AT);
  const people = await registerAll(shared, { ...selected, phase: 'scheduled' }, bodies);
  const deps = {
    clock,
    chain: waves.chain,
    fetch: (async (url: string) => Response.json(waves.relay.round(Number(url.split('/').at(-1))))) as unknown as typeof fetch,
    softwareVersion: 'test',
    signingKey: async () => waves.signingKey,
    evidence,
    waves: { read: async () => selected },
    bookings: { publish: async () => selected },
    registrations: registrationsStore(emulator.documents, 'registrations'),
    recipients: recipientsStore(emulator.documents, 'recipients'),
    awards: awardsStore(emulator.documents, { recipients: 'recipients', ledger: 'ledger' }),
    exclusions: exclusionsStore(emulator.documents, 'exclusions'),
    checkPeople: () => Promise.reject(new Error('no plan here asks the registry')),
    audit: auditIn(emulator, clock),
  };
  clock.epochMs = Date.parse(CLOSING) + 180_000;
  await inParallel(SHARDS, FILES_AT_ONCE, (shard) => screenShard(deps, { waveId, shard }));
  await commitEntrants(deps, { waveId });
  clock.epochMs = Date.parse(BEACON_AT) + 3_000;
  for (let round = 0; ; round++) {
    const drawn = await drawRound(deps, { waveId, round });
    if (drawn.winners === 0) break;
    if (round === 0) await takeElsewhere(shared, waveId, drawn.batches.flat(), taken, { people, bodies });
    for (const shards of drawn.batches) await awardBatch(deps, { waveId, round, shards });
  }
  const officer = { actor: 'an-officer', role: 'officer', act: 'start-selection', waveId } as const;
  await audited(
    deps.audit.append,
    officer,
    async () => ({ outcome: 'started', attempt: 1 }),
    ({ attempt }) => ({ attempt }),
  );
  const opening = { actor: 'applicant', act: 'open-registration', purpose: 'join-wave', waveId, earlierWave: waveId } as const;
  for (const { entryId } of people.slice(0, 5))
    await deps.audit.append(openingsChain(entryId.slice(0, 2)), { ...opening, entryId });
  await publish(deps, { waveId });
  return people;
}

/** The wave as its selection finds it: the last version of its plan in force, the earlier ones kept. */
function selectedWave({ waveId, plan, earlier, attempts }: Crowd, chain: BeaconChain): Wave {
  const beacon = { ...wave().plan.beacon, chain: chain.chainHash, chainName: chain.name, at: BEACON_AT };
  const earlierPlans: string[] = [];
  let supersedes: Plan['supersedes'];
  let version = 1;
  for (const changes of earlier) {
    const at = changes.beacon?.at ?? beacon.at;
    const text = planText(wave({ waveId, ...plan, ...changes, version, beacon: { ...beacon, at } }).plan);
    supersedes = { planHash: createHash('sha256').update(text).digest('hex'), at: EXTENDED_AT };
    earlierPlans.push(text);
    version++;
  }
  const last = wave({ waveId, ...plan, version, ...(supersedes && { supersedes }), closesAt: CLOSING, beacon }, 'selecting');
  return { ...last, attempt: attempts.length, attempts, earlierPlans };
}

async function registerAll({ emulator, clock, waves }: Shared, open: Wave, bodies: RegistrationBody[]): Promise<Registered[]> {
  const people: Registered[] = [];
  for (const [number, body] of bodies.entries()) {
    const entryId = createHash('sha256').update(`${open.waveId} ${number}`).digest('hex').slice(0, 32);
    const outcome = await register(
      {
        clock,
        wave: async () => open,
        hasReceived: async () => false,
        keep: registrationWriter(emulator.json, 'registrations'),
        find: registrationFinder(emulator.json, 'registrations'),
        peppers: async () => ({ lifetime: PEPPER, wave: PEPPER }),
        signingKey: async () => waves.signingKey,
        newEntryId: () => entryId,
      },
      open.waveId,
      body,
    );
    if (!('receipt' in outcome)) throw new Error(`nobody may be refused here: ${outcome.outcome}`);
    people.push({ entryId, receipt: outcome.receipt, manageToken: outcome.manageToken });
  }
  return people;
}

/** Between draw and awards another wave takes some of the winners of the first round, so that they are struck out and a refill follows. */
async function takeElsewhere(
  { emulator, evidence }: Shared,
  waveId: string,
  shards: string[],
  count: number,
  { people, bodies }: { people: Registered[]; bodies: RegistrationBody[] },
): Promise<void> {
  const files = await Promise.all(shards.map((shard) => evidence.readWritten(`workings/${waveId}/round-0/winners/${shard}.csv`)));
  const winners = files.flatMap((file) => Buffer.from(file).toString().split('\n').filter(Boolean)).slice(0, count);
  for (const entryId of winners) {
    const body = bodies[people.findIndex((of) => of.entryId === entryId)]!;
    const Item = {
      key: recipientKey(personKey(PEPPER, body.nik)),
      awardId: 'another/entry',
      waveId: 'another',
      entryId: 'entry',
      householdKey: 'none',
      awardedAt: BEACON_AT,
    };
    await emulator.documents.send(new PutCommand({ TableName: 'recipients', Item }));
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
