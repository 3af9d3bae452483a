import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AttributeValue,
  DeleteTableCommand,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ExecutionEvent } from '#infra/local/workflows/state-machine.ts';
import { OPERATIONS } from '#shared/http/operations/operations.ts';
import { signedRequest } from '#shared/partners/sign-request.ts';
import { activationsPath } from '#shared/partners/signed-request.ts';
import type { RegistrationBody } from '#shared/registrations/registration-body.ts';
import { sealTo } from '#shared/sealing/seal.ts';
import { aPartner, fresh } from '../partners/a-partner.ts';
import { registerByTwo } from '../partners/registered.ts';
import { foundIn, type Needle, needle } from '../support/canary.ts';
import { factsOf } from '../support/lists.ts';
import { applicant } from '../support/people.ts';
import { type HttpAnswer, planBody, type System, startSystem, untilPublished } from '../support/running-system.ts';

/** Three of one family card, of whom two may receive: what they send goes through everything that people can reach. */
const PEOPLE = ['3174052903877731', '3174056903877732', '3174052903877733'].map((nik, at) =>
  applicant({
    nik,
    kk: '3174050711190042',
    fullName: `Zulkarnain Kanari${['satu', 'dua', 'tiga'][at]}`,
    birthDate: '1987-03-29',
    phone: `+628135557093${at + 1}`,
  }),
);
/** What a fault of ours has put where it doesn't belong: it lies in a table then, and must get no further. */
const PLANTED = applicant({
  nik: '3273021709956644',
  kk: '3273021812200077',
  fullName: 'Burhanudin Kenarijaya',
  phone: '+6285722213377',
});
/** For what takes a fraction of that on an idle machine. */
const PATIENCE_MS = 200_000;
const CLIENT = { region: 'ap-southeast-3', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };

vi.setConfig({ testTimeout: 2 * PATIENCE_MS });

const personal = ({ nik, kk, fullName, phone }: RegistrationBody): Needle[] => [
  needle('NIK', nik),
  needle('KK', kk),
  needle('full name', fullName),
  needle('part of the name', fullName.split(' ')[1]!),
  // With the country code, with a nought, or with neither.
  needle('phone', phone.slice(3)),
  needle('phone as sent', phone),
];
const TYPED = PEOPLE.flatMap(personal);
/** Screening goes by it, so the registrations hold it in clear; nothing else may. */
const BIRTH_DATE = needle('birth date', '1987-03-29');
const EVERYTHING = [...TYPED, BIRTH_DATE, ...personal(PLANTED)];

const PARTNER = aPartner('kanari');

type Options = Parameters<System['send']>[2];
type Registered = { entryId: string; receipt: string; manageToken: string };
const answers: { asked: string; answer: string }[] = [];
const statuses = new Map<string, Set<string>>();
const events: ExecutionEvent[] = [];
const tokens = new Map<string, Registered>();
const entriesInB = new Map<string, string>();
let system: System;
let dynamodb: DynamoDBClient;
let officer: string;
let approver: string;

/** Sends and keeps the whole answer. */
async function ask(method: string, path: string, options: Options = {}): Promise<HttpAnswer> {
  const answer = await system.send(method, path, options);
  answers.push({ asked: `${method} ${path}`, answer: `${JSON.stringify([...answer.headers])} ${answer.text}` });
  const route = path
    .replace(/\?.*$/, '')
    .replace(/^\/v1\/waves\/[^/]+/, '/v1/waves/{waveId}')
    .replace(/\/appeals\/[^/]+/, '/appeals/{entryId}')
    .replace(/^\/v1\/audit\/[^/]+/, '/v1/audit/{chain}')
    .replace(/^\/v1\/partners\/[^/]+/, '/v1/partners/{partnerId}')
    .replace(/^\/v1\/proposals\/[^/]+/, '/v1/proposals/{proposalId}')
    .replace(/^\/v1\/ledger\/[^/]+/, '/v1/ledger/{year}')
    .replace(/^\/v1\/lists\/[^/]+/, '/v1/lists/{listId}')
    .replace(/\/imports\/[^/]+/, '/imports/{importId}')
    .replace(/\/chunks\/[^/]+/, '/chunks/{number}')
    .replace(/\/evidence\/.*$/, '/evidence/{file+}');
  const seen = statuses.get(`${method} ${route}`) ?? new Set();
  statuses.set(`${method} ${route}`, seen.add(String(answer.json['type'] ?? answer.status).replace('urn:gelombang:problem:', '')));
  return answer;
}
const form = (waveId: string, body: unknown, options: Options = {}) =>
  ask('POST', `/v1/waves/${waveId}/registrations`, { body, ...options });
