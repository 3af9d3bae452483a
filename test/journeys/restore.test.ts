import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AttributeValue, DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { App } from 'aws-cdk-lib/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleOf } from '#infra/bundle.ts';
import { GelombangStack } from '#infra/gelombang-stack.ts';
import { STAGES } from '#infra/stages.ts';
import { ANSWERS } from '#shared/http/answers.ts';
import { COUNTED_ERRORS } from '#shared/names.ts';
import { checkReceipt } from '#verify/check-receipt.ts';
import { findKeys } from '#verify/keys.ts';
import { sourcesAt } from '#verify/source.ts';
import { verifyWave } from '#verify/verify-wave.ts';
import cdkJson from '../../cdk.json' with { type: 'json' };
import { applicant, nik } from '../support/people.ts';
import { evidenceFile, planBody, type System, startSystem, untilPublished } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';

/** Published before all is lost, with one place for four people. */
const FIRST = 'first';
/** Closed, not yet selected: the winner of the first wave is registered in it too. */
const SECOND = 'second';
/** Announced afterwards. */
const THIRD = 'third';
const PEOPLE = [1, 2, 3, 4].map((number) =>
  applicant({
    nik: nik(number),
    kk: `317405120315000${number}`,
    fullName: `Warga Nomor${'abcd'[number - 1]}`,
    birthDate: '1990-01-01',
  }),
);
type Tables = Record<string, Record<string, AttributeValue>[]>;
/** What a backup holds: the tables' items, the secrets and keys, and the bucket, whose files nobody could remove. */
type Backup = { tables: Tables; folder: string };

const folder = mkdtempSync(join(tmpdir(), 'gelombang-backup-'));
/** The beacon's chain stands in for drand, which is not ours to lose. */
const OUTSIDE_THE_TABLES = ['secrets', 'keys', 'buckets', 'bucket-facts'];
const registered = new Map<string, { entryId: string; receipt: string; manageToken: string }>();
let backup: Backup;
let system: System;
let ownBefore: string[];

const tokenOf = (at: number) => registered.get(PEOPLE[at]!.nik)!;
const form = (waveId: string, at: number) => system.send('POST', `/v1/waves/${waveId}/registrations`, { body: PEOPLE[at] });
const joinBy = (waveId: string, at: number) =>
  system.send('POST', `/v1/waves/${waveId}/registration`, { token: tokenOf(at).manageToken });
const ownOf = async (at: number) =>
  (await system.send('GET', `/v1/waves/${FIRST}/registration`, { token: tokenOf(at).manageToken })).text;
/** Who was drawn in the first wave comes first. */
const byFirstResult = (winners: string) =>
  PEOPLE.map((_, at) => at).toSorted(
    (a, b) => Number(winners.includes(tokenOf(b).entryId)) - Number(winners.includes(tokenOf(a).entryId)),
  );

async function announce(waveId: string, opensAt: string, closesAt: string) {
  const body = planBody({ opensAt, closesAt, beacon: { at: closesAt }, places: 1, byProvince: 'national' });
  return schedule(system, waveId, body);
}

