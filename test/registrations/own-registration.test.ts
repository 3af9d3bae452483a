import { execFileSync } from 'node:child_process';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, expect, test } from 'vitest';
import { appealsStore } from '#shared/appeals/appeals-store.ts';
import { factsOf } from '#shared/beacon/chain.ts';
import { QUICKNET } from '#shared/beacon/quicknet.ts';
import { ticketHex } from '#shared/draw/draw.ts';
import { toHex } from '#shared/draw/hex.ts';
import { seedOf } from '#shared/draw/seed.ts';
import type { Certificate, DrawRecord } from '#shared/evidence/documents.ts';
import { documentBytes } from '#shared/evidence/documents.ts';
import { CERTIFICATE_FILE, DRAW_FILE, evidenceKey, exclusionsFile, resultsFile } from '#shared/evidence/evidence-names.ts';
import { placeReader } from '#shared/recipients/place-reader-store.ts';
import { type OwnRegistrationDeps, ownRegistration } from '#shared/registrations/own-registration.ts';
import { partitionOf, type RegistrationItem } from '#shared/registrations/registration-item.ts';
import { registrationsStore } from '#shared/registrations/registrations-store.ts';
import type { Plan } from '#shared/waves/plan.ts';
import type { Wave } from '#shared/waves/wave.ts';
import { fakeClock } from '../support/emulator.ts';
import { wave } from '../support/people.ts';
import { useBucket } from '../support/use-bucket.ts';
import { useEmulator } from '../support/use-emulator.ts';

const emulator = useEmulator();
const bucket = useBucket();

/** All of one shard. Bytes 00 and 0a and a quote (27) are in them: what a careless command line would swallow. */
const ENTRANT = { registrationKey: `0a${'1'.repeat(62)}`, entryId: `000a270d5c25${'7f'.repeat(10)}` };
const EXCLUDED = { registrationKey: `0a${'2'.repeat(62)}`, entryId: 'e'.repeat(32) };
const FACTS = { planHash: 'a'.repeat(64), entrantsRoot: 'b'.repeat(64), round: 4711, randomness: 'c'.repeat(64) };
const CUT_OFF = 'd'.repeat(64);

const deps = (of: Wave): OwnRegistrationDeps => ({
  clock: fakeClock('2020-08-13T00:00:00Z'),
  waves: { read: async () => of },
  registrations: registrationsStore(emulator.documents, 'registrations'),
  evidence: bucket.evidence,
  place: placeReader(emulator.documents, 'recipients'),
  appeals: appealsStore(emulator.documents, 'appeals'),
});

async function publishedWave(
  waveId: string,
  byProvince: Plan['byProvince'],
  cutOffPriority: string | null = null,
  laidOff = false,
): Promise<Wave> {
  const published = wave({ waveId, byProvince }, 'published');
  const seed = toHex(seedOf({ waveId, ...FACTS }));
  const places = { places: 6, spilledIn: 0, spilledOut: 0, awarded: 6, unfilled: 0, cutOff: CUT_OFF, cutOffPriority };
  const beacon = { chain: '0'.repeat(64), chainName: 'test', test: true, round: FACTS.round, signature: '9'.repeat(96) };
  const record: DrawRecord = {
    waveId,
    seed,
    beacon: {
      ...factsOf({ ...QUICKNET, endpoints: [] }),
      round: FACTS.round,
      signature: beacon.signature,
      randomness: FACTS.randomness,
    },
    drawnAt: '2020-08-12T17:10:00Z',
    softwareVersion: 'test',
  };
  const certificate: Certificate = {
    waveId,
    planHash: FACTS.planHash,
    entrantsRoot: FACTS.entrantsRoot,
    entrants: { total: 41, priority: 7, byProvince: { '31': { total: 23, priority: 4 }, '32': { total: 18, priority: 3 } } },
    exclusions: {} as Certificate['exclusions'],
    beacon,
    seed,
    rounds: [],
    places: 10,
    awarded: 10,
    unfilled: 0,
    provinces: byProvince === 'national' ? { national: places } : { '31': places },
    audit: { entries: 0, head: '0'.repeat(64), openings: 0 },
    files: {},
    softwareVersion: 'test',
  };
  const write = (file: string, bytes: Uint8Array) => bucket.evidence.writeOnce(evidenceKey(waveId, file), bytes);
  await write(CERTIFICATE_FILE, documentBytes(certificate));
  await write(DRAW_FILE, documentBytes(record));
  await write(exclusionsFile('0a'), Buffer.from(`${EXCLUDED.entryId},not-in-formal-education\n`));
  await write(resultsFile('0a'), Buffer.from(`${ENTRANT.entryId},12,not-selected\n`));
  for (const of of [ENTRANT, EXCLUDED]) await put(waveId, of, { laidOff });
  return published;
}

async function put(waveId: string, of: typeof ENTRANT, changes: Partial<RegistrationItem> = {}): Promise<void> {
  const item: RegistrationItem = {
    ...of,
    partition: partitionOf(waveId, '0a'),
    registeredAt: '2020-08-09T00:00:00.000Z',
    personKey: 'person',
    householdKey: 'household',
    householdTag: '0'.repeat(16),
    detailsHash: 'details',
    province: '31',
    birthDate: '1990-01-01',
    sex: 'female',
    occupation: 'driver',
    laidOff: false,
    inFormalEducation: false,
    birthDateDiffersFromNik: false,
    sealed: new Uint8Array(1),
    ...changes,
  };
  await emulator.documents.send(new PutCommand({ TableName: 'registrations', Item: item }));
}

