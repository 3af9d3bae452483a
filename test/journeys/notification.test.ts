import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ANSWERS } from '#shared/http/answers.ts';
import { applicant, nik } from '../support/people.ts';
import { evidenceFile, planBody, type System, startSystem, untilPublished } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';

const WAVE = 'told';
/** One place for two; the third is refused by a rule. */
const PEOPLE = [1, 2, 3].map((number) =>
  applicant({
    nik: nik(number),
    kk: `317405120315000${number}`,
    fullName: `Warga Nomor${'abc'[number - 1]}`,
    phone: `+62812345678${number}0`,
    birthDate: '1990-01-01',
    ...(number === 3 && { inFormalEducation: true }),
  }),
);
const entryIds: string[] = [];
let system: System;
let documents: DynamoDBDocumentClient;

const outbox = () => join(system.dataFolder, 'outbox');
const files = () => (existsSync(outbox()) ? readdirSync(outbox()).sort() : []);
const scan = async (fn: string, variable: string) =>
  (await documents.send(new ScanCommand({ TableName: system.runtime.environment(fn)[variable]!, ConsistentRead: true }))).Items ??
  [];
const notifications = () => system.runtime.executions().filter(({ name }) => name.includes('-notification-'));

beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00Z');
  documents = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      region: 'ap-southeast-3',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      endpoint: system.runtime.dynamodbEndpoint,
    }),
  );
  const body = planBody({ beacon: { at: '2020-08-09T05:00:00.000Z' }, places: 1, byProvince: 'national' });
  expect((await schedule(system, WAVE, body)).status).toBe(201);
  system.advanceTo('2020-08-08T05:00:00Z');
  for (const person of PEOPLE) {
    const { json } = await system.send('POST', `/v1/waves/${WAVE}/registrations`, { body: person });
    entryIds.push(ANSWERS.Registration.parse(json).entryId);
  }
  system.advanceTo('2020-08-09T05:00:31Z');
  await untilPublished(system, WAVE, 200);
  await vi.waitFor(() => expect(files()).toHaveLength(3), 60_000);
}, 300_000);
afterAll(async () => {
  documents?.destroy();
  await system?.stop();
});

test('each is told the own result once, in both languages, at the number that was sealed', () => {
  const selected = entryIds.findIndex((entryId) => evidenceFile(system.runtime, WAVE, 'winners.csv')!.includes(entryId));
  const texts = entryIds.map((entryId, at) => {
    const kind = at === selected ? 'selected' : 'not-selected';
    return readFileSync(join(outbox(), `${WAVE}.${entryId}.${kind}.txt`), 'utf8');
  });
  for (const [at, text] of texts.entries())
    expect(text).toMatch(new RegExp(`^To: \\${PEOPLE[at]!.phone}\nDate: 2020-08-09T05:\\S+\n\n`));
  const bodies = texts.map((text) => text.split('\n\n')[1]);
  const never = ['Kami tidak pernah meminta OTP, PIN, atau uang.', 'We never ask for an OTP, a PIN or money.'] as const;
  const said = (id: string, en: string) => `Gelombang 4: ${id} ${never[0]}\nWave 4: ${en} ${never[1]}\n`;
  expect(bodies[selected]).toBe(
    said(
      'Anda TERPILIH. Pakai bantuan Anda paling lambat 08-09-2020 23.59 WIB.',
      'You are SELECTED. Use your benefit by 08-09-2020 23.59 WIB.',
    ),
  );
  expect(bodies[selected === 0 ? 1 : 0]).toBe(
    said('Anda tidak terpilih. Undian Anda tidak mendapat tempat.', 'You are not selected. Your ticket did not win a place.'),
  );
  expect(bodies[2]).toBe(
    said('Anda tidak terpilih. Anda sedang menempuh pendidikan formal.', 'You are not selected. You are in formal education.'),
  );
  expect(statSync(outbox()).mode & 0o777).toBe(0o700);
});

test('the wave, the deliveries, the recipient and the audit log say so, and nothing of them who it was', async () => {
  await vi.waitFor(() => expect(notifications()).toMatchObject([{ name: `${WAVE}-notification-1`, status: 'SUCCEEDED' }]), 60_000);
  const [wave] = await scan('register', 'WAVES_TABLE');
  expect(wave!['notifiedAt']).toMatch(/^2020-08-09T05:/);
  const deliveries = await scan('deliver-notice', 'DELIVERIES_TABLE');
  expect(deliveries.map(({ noticeId, state }) => `${noticeId}.txt ${state}`).sort()).toEqual(files().map((file) => `${file} sent`));
  const recipients = await scan('deliver-notice', 'RECIPIENTS_TABLE');
  const told = recipients.filter(({ notifiedAt }) => notifiedAt);
  expect(told).toHaveLength(1);
  const own = deliveries.find(({ noticeId }) => noticeId === `${WAVE}.${told[0]!['entryId']}.selected`)!;
  expect(told[0]!['notifiedAt']).toBe(own['sentAt']);
  const openings = (await scan('deliver-notice', 'AUDIT_TABLE')).filter(({ act }) => act === 'open-registration');
  expect(openings.map(({ entryId }) => entryId).sort()).toEqual(entryIds.toSorted());
  for (const entry of openings) expect(entry).toMatchObject({ actor: 'notification', purpose: 'notify', waveId: WAVE });
  const written = JSON.stringify([
    deliveries,
    told,
    openings,
    notifications(),
    readdirSync(system.dataFolder, { recursive: true }),
  ]);
  for (const { nik: number, kk, phone, fullName } of PEOPLE)
    for (const personal of [number, kk, phone.slice(1), fullName]) expect(written).not.toContain(personal);
});

test('nobody is told again the day after, and no event is left', async () => {
  system.advanceTo('2020-08-10T06:00:00Z');
  await system.send('GET', '/v1/waves');
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(notifications()).toHaveLength(1);
  expect(files()).toHaveLength(3);
  const kept = (folder: string) =>
    existsSync(join(system.dataFolder, folder))
      ? readdirSync(join(system.dataFolder, folder), { recursive: true }).filter((name) => String(name).endsWith('.json'))
      : [];
  expect([kept('events'), kept('dead-letters')]).toEqual([[], []]);
});
