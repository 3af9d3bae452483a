import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ANSWERS } from '#shared/http/answers.ts';
import { checkLedger } from '#shared/ledger/check-ledger.ts';
import { ledgerStore } from '#shared/ledger/ledger-store.ts';
import { countPeople } from '#shared/recipients/people-store.ts';
import { placesStore } from '#shared/recipients/places-store.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';
import { findKeys } from '#verify/keys.ts';
import { sourcesAt } from '#verify/source.ts';
import { verifyWave } from '#verify/verify-wave.ts';
import { applicant, nik } from '../support/people.ts';
import { evidenceFile, planBody, type System, startSystem, untilPublished } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';

const WAVE = 'first';
const SECRET = 'Saya Siti, NIK 3174056508920003, sudah lulus sekolah.';
/** Two people for one place, and two whom a rule refuses. */
const PEOPLE = [1, 2, 3, 4].map((number) =>
  applicant({
    nik: nik(number),
    kk: `317405120315000${number}`,
    birthDate: '1990-01-01',
    ...(number > 2 && { inFormalEducation: true }),
  }),
);
type Person = { entryId: string; manageToken: string };
const people: Person[] = [];
let system: System;
let officer: string;
let approver: string;

beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00Z');
  const body = planBody({ places: 1, reserved: 1, byProvince: 'national' });
  expect((await schedule(system, WAVE, body)).status).toBe(201);
  system.advanceTo('2020-08-08T05:00:00Z');
  for (const person of PEOPLE) {
    const { status, json } = await system.send('POST', `/v1/waves/${WAVE}/registrations`, { body: person });
    expect(status).toBe(201);
    people.push(json as Person);
  }
  system.advanceTo('2020-08-09T05:10:31Z');
  await untilPublished(system, WAVE);
  officer = await system.runtime.token('officer', 'siti');
  approver = await system.runtime.token(['officer', 'approver'], 'budi');
});
afterAll(() => system?.stop());

const appeal = (person: number, text = SECRET) =>
  system.send('POST', `/v1/waves/${WAVE}/registration/appeal`, {
    body: { reason: 'details-wrong', text },
    token: people[person]!.manageToken,
  });
async function own(person: number) {
  const { status, json } = await system.send('GET', `/v1/waves/${WAVE}/registration`, { token: people[person]!.manageToken });
  expect(status).toBe(200);
  return ANSWERS.OwnRegistration.parse(json);
}
const problem = ({ json }: { json: Record<string, unknown> }) => String(json['type']).replace('urn:gelombang:problem:', '');
const at = (person: number) => `/v1/waves/${WAVE}/appeals/${people[person]!.entryId}`;

test('a refusal is appealed once, a lost draw not at all, and officers open what was written', async () => {
  expect(await own(2)).toMatchObject({ state: 'excluded', appealableUntil: '2020-08-23T16:59:59.999Z' });
  const first = await appeal(2);
  expect(first.status).toBe(201);
  expect(ANSWERS.Appeal.parse(first.json)).toMatchObject({ waveId: WAVE, entryId: people[2]!.entryId });
  const again = await appeal(2);
  expect([again.status, again.text]).toEqual([200, first.text]);
  expect(problem(await appeal(2, 'lain'))).toBe('appealed-before');
  expect((await appeal(3)).status).toBe(201);
  const losers = await Promise.all([appeal(0), appeal(1)]);
  expect(losers.map(problem).toSorted()).toEqual(['lost-a-draw', 'nothing-to-appeal']);

  const shown = await own(2);
  expect(shown.appeal).toMatchObject({ state: 'open', reason: 'details-wrong' });
  expect(shown).not.toHaveProperty('appealableUntil');
  const support = await system.runtime.token('support');
  const list = await system.send('GET', `/v1/waves/${WAVE}/appeals?state=open`, { token: support });
  expect(ANSWERS.Appeals.parse(list.json).appeals).toHaveLength(2);
  expect(list.text).not.toContain('Siti');
  expect((await system.send('GET', at(2), { token: support })).status).toBe(403);
  const opened = await system.send('GET', at(2), { token: officer });
  expect(ANSWERS.AppealShown.parse(opened.json)).toMatchObject({ text: SECRET, rule: 'not-in-formal-education' });
});