function clientOf({ runtime }: System): DynamoDBClient {
  const settings = { region: 'ap-southeast-3', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  return new DynamoDBClient({ ...settings, endpoint: runtime.dynamodbEndpoint });
}

/** By the names of the environment, since a restored table has another name. */
function tableNames({ runtime }: System): Record<string, string> {
  const { WAVES_TABLE, REGISTRATIONS_TABLE, RECIPIENTS_TABLE, EXCLUSIONS_TABLE } = runtime.environment('screen-shard');
  return { WAVES_TABLE, REGISTRATIONS_TABLE, RECIPIENTS_TABLE, EXCLUSIONS_TABLE } as Record<string, string>;
}

async function itemsOf(of: System): Promise<Tables> {
  const client = clientOf(of);
  const tables: Tables = {};
  for (const [name, TableName] of Object.entries(tableNames(of)))
    tables[name] = (await client.send(new ScanCommand({ TableName, ConsistentRead: true }))).Items ?? [];
  client.destroy();
  return tables;
}

/** Into a folder in which nothing was, with the backup's secrets changed as told. */
async function restored(at: string, changes: { pepper?: (text: string) => string; assembly?: string } = {}): Promise<System> {
  const fresh = mkdtempSync(join(tmpdir(), 'gelombang-restored-'));
  for (const part of OUTSIDE_THE_TABLES) cpSync(join(backup.folder, part), join(fresh, part), { recursive: true });
  const pepper = join(fresh, 'secrets', readdirSync(join(fresh, 'secrets')).find((name) => name.startsWith('StoresPepper'))!);
  if (changes.pepper) writeFileSync(pepper, changes.pepper(readFileSync(pepper, 'utf8')));
  const into = await startSystem(at, fresh, changes.assembly ? { assembly: changes.assembly } : {});
  const client = clientOf(into);
  for (const [name, TableName] of Object.entries(tableNames(into)))
    for (const Item of backup.tables[name]!) await client.send(new PutItemCommand({ TableName, Item }));
  client.destroy();
  return into;
}

/** The stack after a rotation of the sealing key. */
function assemblyWithKeys(sealingKeys: number): string {
  const outdir = join(folder, 'assembly');
  const app = new App({ outdir, context: cdkJson.context, analyticsReporting: false });
  const code = (name: string) => Code.fromAsset(bundleOf(name));
  new GelombangStack(app, { stage: { ...STAGES.dev, sealingKeys }, code, softwareVersion: 'rotated' });
  app.synth({ skipValidation: true });
  return outdir;
}

beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00Z');
  await announce(FIRST, '2020-08-08T05:00:00.000Z', '2020-08-09T05:00:00.000Z');
  await announce(SECOND, '2020-08-08T05:00:00.000Z', '2020-08-09T12:00:00.000Z');
  system.advanceTo('2020-08-08T05:00:00Z');
  for (const at of PEOPLE.keys()) {
    registered.set(PEOPLE[at]!.nik, ANSWERS.Registration.parse((await form(FIRST, at)).json));
    // The last one comes to the second wave only afterwards.
    if (at < 3) expect((await form(SECOND, at)).status).toBe(201);
  }
  system.advanceTo('2020-08-09T05:00:31Z');
  await untilPublished(system, FIRST, 200);
  ownBefore = await Promise.all([...PEOPLE.keys()].map(ownOf));
  backup = { tables: await itemsOf(system), folder };
  for (const part of OUTSIDE_THE_TABLES) cpSync(join(system.dataFolder, part), join(folder, part), { recursive: true });
  const lost = system.dataFolder;
  await system.stop();
  expect(existsSync(lost)).toBe(false);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('restored with everything, and both secrets rotated at once', () => {
  beforeAll(async () => {
    system = await restored('2020-08-09T06:00:00Z', {
      pepper: (text) => `${text},${randomBytes(32).toString('hex')}`,
      assembly: assemblyWithKeys(2),
    });
  });
  afterAll(() => system?.stop());

  test('what was published is recounted, receipts are found and own results are told as before', async () => {
    expect(await Promise.all([...PEOPLE.keys()].map(ownOf))).toEqual(ownBefore);
    const place = `${system.runtime.url}/v1/waves/${FIRST}/evidence`;
    const keys = await findKeys(undefined, place);
    const [source] = await sourcesAt(place);
    expect((await verifyWave(source!, keys)).filter(({ state }) => state !== 'holds')).toEqual([]);
    for (const at of PEOPLE.keys()) expect((await checkReceipt(source!, keys, tokenOf(at).receipt)).verdict).toBe('entrant');
  });

  test('in a wave of before people are known again, by form and by token', async () => {
    const [winner, loser] = byFirstResult(evidenceFile(system.runtime, FIRST, 'winners.csv')!);
    const late = 3;
    if (winner !== late) {
      const [byForm, byToken] = [await form(SECOND, winner!), await joinBy(SECOND, winner!)];
      expect([byForm.status, byToken.text]).toEqual([200, byForm.text]);
      expect((await joinBy(SECOND, late)).status).toBe(201);
    } else expect((await joinBy(SECOND, late)).json).toMatchObject({ type: 'urn:gelombang:problem:received-before' });
    const again = await form(SECOND, loser!);
    expect([again.status, (await joinBy(SECOND, loser!)).text]).toEqual([again.status, again.text]);
    expect((await itemsOf(system))['WAVES_TABLE']!.map(({ pepper: of }) => of!.M!['version']!.N)).toEqual(['1', '1']);
  });

  test('the next selection never awards who has received, although registered in it before the draw', async () => {
    system.advanceTo('2020-08-09T12:00:31Z');
    await untilPublished(system, SECOND, 200);
    const { RECIPIENTS_TABLE } = await itemsOf(system);
    const people = RECIPIENTS_TABLE!.filter(({ key }) => key!.S!.startsWith('person#'));
    expect(people.map(({ waveId }) => waveId!.S).sort()).toEqual([FIRST, SECOND]);
    expect(new Set(people.map(({ key }) => key!.S)).size).toBe(2);
  });

  test('a wave that is announced now takes the new versions, and what they replace goes on opening and recognising', async () => {
    const [winner] = byFirstResult(evidenceFile(system.runtime, FIRST, 'winners.csv')!);
    expect((await announce(THIRD, '2020-08-09T14:00:00.000Z', '2020-08-10T05:00:00.000Z')).status).toBe(201);
    system.advanceTo('2020-08-09T14:00:00Z');
    for (const answer of [await form(THIRD, winner!), await joinBy(THIRD, winner!)])
      expect(answer.json).toMatchObject({ type: 'urn:gelombang:problem:received-before' });
    const joined = await Promise.all([...PEOPLE.keys()].map((at) => joinBy(THIRD, at)));
    // All but the winners of two waves.
    expect(joined.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409]);
    const token = joined.find(({ status }) => status === 201)!.json['manageToken'] as string;
    const repeat = await system.send('POST', `/v1/waves/${THIRD}/registration`, { token });
    expect([repeat.status, repeat.text]).toEqual([200, joined.find(({ status }) => status === 201)!.text]);
    const waves = (await itemsOf(system))['WAVES_TABLE']!;
    const [first, third] = [FIRST, THIRD].map((id) => waves.find(({ waveId }) => waveId!.S === id)!);
    expect(third!['pepper']!.M!['version']!.N).toBe('2');
    expect(third!['pepper']!.M!['lifetimeCheck']).toEqual(first!['pepper']!.M!['lifetimeCheck']);
    expect(third!['sealingKeyId']!.S).not.toBe(first!['sealingKeyId']!.S);
  });
});

