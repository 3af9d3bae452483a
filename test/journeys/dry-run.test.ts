import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, ListTablesCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { beaconChainSchema, firstRoundAtOrAfter, roundAt } from '#shared/beacon/chain.ts';
import { certificateSchema } from '#shared/evidence/documents.ts';
import { ANSWERS } from '#shared/http/answers.ts';
import { TABLE_KEYS } from '../support/emulator.ts';
import { applicant, nik } from '../support/people.ts';
import { evidenceFile, planBody, type System, startSystem, untilPublished } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';

const WAVE = '/v1/waves/2020-04';
const DRY_RUN = `${WAVE}/dry-run`;
let system: System;
let officer: string;
let auditor: string;
let keptAtFirst: string[];

beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00Z');
  [officer, auditor] = await Promise.all([system.runtime.token('officer'), system.runtime.token('auditor')]);
  const body = planBody({ places: 100, byProvince: { '31': 70, '32': 30 } });
  expect((await schedule(system, WAVE.split('/').at(-1)!, body)).status).toBe(201);
  keptAtFirst = await everythingKept();
});
afterAll(() => system?.stop());

const tried = async (body: object, token = officer) => {
  const answer = await system.send('POST', DRY_RUN, { body, token });
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  return ANSWERS.DryRun.parse(answer.json);
};

/** DynamoDB gives the fields of an item, and of the maps in it, in any order. */
function inOneOrder(value: unknown): unknown {
  if (value instanceof Uint8Array || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inOneOrder);
  return Object.entries(value)
    .sort()
    .map(([name, of]) => [name, inOneOrder(of)]);
}