test('one is granted by two officers, the other dismissed by one, and both are told; the draw and its files stay as they were', async () => {
  const files = ['winners.csv', 'certificate.json', 'plan.json'].map((file) => evidenceFile(system.runtime, WAVE, file));
  const body = { kind: 'grant-appeal', waveId: WAVE, entryId: people[2]!.entryId, reason: 'details-were-wrong' };
  const proposed = await system.send('POST', '/v1/proposals', { body, token: officer });
  expect(proposed.status).toBe(202);
  const decide = (token: string) =>
    system.send('POST', `/v1/proposals/${proposed.json['proposalId']}/decision`, { body: { decision: 'approved' }, token });
  expect((await decide(approver)).json).toMatchObject({ outcome: 'done' });

  const other = { ...body, entryId: people[3]!.entryId };
  expect(problem(await system.send('POST', '/v1/proposals', { body: other, token: officer }))).toBe('no-reserved-place');
  const dismissed = await system.send('POST', `${at(3)}/dismissal`, { body: { reason: 'rule-applies' }, token: officer });
  expect([dismissed.status, dismissed.json['state']]).toEqual([200, 'dismissed']);
  expect(problem(await system.send('POST', `${at(2)}/dismissal`, { body: { reason: 'other' }, token: officer }))).toBe(
    'appeal-decided',
  );

  expect(await own(2)).toMatchObject({
    state: 'excluded',
    appeal: { state: 'granted', decisionReason: 'details-were-wrong', remedyWaveId: WAVE },
    place: { state: 'awarded', deadline: '2020-09-08T16:59:59.999Z' },
  });
  expect(await own(3)).toMatchObject({ state: 'excluded', appeal: { state: 'dismissed', decisionReason: 'rule-applies' } });
  expect(['winners.csv', 'certificate.json', 'plan.json'].map((file) => evidenceFile(system.runtime, WAVE, file))).toEqual(files);

  const outbox = join(system.dataFolder, 'outbox');
  const messages = () =>
    existsSync(outbox) ? readdirSync(outbox).map((file) => [file, readFileSync(join(outbox, file), 'utf8')] as const) : [];
  const of = (person: number) => messages().find(([file]) => file.includes(`${people[person]!.entryId}.appeal-decided`))?.[1];
  await vi.waitFor(() => {
    expect(of(2)).toContain('Keberatan Anda DITERIMA. Pakai bantuan Anda paling lambat 08-09-2020 23.59 WIB.');
    expect(of(3)).toContain('Your appeal is dismissed; the result stands.');
  }, 30_000);
});

test('a stranger still recounts the draw, and the ledger finds every place', async () => {
  const [source] = await sourcesAt(`${system.runtime.url}/v1/waves/${WAVE}/evidence`);
  const keys = await findKeys(undefined, `${system.runtime.url}/v1/waves/${WAVE}/evidence`);
  expect((await verifyWave(source!, keys)).filter(({ state }) => state !== 'holds')).toEqual([]);
  const documents = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      region: 'ap-southeast-3',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      endpoint: system.runtime.dynamodbEndpoint,
    }),
  );
  const names = system.runtime.environment('proposals');
  const tables = { recipients: names['RECIPIENTS_TABLE']!, ledger: names['LEDGER_TABLE']! };
  const { faults, years } = await checkLedger({
    waves: wavesStore(documents, names['WAVES_TABLE']!),
    ledger: ledgerStore(documents, tables.ledger),
    places: placesStore(documents, tables),
    people: () => countPeople(documents, tables.recipients),
  });
  documents.destroy();
  expect(faults).toEqual([]);
  expect(years).toMatchObject([{ decreed: 2, awarded: 2, reserved: 0 }]);
});

test('after the last day nobody appeals any more', async () => {
  system.advanceTo('2020-08-23T17:00:00Z');
  expect(problem(await appeal(3, 'lain'))).toBe('too-late-to-appeal');
  expect((await appeal(3)).status).toBe(200);
});