describe('restored with another pepper', () => {
  beforeAll(async () => {
    system = await restored('2020-08-09T06:00:00Z', { pepper: () => randomBytes(32).toString('hex') });
  });
  afterAll(() => system?.stop());

  test('nothing registers, joins or is announced, and the line that the alarm counts is logged', async () => {
    const answers = [
      ...(await Promise.all([...PEOPLE.keys()].flatMap((at) => [form(SECOND, at), joinBy(SECOND, at)]))),
      await announce(THIRD, '2020-08-09T14:00:00.000Z', '2020-08-10T05:00:00.000Z'),
    ];
    expect(answers.map(({ status, json }) => `${status} ${json['type']}`)).toEqual(
      answers.map(() => '500 urn:gelombang:problem:internal'),
    );
    expect(await itemsOf(system)).toEqual(backup.tables);
    for (const name of ['register', 'join-wave', 'schedule-wave']) {
      const log = readFileSync(join(system.dataFolder, 'logs', `gelombang-dev-${name}.log`), 'utf8');
      expect(log).toMatch(new RegExp(`error['"]?: ?['"]${COUNTED_ERRORS.wrongPepper}['"]`));
    }
  });

  test('what is public and what is proven goes on, since it needs no pepper', async () => {
    expect(await Promise.all([...PEOPLE.keys()].map(ownOf))).toEqual(ownBefore);
    const place = `${system.runtime.url}/v1/waves/${FIRST}/evidence`;
    const [source] = await sourcesAt(place);
    const keys = await findKeys(undefined, place);
    expect((await checkReceipt(source!, keys, tokenOf(0).receipt)).verdict).toBe('entrant');
  });
});