const byToken = (waveId: string, person: RegistrationBody, options: Options = {}) =>
  ask('POST', `/v1/waves/${waveId}/registration`, { token: tokens.get(person.nik)!.manageToken, ...options });

/** A partner's request, signed, whatever its body is. */
async function signed(raw: string, names = { idempotencyKey: fresh(), nonce: fresh() }): Promise<HttpAnswer> {
  const { method, path, headers } = signedRequest(PARTNER.key, activationsPath(PARTNER.key.partnerId), raw, {
    ...names,
    now: system.runtime.clock.now(),
  });
  return ask(method, path, { raw, headers });
}

async function announce(waveId: string, opensAt: string, closesAt: string, changes: object = {}): Promise<void> {
  const body = planBody({ opensAt, closesAt, beacon: { at: closesAt }, places: 2, byProvince: 'national', ...changes });
  const { status, json } = await ask('PUT', `/v1/waves/${waveId}`, { body, token: officer });
  expect(status).toBe(202);
  const decision = { proposalId: json['proposalId'], decision: 'approved' };
  expect((await ask('POST', `/v1/waves/${waveId}/plan-decision`, { body: decision, token: approver })).status).toBe(201);
}

async function connect(): Promise<void> {
  dynamodb = new DynamoDBClient({ ...CLIENT, endpoint: system.runtime.dynamodbEndpoint });
  officer = await system.runtime.token('officer');
  approver = await system.runtime.token('approver');
}
const table = (name: string) => system.runtime.environment('screen-shard')[`${name}_TABLE`]!;
async function itemsOf(name: string): Promise<Record<string, AttributeValue>[]> {
  return (await dynamodb.send(new ScanCommand({ TableName: table(name), ConsistentRead: true }))).Items ?? [];
}

beforeAll(async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'gelombang-canary-'));
  const onEvent = (event: ExecutionEvent) => void events.push(event);
  system = await startSystem('2020-08-08T04:00:00Z', dataFolder, { onEvent });
  await connect();
  await announce('a', '2020-08-08T05:00:00.000Z', '2020-08-09T05:00:00.000Z');
  await announce('b', '2020-08-08T05:00:00.000Z', '2020-08-09T05:00:00.000Z');
  await announce('c', '2020-08-09T08:00:00.000Z', '2020-08-09T10:00:00.000Z', { places: 1 });
  await announce('broken', '2020-08-09T08:00:00.000Z', '2020-08-09T20:00:00.000Z');
  await announce('d', '2020-08-11T12:00:00.000Z', '2020-08-12T05:00:00.000Z');
  expect(await registerByTwo({ ...system, send: ask }, 'kanari', PARTNER.body)).toBe(200);
  for (const person of PEOPLE) await form('d', person);
  system.advanceTo('2020-08-08T05:00:00Z');
  for (const person of PEOPLE) {
    tokens.set(person.nik, (await form('a', person)).json as Registered);
    await form('a', person);
    await form('a', { ...person, fullName: PEOPLE[0]!.fullName.toUpperCase() });
    entriesInB.set(person.nik, String((await form('b', person)).json['entryId']));
  }
});
afterAll(async () => {
  dynamodb?.destroy();
  await system?.stop();
});