let byProvince: Wave;
let national: Wave;
beforeAll(async () => {
  byProvince = await publishedWave('provinces', { '31': 6, '32': 4 });
  national = await publishedWave('national', 'national');
});

const own = (of: Wave, { registrationKey }: typeof ENTRANT) => ownRegistration(deps(of), { waveId: of.waveId, registrationKey });

/** What a stranger sees who pastes the line into a terminal. */
const digestBy = (command: string) =>
  execFileSync('bash', ['-c', command], { encoding: 'utf8', env: { PATH: process.env['PATH'] } }).split(' ')[0];

test('an entrant is told the position among the entrants of the province, or of the whole national wave', async () => {
  expect(await own(byProvince, ENTRANT)).toMatchObject({
    state: 'not-selected',
    position: 12,
    entrantsOfProvince: 23,
    cutOff: { all: CUT_OFF, priority: null },
  });
  expect(await own(national, ENTRANT)).toMatchObject({ position: 12, entrantsOfProvince: 41, cutOff: { all: CUT_OFF } });
});

test('an entrant recounts seed and ticket with printf and sha256sum, and gets what was answered', async () => {
  for (const of of [byProvince, national]) {
    const { ticket, recompute } = (await own(of, ENTRANT))!;
    expect(recompute?.seed?.text).toBe(
      `gelombang/draw/v1\n${of.waveId}\n${FACTS.planHash}\n${FACTS.entrantsRoot}\n4711\n${FACTS.randomness}\n`,
    );
    const seed = toHex(seedOf({ waveId: of.waveId, ...FACTS }));
    expect(recompute?.ticket?.hex).toBe(seed + ENTRANT.entryId);
    for (const recomputed of [recompute!.seed!, recompute!.ticket!]) {
      expect(recomputed.command).toMatch(/^printf '[^']+' \| sha256sum$/);
      expect(digestBy(recomputed.command)).toBe(recomputed.sha256);
    }
    expect([recompute?.seed?.sha256, recompute?.ticket?.sha256]).toEqual([seed, ticket]);
    expect(ticket).toBe(ticketHex(seedOf({ waveId: of.waveId, ...FACTS }), ENTRANT.entryId));
    expect(recompute?.files).toEqual(['commitment.json', 'entrants/0a.csv', 'draw.json', 'results/0a.csv', 'certificate.json']);
  }
});

test('who was excluded is told the rule and the files that prove it, and no ticket', async () => {
  const { recompute, ...excluded } = (await own(byProvince, EXCLUDED))!;
  expect(excluded).toMatchObject({
    state: 'excluded',
    rule: { name: 'not-in-formal-education', source: 'Perpres 36/2020 jo. Perpres 76/2020, Pasal 3' },
  });
  expect(Object.keys(excluded)).not.toContain('ticket');
  expect(recompute).toEqual({ files: ['exclusions/0a.csv', 'commitment.json'] });
});

test('before the certificate nothing is told but that the registration stands', async () => {
  const open = { ...byProvince, phase: 'selecting' as const };
  const { recompute, ticket, state } = (await own(open, ENTRANT))!;
  expect([recompute, ticket, state]).toEqual([undefined, undefined, 'registered']);
});

test('who a list has excluded is told the list and its version', async () => {
  const entryId = 'd'.repeat(32);
  const of = { registrationKey: `0b${'3'.repeat(62)}`, entryId };
  await bucket.evidence.writeOnce(
    evidenceKey('provinces', exclusionsFile('0b')),
    Buffer.from(`${entryId},not-on-an-aid-list-of-the-wave,aid-2020-08@2\n`),
  );
  await bucket.evidence.writeOnce(evidenceKey('provinces', resultsFile('0b')), Buffer.from(''));
  await put('provinces', of, { partition: partitionOf('provinces', '0b') });
  expect(await own(byProvince, of)).toMatchObject({
    state: 'excluded',
    rule: { name: 'not-on-an-aid-list-of-the-wave', list: 'aid-2020-08@2' },
  });
});

test('where priority goes by lists, an entrant is told its cut-off by what the entrants file says', async () => {
  const of = await publishedWave('listed', { '31': 6, '32': 4 }, 'f'.repeat(64), true);
  const lists = { ...of, plan: { ...of.plan, priority: { group: 'laid-off' as const, perMille: 800, lists: ['laid-off@1'] } } };
  const line = (priority: 0 | 1) => Buffer.from(`${ENTRANT.entryId},31,${priority},${'0'.repeat(16)},2\n`);
  const cutOff = async (priority: 0 | 1) => {
    const evidence = { read: async (key: string) => (key.includes('/entrants/') ? line(priority) : bucket.evidence.read(key)) };
    const claims = { waveId: 'listed', registrationKey: ENTRANT.registrationKey };
    return (await ownRegistration({ ...deps(lists), evidence }, claims))?.cutOff?.priority;
  };
  expect([await cutOff(0), await cutOff(1)]).toEqual([null, 'f'.repeat(64)]);
});