/** Everything that is kept but the audit log, which a dry run is in: each item of each table, and each file of the bucket with its time. */
async function everythingKept(): Promise<string[]> {
  const { runtime } = system;
  const client = new DynamoDBClient({
    endpoint: runtime.dynamodbEndpoint,
    region: 'ap-southeast-3',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const kept: string[] = [];
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  expect(TableNames).toHaveLength(Object.keys(TABLE_KEYS).length);
  const log = runtime.environment('audit')['AUDIT_TABLE'];
  for (const TableName of TableNames.filter((name) => name !== log)) {
    for await (const { Items } of paginateScan({ client }, { TableName, ConsistentRead: true }))
      kept.push(...(Items ?? []).map((item) => `${TableName} ${JSON.stringify(inOneOrder(item))}`));
  }
  client.destroy();
  const folder = runtime.bucketFolder(runtime.environment('draw')['EVIDENCE_BUCKET']!);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    kept.push(entry.isFile() ? `${path} ${statSync(path).mtimeMs} ${readFileSync(path, 'hex')}` : path);
  }
  return kept.sort();
}

describe('an officer tries an announced wave, over HTTP, on the synthesized template', () => {
  test('and sees where the places would go', async () => {
    const result = await tried({ entrants: 1_000 });
    expect(result).toMatchObject({
      waveId: '2020-04',
      dryRun: true,
      planHash: (await system.send('GET', WAVE)).json['planHash'],
      beacon: { chainName: 'local-test-chain', test: true },
      entrants: {
        total: 1_000,
        priority: 300,
        byProvince: { '31': { total: 700, priority: 210 }, '32': { total: 300, priority: 90 } },
      },
      places: 100,
      awarded: 100,
      unfilled: 0,
      byPhase: { a: 80, b: 20, c: 0 },
    });
    expect(result.provinces['31']).toMatchObject({ places: 70, awarded: 70, cutOff: expect.any(String) });
    const few = await tried({ entrants: 50, householdsOf: 1, byProvince: { '31': 1, '32': 4 } });
    expect(few).toMatchObject({ awarded: 50, unfilled: 50, byPhase: { c: 10 } });
    expect(few.provinces['32']).toMatchObject({ places: 30, spilledIn: 10, awarded: 40 });
  });

  test('asks twice for one round and gets the same, as does an auditor', async () => {
    const chain = beaconChainSchema.parse(JSON.parse(system.runtime.environment('dry-run')['BEACON_CHAIN']!));
    const round = firstRoundAtOrAfter(chain, Date.parse('2020-05-01T00:00:00Z'));
    const answers = await Promise.all([officer, officer, auditor].map((token) => tried({ entrants: 300, round }, token)));
    expect(new Set(answers.map(({ milliseconds: _, ...facts }) => JSON.stringify(facts))).size).toBe(1);
    expect(answers[0]!.beacon.round).toBe(round);
    const byDefault = await tried({ entrants: 300 });
    const age = system.runtime.clock.now() - roundAt(chain, byDefault.beacon.round);
    expect(age).toBeGreaterThanOrEqual(60_000);
    expect(age).toBeLessThan(70_000);
  });

  test('with as many entrants as there may be', async () => {
    expect(await tried({ entrants: 200_000, householdsOf: 5, priorityPerMille: 1000 })).toMatchObject({
      entrants: { total: 200_000, priority: 200_000 },
      awarded: 100,
    });
  });

  test('and nobody without a token of theirs does', async () => {
    const { send } = system;
    for (const token of [undefined, 'not.a.token', `${officer.slice(0, -4)}AAAA`])
      expect((await send('POST', DRY_RUN, { body: { entrants: 10 }, ...(token !== undefined && { token }) })).status).toBe(401);
  });

  test('and is told of a wave that is not there, or can not be', async () => {
    for (const waveId of ['2020-05', 'NOT-A-NAME', 'x'.repeat(3_000)]) {
      expect(await system.send('POST', `/v1/waves/${waveId}/dry-run`, { body: { entrants: 10 }, token: officer })).toMatchObject({
        status: 404,
        json: { type: 'urn:gelombang:problem:unknown-wave' },
      });
    }
  });

  test.each<[string, object]>([
    ['/entrants', { entrants: 0 }],
    ['/entrants', { entrants: 200_001 }],
    ['/entrants', { entrants: 1.5 }],
    ['/entrants', { entrants: '100' }],
    ['/entrants', { entrants: undefined }],
    ['/priorityPerMille', { priorityPerMille: -1 }],
    ['/priorityPerMille', { priorityPerMille: 1001 }],
    ['/priorityPerMille', { priorityPerMille: null }],
    ['/householdsOf', { householdsOf: 0 }],
    ['/householdsOf', { householdsOf: 6 }],
    ['/householdsOf', { householdsOf: 2.5 }],
    ['/byProvince', { byProvince: 'national' }],
    ['/byProvince', { byProvince: {} }],
    ['/byProvince', { byProvince: { '31': 0, '32': 0 } }],
    ['/byProvince/31', { byProvince: { '31': -1 } }],
    ['/byProvince/31', { byProvince: { '31': 1e300 } }],
    ['/byProvince/99', { byProvince: { '99': 1 } }],
    ['/byProvince/91', { byProvince: { '31': 1, '91': 1 } }],
    ['/round', { round: 0 }],
    ['/round', { round: 1e15 }],
    ['/round', { round: 2 ** 53 }],
    ['/seed', { seed: 'f'.repeat(64) }],
  ])('is told what is wrong at %s: %j', async (pointer, change) => {
    const { status, json } = await system.send('POST', DRY_RUN, { body: { entrants: 10, ...change }, token: officer });
    expect([status, json['type']]).toEqual([422, 'urn:gelombang:problem:invalid-fields']);
    expect(json['errors']).toEqual([{ pointer, detail: expect.any(String) }]);
  });

  test.each([
    ['malformed-json', 400, '{"entrants":'],
    ['body-too-large', 413, JSON.stringify({ entrants: 10, byProvince: 'x'.repeat(9_000) })],
  ])('is told of a body that is %s', async (problem, status, raw) => {
    expect(await system.send('POST', DRY_RUN, { raw, token: officer })).toMatchObject({
      status,
      json: { type: `urn:gelombang:problem:${problem}` },
    });
  });
});

test('nothing is written by dry runs, before, during and after the wave, and the wave draws by a seed of its own', async () => {
  const seeds = new Set<string>();
  const tryUnnoticed = async () => {
    const before = await everythingKept();
    for (const body of [{ entrants: 500 }, { entrants: 500, round: 1 }]) seeds.add((await tried(body)).seed);
    expect(await everythingKept()).toEqual(before);
    return before;
  };
  // Nothing of all the tests before, nor of these: a write that is the same each time would be there by now.
  expect(await tryUnnoticed()).toEqual(keptAtFirst);
  system.advanceTo('2020-08-08T05:00:00Z');
  for (let number = 1; number <= 20; number++) {
    const kk = `317405120315${String(number).padStart(4, '0')}`;
    const body = applicant({ nik: nik(number), kk, birthDate: '1990-01-01', occupation: 'driver' });
    expect((await system.send('POST', `${WAVE}/registrations`, { body })).status).toBe(201);
  }
  // The clock freezes the plan of an open wave within a minute.
  await vi.waitUntil(() => evidenceFile(system.runtime, '2020-04', 'plans/1.json.jws'), 10_000);
  expect((await tryUnnoticed()).length).toBeGreaterThan(20);
  system.advanceTo('2020-08-09T05:00:31Z');
  await untilPublished(system, '2020-04');
  officer = await system.runtime.token('officer');
  const kept = await tryUnnoticed();
  expect(kept.filter((of) => of.includes('/evidence/2020-04/')).length).toBeGreaterThan(3 * 256);

  const certificate = certificateSchema.parse(JSON.parse(evidenceFile(system.runtime, '2020-04', 'certificate.json')!));
  const afterTheDraw = await tried({ entrants: 500, round: certificate.beacon.round });
  expect(afterTheDraw.beacon.round).toBe(certificate.beacon.round);
  expect([...seeds, afterTheDraw.seed]).not.toContain(certificate.seed);
  expect(certificate).toMatchObject({ entrants: { total: 20 }, awarded: 20 });
});
