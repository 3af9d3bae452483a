import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ANSWERS } from '#shared/http/answers.ts';
import { checkReceipt } from '#verify/check-receipt.ts';
import { findKeys } from '#verify/keys.ts';
import { sourcesAt } from '#verify/source.ts';
import { verifyWave } from '#verify/verify-wave.ts';
import { applicant, nik } from '../support/people.ts';
import { evidenceFile, planBody, type System, startSystem, untilPublished } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';

const WAVE = 'first';
const NEXT = 'next';
/** One place for two; the third is refused by a rule. */
const PEOPLE = [1, 2, 3].map((number) =>
  applicant({
    nik: nik(number),
    kk: `317405120315000${number}`,
    fullName: `Warga Nomor${'abc'[number - 1]}`,
    birthDate: '1990-01-01',
    ...(number === 3 && { inFormalEducation: true }),
  }),
);
type Registered = { entryId: string; receipt: string; manageToken: string };
const registered: Registered[] = [];
let system: System;
let documents: DynamoDBDocumentClient;

const own = async ({ manageToken }: Registered) =>
  (await system.send('GET', `/v1/waves/${WAVE}/registration`, { token: manageToken })).text;
const erasures = () => system.runtime.executions().filter(({ name }) => name.includes('-erasure-'));

async function announce(waveId: string, opensAt: string, closesAt: string): Promise<void> {
  const body = planBody({ opensAt, closesAt, beacon: { at: closesAt }, places: 1, byProvince: 'national' });
  expect((await schedule(system, waveId, body)).status).toBe(201);
}

/** EntryIds of those whose details are kept. */
async function sealedOf(): Promise<string[]> {
  const TableName = system.runtime.environment('register')['REGISTRATIONS_TABLE']!;
  const { Items = [] } = await documents.send(new ScanCommand({ TableName, ConsistentRead: true }));
  return Items.filter((item) => item['sealed']).map((item) => item['entryId'] as string);
}

beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00Z');
  documents = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      region: 'ap-southeast-3',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      endpoint: system.runtime.dynamodbEndpoint,
    }),
  );
  await announce(WAVE, '2020-08-08T05:00:00.000Z', '2020-08-09T05:00:00.000Z');
  await announce(NEXT, '2020-08-20T05:00:00.000Z', '2020-08-21T05:00:00.000Z');
  system.advanceTo('2020-08-08T05:00:00Z');
  for (const body of PEOPLE) {
    const { json } = await system.send('POST', `/v1/waves/${WAVE}/registrations`, { body });
    registered.push(ANSWERS.Registration.parse(json));
  }
  system.advanceTo('2020-08-09T05:00:31Z');
  await untilPublished(system, WAVE, 200);
}, 300_000);
afterAll(async () => {
  documents?.destroy();
  await system?.stop();
});

test('when the period is over the details of who was not selected go by themselves, and every proof stays valid', async () => {
  const before = await Promise.all(registered.map(own));
  expect(await sealedOf()).toHaveLength(3);
  expect(erasures()).toEqual([]);

  system.advanceTo('2020-08-11T05:00:00Z');
  await vi.waitFor(() => expect(erasures()).toMatchObject([{ name: 'first-erasure-1', status: 'SUCCEEDED' }]), 60_000);
  const winner = registered.find(({ entryId }) => evidenceFile(system.runtime, WAVE, 'winners.csv')!.includes(entryId))!;
  expect(await sealedOf()).toEqual([winner.entryId]);
  const waves = system.runtime.environment('register')['WAVES_TABLE']!;
  const { Item } = await documents.send(new GetCommand({ TableName: waves, Key: { waveId: WAVE } }));
  expect(Item).toMatchObject({ phase: 'published', sealedErasedAt: expect.stringMatching(/^2020-08-11T05:/) });

  expect(await Promise.all(registered.map(own))).toEqual(before);
  const at = `${system.runtime.url}/v1/waves/${WAVE}/evidence`;
  const [source] = await sourcesAt(at);
  const keys = await findKeys(undefined, at);
  const findings = await verifyWave(source!, keys);
  expect(findings.filter(({ state }) => state !== 'holds')).toEqual([]);
  const verdicts = await Promise.all(registered.map(({ receipt }) => checkReceipt(source!, keys, receipt)));
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(['entrant', 'entrant', 'refused']);
});

test('is not begun again the day after', async () => {
  system.advanceTo('2020-08-12T05:00:00Z');
  await system.send('GET', '/v1/waves');
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(erasures()).toHaveLength(1);
});

test('whose details are gone is told to fill in the form, which works; who has received stays known', async () => {
  system.advanceTo('2020-08-20T05:00:00Z');
  for (const [at, { entryId, manageToken }] of registered.entries()) {
    const selected = evidenceFile(system.runtime, WAVE, 'winners.csv')!.includes(entryId);
    const join = (language: string) =>
      system.send('POST', `/v1/waves/${NEXT}/registration`, { token: manageToken, headers: { 'accept-language': language } });
    const [english, indonesian] = [await join('en'), await join('id')];
    const form = await system.send('POST', `/v1/waves/${NEXT}/registrations`, { body: PEOPLE[at] });
    if (selected) {
      for (const answer of [english, form]) expect(answer.json).toMatchObject({ type: 'urn:gelombang:problem:received-before' });
      continue;
    }
    expect([english.status, english.json]).toMatchObject([
      409,
      {
        type: 'urn:gelombang:problem:details-erased',
        title: 'The details of this registration are no longer kept; please fill in the form.',
      },
    ]);
    expect(indonesian.json['title']).toBe('Data dari pendaftaran ini sudah tidak kami simpan; silakan isi formulir pendaftaran.');
    expect(form.status).toBe(201);
  }
});