describe('the canaries go through', () => {
  const [one, two] = PEOPLE as [RegistrationBody, RegistrationBody];
  const misplaced = [one.nik, one.kk, one.fullName, one.phone, one.birthDate];

  test('wrong fields, unknown fields, and bodies that are no JSON, too large, cut off, or of another type', async () => {
    const fields = Object.keys(one) as (keyof RegistrationBody)[];
    for (const value of misplaced) {
      for (const field of fields) await form('a', { ...one, [field]: `${value}x` });
      await form('a', { ...one, [value]: value });
      await form('a', { ...one, nik: { [value]: [value] } });
      await form('a', value);
      await byToken('a', two, { body: { [value]: value, phone: value, province: value, occupation: value } });
    }
    const text = JSON.stringify(one);
    for (let cut = 1; cut < text.length; cut += 7) await form('a', undefined, { raw: text.slice(0, cut) });
    await form('a', undefined, { raw: text + text });
    await form('a', { ...one, fullName: `${one.fullName} `.repeat(500) });
    await form('a', { ...one, fullName: `${one.fullName} `.repeat(10) });
    await form('a', undefined, {
      raw: new URLSearchParams(text).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    await form('a', undefined, { raw: text, headers: { 'content-type': one.nik } });
    await form('a', { ...one, birthDate: '2019-02-30', province: '99' });
    await byToken('a', one, { raw: text.slice(0, 60) });
    await byToken('a', one, { raw: text, headers: { 'content-type': 'text/plain' } });
    await byToken('a', one, { raw: JSON.stringify(one.fullName.repeat(600)) });
    await byToken('a', one, { body: { phone: '+6281355570999' } });
  });

  test('paths, queries, headers and tokens of every route', async () => {
    for (const value of misplaced) {
      const part = encodeURIComponent(value);
      const headers = {
        'x-nik': part,
        cookie: `nik=${part}`,
        'accept-language': part,
        referer: `https://example.org/${part}`,
        'user-agent': part,
        'idempotency-key': part,
      };
      for (const route of Object.keys(OPERATIONS)) {
        const [method = '', path = ''] = route.split(' ');
        const body = method === 'GET' ? {} : { body: one };
        const inPath = path.replace(/\{\w+\}/g, part).replace('{file+}', `${part}.json`);
        for (const token of [undefined, part, officer, approver, tokens.get(one.nik)!.manageToken])
          await ask(method, `${inPath}?nik=${part}`, { ...body, headers, ...(token !== undefined && { token }) });
        const elsewhere = path.replace('{waveId}', 'a').replace('{chain}', 'officers').replace('{partnerId}', 'pijar');
        const whole = elsewhere.replace('{proposalId}', '0'.repeat(32));
        await ask(method, whole.replace('{file+}', `entrants/${part}.csv`), {
          ...body,
          headers,
          token: part,
        });
      }
      await ask('POST', `/v1/waves/${part}/registration`, { headers, token: tokens.get(one.nik)!.manageToken });
      await ask('GET', `/v1/${part}`, { headers });
      await ask('DELETE', `/v1/waves/${part}`, { headers, token: officer });
    }
  });

  test('what officers send: plans, lists and dry runs', async () => {
    for (const value of misplaced) {
      for (const field of Object.keys(planBody())) {
        await ask('PUT', '/v1/waves/d', { token: officer, body: { ...planBody(), [field]: value } });
        await ask('POST', '/v1/waves/a/dry-run', { token: officer, body: { entrants: 10, [field]: value, [value]: 1 } });
      }
      const { body } = aPartner('pijar');
      for (const changes of [
        ...(/\d{7}/.test(value) ? [{ name: value }] : []),
        { state: value },
        { partnerId: value },
        { keys: [{ ...body.keys[0], kid: value }] },
        { [value]: value },
      ])
        await ask('POST', '/v1/proposals', {
          token: officer,
          body: { kind: 'register-partner', partnerId: 'pijar', ...body, ...changes },
        });
      for (const wrong of [{ waveId: value, entryId: value }, { waveId: 'a', entryId: 'e'.repeat(32), [value]: value }, value])
        await signed(JSON.stringify(wrong));
      const decision = { proposalId: value, decision: value, reason: value };
      await ask('POST', '/v1/waves/d/plan-decision', { token: approver, body: decision });
      await ask('POST', '/v1/waves/d/plan-decision', { token: approver, body: { ...decision, [value]: value } });
      await ask('POST', `/v1/proposals/${'0'.repeat(32)}/decision`, {
        token: approver,
        body: { ...decision, decision: 'rejected' },
      });
      await ask('POST', '/v1/proposals', { token: officer, body: { kind: value, waveId: value, reason: value } });
      await ask('POST', '/v1/proposals', { token: officer, body: { kind: 'stop-revocations', waveId: value, reason: value } });
      await ask('GET', `/v1/proposals?state=${encodeURIComponent(value)}&after=${encodeURIComponent(value)}`, { token: officer });
      await ask('GET', `/v1/preflight?opensAt=${encodeURIComponent(String(value))}`, { token: officer });
      const rules = { ...planBody().rules, exclusionLists: [value], barredOccupations: [value] };
      await ask('PUT', '/v1/waves/d', { token: officer, body: { ...planBody(), rules } });
      await ask('POST', '/v1/waves/a/dry-run', { token: officer, body: { entrants: 10, byProvince: { [value]: 1 } } });
    }
    await importsOf(PEOPLE.map(({ nik }) => nik));
    const auditor = await system.runtime.token('auditor');
    await ask('PUT', '/v1/waves/d', { token: auditor, body: one });
    await ask('POST', '/v1/waves/a/selection', { token: officer, body: one });
  });

  /** A list of them all, right and in every wrong way: as a whole, in other bytes, with names beside, cut off. */
  async function importsOf(niks: readonly string[]): Promise<void> {
    const csv = { 'content-type': 'text/csv' };
    const imports = '/v1/lists/canaries/imports';
    for (const lines of [niks, [...niks, niks[0]!.slice(1)], niks.map((nik, at) => `${nik},${PEOPLE[at]!.fullName}`)]) {
      const text = lines.map((line) => `${line}\r\n`).join('');
      const begun = await ask('POST', imports, { body: await factsOf(text), token: officer });
      const path = `${imports}/${begun.json['importId']}`;
      await ask('POST', `${path}/completion`, { token: officer });
      await ask('PUT', `${path}/chunks/1`, { raw: text, token: officer });
      await ask('PUT', `${path}/chunks/1`, { raw: `${text}${text}`, token: officer, headers: csv });
      await ask('PUT', `${path}/chunks/1`, { raw: text.repeat(5_000), token: officer, headers: csv });
      await ask('PUT', `${path}/chunks/1`, { raw: text, token: officer, headers: csv });
      await ask('PUT', `${path}/chunks/1`, { raw: text.slice(0, -9), token: officer, headers: csv });
      await ask('PUT', `${path}/chunks/1`, { raw: text.replaceAll('\r', ''), token: officer, headers: csv });
      await ask('POST', `${path}/completion`, { token: officer });
      await ask('PUT', `${path}/chunks/1`, { raw: text, token: officer, headers: csv });
    }
    for (const value of misplaced) {
      const facts = await factsOf(`${one.nik}\n`);
      for (const field of Object.keys(facts)) await ask('POST', imports, { body: { ...facts, [field]: value }, token: officer });
      await ask('GET', `/v1/lists?on=${encodeURIComponent(value)}`, { token: officer });
    }
    await ask('GET', '/v1/lists', { token: officer });
  }

  test('two selections at once that take them from each other, results, and joining', async () => {
    system.advanceTo('2020-08-09T05:00:31Z');
    for (const waveId of ['a', 'b']) await untilPublished(system, waveId, PATIENCE_MS / 1000);
    await form('a', one);
    system.advanceTo('2020-08-09T08:00:00Z');
    for (const person of PEOPLE) {
      await form('c', person);
      await byToken('c', person);
      await byToken('c', person, { body: { province: '32' } });
      await byToken('d', person);
      await ask('GET', '/v1/waves/a/registration', { token: tokens.get(person.nik)!.manageToken });
      await ask('GET', '/v1/waves/b/registration', { token: tokens.get(person.nik)!.manageToken });
      // Which of the two waves has drawn whom is chance: they take them from each other.
      for (const [waveId, entryId] of [
        ['a', tokens.get(person.nik)!.entryId],
        ['b', entriesInB.get(person.nik)!],
      ]) {
        const activation = JSON.stringify({ waveId, entryId });
        const names = { idempotencyKey: fresh(), nonce: fresh() };
        await signed(activation, names);
        await signed(activation, names);
        await signed(activation, { ...names, nonce: fresh() });
        await signed(activation);
      }
    }
    for (const route of [
      '',
      '/report',
      '/evidence/plan.json',
      '/evidence/winners.csv',
      '/evidence/certificate.json',
      '/evidence/attempts.jsonl',
    ])
      await ask('GET', `/v1/waves/a${route}`, { token: officer });
    await ask('POST', '/v1/waves/a/selection', { token: officer });
    await ask('GET', '/v1/waves');
    await ask('GET', '/v1/openapi.json');
    await ask('GET', '/.well-known/jwks.json');
  });

  test('sealed data that is no registration, and items that are none: requests and a selection fail', async () => {
    const waves = await itemsOf('WAVES');
    const sealingPublicKey = waves.find(({ waveId }) => waveId!.S === 'a')!['sealingPublicKey']!.S!;
    const registrations = await itemsOf('REGISTRATIONS');
    const own = registrations.find(({ entryId }) => entryId!.S === tokens.get(two.nik)!.entryId)!;
    const text = JSON.stringify([PLANTED.nik, PLANTED.fullName]);
    const sealed = { B: sealTo(sealingPublicKey)(text, own['registrationKey']!.S!) };
    await dynamodb.send(new PutItemCommand({ TableName: table('REGISTRATIONS'), Item: { ...own, sealed } }));
    await byToken('broken', two);

    const { nik, kk, fullName, phone } = PLANTED;
    const Item = {
      ...own,
      partition: { S: 'broken#00' },
      registrationKey: { S: `00${'a'.repeat(62)}` },
      sex: { S: fullName },
      occupation: { S: nik },
      province: { N: kk },
      laidOff: { S: phone },
      [nik]: { S: phone },
    };
    await dynamodb.send(new PutItemCommand({ TableName: table('REGISTRATIONS'), Item }));
    const failed = () => system.runtime.executions().filter(({ status }) => status === 'FAILED');
    system.advanceTo('2020-08-09T20:00:31Z');
    await vi.waitFor(() => expect(failed().map(({ name }) => name)).toEqual(['broken-1']), PATIENCE_MS);
    await ask('GET', '/v1/waves/broken/report', { token: officer });
    await untilErased('c');
  });

  async function untilErased(waveId: string): Promise<void> {
    const commitment = async () =>
      (await ask('GET', `/v1/waves/${waveId}/evidence/commitment.json`)).json as { beacon?: { roundAt: string } };
    await vi.waitFor(async () => expect((await commitment()).beacon).toBeDefined(), PATIENCE_MS);
    system.advanceTo('2020-08-11T05:00:00Z');
    const done = () =>
      system.runtime.executions().filter(({ name, status }) => name.includes('-erasure-') && status === 'SUCCEEDED');
    await vi.waitFor(
      () => expect(done().map(({ name }) => name)).toEqual(expect.arrayContaining(['a-erasure-1', 'b-erasure-1'])),
      PATIENCE_MS,
    );
    system.advanceTo('2020-08-11T12:00:00Z');
    for (const person of PEOPLE) await byToken('d', person);
  }

  test('a secret that is none, and a table that is gone', async () => {
    dynamodb.destroy();
    await system.runtime.stop();
    const secrets = join(system.dataFolder, 'secrets');
    const pepper = join(secrets, readdirSync(secrets).find((name) => name.startsWith('StoresPepper'))!);
    const right = readFileSync(pepper, 'utf8');
    writeFileSync(pepper, 'no pepper');
    system = await startSystem('2020-08-11T12:00:00Z', system.dataFolder);
    await connect();
    for (const person of PEOPLE) await form('d', person);
    await announceInVain();
    writeFileSync(pepper, right);
    const RECIPIENTS = table('RECIPIENTS');
    dynamodb.destroy();
    await system.runtime.stop();
    system = await startSystem('2020-08-11T12:00:00Z', system.dataFolder);
    await connect();
    await dynamodb.send(new UpdateTableCommand({ TableName: RECIPIENTS, DeletionProtectionEnabled: false }));
    await dynamodb.send(new DeleteTableCommand({ TableName: RECIPIENTS }));
    for (const person of PEOPLE) await form('d', person);
    // What is logged of a request that fails must not be what it was asked by.
    for (const value of misplaced) await ask('POST', `/v1/waves/d/registrations?nik=${encodeURIComponent(value)}`, { body: one });
  });

  async function announceInVain(): Promise<void> {
    const body = planBody({
      opensAt: '2021-01-01T00:00:00Z',
      closesAt: '2021-01-02T00:00:00Z',
      beacon: { at: '2021-01-03T00:00:00Z' },
    });
    await ask('PUT', '/v1/waves/e', { body, token: officer });
  }
});

describe('and are found nowhere', () => {
  const filesBelow = (folder: string) =>
    readdirSync(join(system.dataFolder, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  const searched = (files: readonly string[], needles: readonly Needle[]) =>
    files.flatMap((file) => {
      // A message is the delivery itself: the number that it goes to stands in its first line, and nothing of anybody in the others.
      const text = readFileSync(file, 'latin1');
      const found = foundIn(file.includes('/outbox/') ? text.replace(/^To: \+\d+\n/, '') : text, needles);
      return found.length > 0 ? [`${file.slice(system.dataFolder.length + 1)}: ${found.join(', ')}`] : [];
    });

  test('every kind of answer has been seen', () => {
    const kinds = (route: string) => [...(statuses.get(route) ?? [])];
    expect(kinds('POST /v1/waves/{waveId}/registrations')).toEqual(
      expect.arrayContaining([
        '201',
        '200',
        'registered-with-other-details',
        'received-before',
        'invalid-fields',
        'malformed-json',
        'body-too-large',
        'not-json',
        'unknown-wave',
        'not-open-yet',
        'closed',
        'internal',
      ]),
    );
    expect(kinds('POST /v1/waves/{waveId}/registration')).toEqual(
      expect.arrayContaining([
        '200',
        'received-before',
        'details-erased',
        'internal',
        'unauthorized',
        'unknown-wave',
        'not-open-yet',
        'invalid-fields',
        'malformed-json',
        'not-json',
        'body-too-large',
        'registered-with-other-details',
      ]),
    );
    expect(kinds('PUT /v1/waves/{waveId}')).toEqual(
      expect.arrayContaining(['202', 'invalid-wave-id', 'invalid-fields', 'forbidden', 'internal']),
    );
    expect(kinds('GET /v1/waves/{waveId}/registration')).toEqual(
      expect.arrayContaining(['200', 'unknown-registration', 'unauthorized']),
    );
    expect(kinds('POST /v1/partners/{partnerId}/activations')).toEqual(
      expect.arrayContaining([
        '201',
        '200',
        'unknown-place',
        'activated-otherwise',
        'replayed-request',
        'invalid-fields',
        'unauthorized',
      ]),
    );
    expect(kinds('PUT /v1/lists/{listId}/imports/{importId}/chunks/{number}')).toEqual(
      expect.arrayContaining([
        '200',
        'unknown-import',
        'import-closed',
        'other-bytes',
        'chunk-too-large',
        'not-csv',
        'not-its-lines',
      ]),
    );
    expect(kinds('POST /v1/lists/{listId}/imports/{importId}/completion')).toEqual(
      expect.arrayContaining(['201', 'missing-chunks', 'faulty-lines', 'unknown-import']),
    );
    expect(kinds('POST /v1/lists/{listId}/imports')).toEqual(expect.arrayContaining(['201', 'invalid-list-id', 'invalid-fields']));
    expect([...statuses.keys()]).toEqual(expect.arrayContaining(Object.keys(OPERATIONS)));
  });

  test('in no answer, headers included', () => {
    expect(answers.length).toBeGreaterThan(500);
    const told = answers.flatMap(({ asked, answer }) => foundIn(answer, EVERYTHING).map((what) => `${asked}: ${what}`));
    expect(told).toEqual([]);
  });

  test('in no line of a log', () => {
    const logs = filesBelow('logs');
    const lines = logs.map((file) => readFileSync(file, 'utf8')).join('');
    for (const line of [
      'registeredBefore',
      'receivedBefore',
      'detailsErased',
      'request failed',
      'step failed',
      'plan proposed',
      'plan decided',
      'erasures under way',
      'notice delivered',
    ])
      expect(lines.includes(line), line).toBe(true);
    expect(searched(logs, EVERYTHING)).toEqual([]);
  });

  test('in no execution, its input, output, cause and events', () => {
    const executions = filesBelow('executions');
    expect(executions.some((file) => readFileSync(file, 'utf8').includes('"FAILED"'))).toBe(true);
    expect(searched(executions, EVERYTHING)).toEqual([]);
    expect(events.length).toBeGreaterThan(1_000);
    expect(foundIn(JSON.stringify(events), EVERYTHING)).toEqual([]);
  });

  test('in no evidence file and no working', () => {
    const files = filesBelow('buckets');
    const all = files.map((file) => readFileSync(file, 'utf8')).join('');
    for (const { entryId } of tokens.values()) expect(all.includes(entryId)).toBe(true);
    for (const part of ['evidence/a/winners.csv', 'workings/a/screened/', 'evidence/b/exclusions/'])
      expect(
        files.some((file) => file.includes(part)),
        part,
      ).toBe(true);
    expect(searched([...files, ...filesBelow('bucket-facts')], EVERYTHING)).toEqual([]);
  });

  test('in no item of a table, but for the birth date and what was planted there; nor in any other file', async () => {
    const items = (await Promise.all(['WAVES', 'REGISTRATIONS', 'EXCLUSIONS'].map(itemsOf))).flat();
    for (const { entryId } of tokens.values()) expect(JSON.stringify(items).includes(entryId)).toBe(true);
    const asTexts = items.map((item) =>
      JSON.stringify(item, (_, value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value)),
    );
    expect(foundIn(asTexts.join('\n'), [BIRTH_DATE])).toEqual(['birth date']);
    expect(foundIn(asTexts.join('\n'), TYPED)).toEqual([]);
    expect(filesBelow('outbox').length).toBeGreaterThan(1);
    expect(searched(filesBelow('.'), TYPED)).toEqual([]);
  });

  test('although each would be, in clear, in base64 at any place, as hex, in a URL, or as a plain digest', () => {
    const [person] = PEOPLE as [RegistrationBody];
    for (const value of [person.nik, person.kk, person.fullName, person.phone, person.birthDate]) {
      const hidden = [
        `{"message":"${value}"}`,
        value.toUpperCase(),
        new URLSearchParams({ value }).toString(),
        encodeURIComponent(value),
        Buffer.from(value).toString('hex'),
        createHash('sha256').update(value).digest('hex'),
        createHash('sha256').update(value).digest('base64'),
        ...['', 'a', 'ab'].flatMap((before) =>
          (['base64', 'base64url'] as const).map((encoding) => Buffer.from(`${before}${value}?`).toString(encoding)),
        ),
      ];
      for (const text of hidden) expect(foundIn(`x${text}y`, EVERYTHING), text).not.toEqual([]);
    }
  });
});

afterAll(() => rmSync(system.dataFolder, { recursive: true, force: true }));
