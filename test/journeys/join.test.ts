import { readdirSync, readFileSync } from 'node:fs';
import { join as path } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ANSWERS } from '#shared/http/answers.ts';
import { shardOf } from '#shared/registrations/person-keys.ts';
import { partitionOf } from '#shared/registrations/registration-item.ts';
import { sealTo } from '#shared/sealing/seal.ts';
import { applicant, nik } from '../support/people.ts';
import { evidenceFile, planBody, type System, startSystem, untilPublished } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';

const FIRST = 'first';
const SECOND = 'second';
const THIRD = 'third';
/** Whoever is drawn in the first wave, and who isn't: two people, one place. The others come for the second only. */
const PEOPLE = [1, 2, 3, 4].map((number) =>
  applicant({
    nik: nik(number),
    kk: `317405120315000${number}`,
    fullName: `Warga Nomor${'abcd'[number - 1]}`,
    birthDate: '1990-01-01',
  }),
);
type Tokens = { entryId: string; receipt: string; manageToken: string };
const tokens = new Map<string, Tokens>();
let system: System;

const wavePath = (waveId: string) => `/v1/waves/${waveId}/registration`;
const join = (waveId: string, token: string | undefined, options: Parameters<System['send']>[2] = {}) =>
  system.send('POST', wavePath(waveId), { ...options, ...(token !== undefined && { token }) });
const typeOf = ({ status, json }: { status: number; json: Record<string, unknown> }) =>
  `${status} ${String(json['type']).replace('urn:gelombang:problem:', '')}`;

async function announce(waveId: string, day: number, places: number): Promise<void> {
  const at = (offset: number, time: string) => `2020-08-${String(day + offset).padStart(2, '0')}T${time}:00.000Z`;
  const body = planBody({
    opensAt: at(0, '05:00'),
    closesAt: at(1, '05:00'),
    beacon: { at: at(1, '05:10') },
    places,
    byProvince: 'national',
    rules: { ...planBody().rules, barredOccupations: ['civil-servant'] },
  });
  expect((await schedule(system, waveId, body)).status).toBe(201);
}

async function registerByForm(waveId: string, person: (typeof PEOPLE)[number]): Promise<Tokens> {
  const { status, json } = await system.send('POST', `/v1/waves/${waveId}/registrations`, { body: person });
  expect(status).toBe(201);
  return ANSWERS.Registration.parse(json);
}

/** Puts other sealed data, sealed to the right key, into the item that a manage token opens: what only a fault of ours could do. */
async function sealInstead(waveId: string, manageToken: string, text: string): Promise<void> {
  const { WAVES_TABLE, REGISTRATIONS_TABLE } = system.runtime.environment('join-wave');
  const settings = { region: 'ap-southeast-3', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const client = new DynamoDBClient({ ...settings, endpoint: system.runtime.dynamodbEndpoint });
  const documents = DynamoDBDocumentClient.from(client);
  const { Item } = await documents.send(new GetCommand({ TableName: WAVES_TABLE!, Key: { waveId } }));
  const registrationKey = String(decodeJwt(manageToken)['registrationKey']);
  await documents.send(
    new UpdateCommand({
      TableName: REGISTRATIONS_TABLE!,
      Key: { partition: partitionOf(waveId, shardOf(registrationKey)), registrationKey },
      UpdateExpression: 'SET sealed = :sealed',
      ConditionExpression: 'attribute_exists(sealed)',
      ExpressionAttributeValues: { ':sealed': sealTo(Item!['sealingPublicKey'])(text, registrationKey) },
    }),
  );
  client.destroy();
}

/** Who was drawn in the first wave, and who wasn't. */
function drawn() {
  const winners = evidenceFile(system.runtime, FIRST, 'winners.csv')!;
  const [winner, ...none] = PEOPLE.slice(0, 2).toSorted(
    (left, right) =>
      Number(winners.includes(tokens.get(right.nik)!.entryId)) - Number(winners.includes(tokens.get(left.nik)!.entryId)),
  );
  expect(winners).toContain(tokens.get(winner!.nik)!.entryId);
  return { winner: winner!, loser: none[0]! };
}

beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00Z');
  await announce(FIRST, 8, 1);
  await announce(SECOND, 10, 5);
  await announce(THIRD, 14, 5);
  system.advanceTo('2020-08-08T05:00:00Z');
  for (const person of PEOPLE.slice(0, 2)) tokens.set(person.nik, await registerByForm(FIRST, person));
});
afterAll(() => system?.stop());

describe('joining the next wave with a manage token, over HTTP, on the synthesized template', () => {
  test('with the token of the open wave itself repeats its receipt, byte for byte', async () => {
    const { manageToken } = tokens.get(PEOPLE[0]!.nik)!;
    const form = await system.send('POST', `/v1/waves/${FIRST}/registrations`, { body: PEOPLE[0] });
    const joined = await join(FIRST, manageToken);
    expect([joined.status, joined.text]).toEqual([200, form.text]);
    expect(typeOf(await join(FIRST, manageToken, { body: { phone: '+6281999999999' } }))).toBe('409 registered-with-other-details');
  });

  test('is told when the wave is not open yet, or not there', async () => {
    const { manageToken } = tokens.get(PEOPLE[0]!.nik)!;
    expect(typeOf(await join(SECOND, manageToken))).toBe('409 not-open-yet');
    expect(typeOf(await join('no-such-wave', manageToken))).toBe('404 unknown-wave');
  });

  test('after the first wave: who was not drawn joins by pressing once or twice, who was is told', async () => {
    system.advanceTo('2020-08-09T05:00:31Z');
    await untilPublished(system, FIRST);
    const { winner, loser } = drawn();
    expect(typeOf(await join(FIRST, tokens.get(loser.nik)!.manageToken))).toBe('409 closed');
    system.advanceTo('2020-08-10T05:00:00Z');

    const joined = await join(SECOND, tokens.get(loser.nik)!.manageToken);
    expect(joined.status).toBe(201);
    const registration = ANSWERS.Registration.parse(joined.json);
    expect(registration.waveId).toBe(SECOND);
    expect(registration.entryId).not.toBe(tokens.get(loser.nik)!.entryId);
    const twice = await Promise.all([
      join(SECOND, tokens.get(loser.nik)!.manageToken),
      join(SECOND, tokens.get(loser.nik)!.manageToken, { body: {} }),
      join(SECOND, registration.manageToken),
      system.send('POST', `/v1/waves/${SECOND}/registrations`, { body: loser }),
    ]);
    for (const again of twice) expect([again.status, again.text]).toEqual([200, joined.text]);
    const own = await system.send('GET', wavePath(SECOND), { token: registration.manageToken });
    expect(own).toMatchObject({ status: 200, json: { entryId: registration.entryId, state: 'registered' } });

    expect(typeOf(await join(SECOND, tokens.get(winner.nik)!.manageToken))).toBe('409 received-before');
  });

  test('with a change takes it, and holds to it afterwards', async () => {
    tokens.set(PEOPLE[2]!.nik, await registerByForm(SECOND, PEOPLE[2]!));
    const { manageToken } = tokens.get(PEOPLE[2]!.nik)!;
    system.advanceTo('2020-08-14T05:00:00Z');
    const body = { province: '32', laidOff: false };
    const joined = await join(THIRD, manageToken, { body });
    expect(joined.status).toBe(201);
    expect(decodeJwt(joined.json['receipt'] as string)).toMatchObject({ waveId: THIRD, province: '32', priority: false });
    const again = await join(THIRD, manageToken, { body });
    expect([again.status, again.text]).toEqual([200, joined.text]);
    const form = await system.send('POST', `/v1/waves/${THIRD}/registrations`, { body: { ...PEOPLE[2], ...body } });
    expect([form.status, form.text]).toEqual([200, joined.text]);
    expect(typeOf(await join(THIRD, manageToken))).toBe('409 registered-with-other-details');
  });

  test('takes no other token: none, a receipt, an officer’s, one that was tampered with, one signed by another', async () => {
    const { manageToken, receipt } = tokens.get(PEOPLE[2]!.nik)!;
    const [header, payload, signature] = manageToken.split('.');
    const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, registrationKey: 'f'.repeat(64) })).toString('base64url');
    const unsigned = `${Buffer.from('{"alg":"none","typ":"gelombang-manage+jwt"}').toString('base64url')}.${payload}.`;
    const officer = await system.runtime.token('officer');
    for (const token of [undefined, 'x', receipt, officer, `${header}.${forged}.${signature}`, unsigned]) {
      const answer = await join(THIRD, token);
      expect(typeOf(answer)).toBe('401 unauthorized');
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  test('somebody else’s token registers that somebody, never its bearer', async () => {
    const { loser } = drawn();
    const { manageToken } = tokens.get(loser.nik)!;
    // All that identifies a person is refused as a change, so a token can't be turned on another one.
    for (const field of ['nik', 'kk', 'fullName', 'birthDate'] as const) {
      const answer = await join(THIRD, manageToken, { body: { [field]: PEOPLE[3]![field] } });
      expect(typeOf(answer)).toBe('422 invalid-fields');
      expect(answer.json['errors']).toMatchObject([{ pointer: `/${field}` }]);
      expect(answer.text).not.toContain(PEOPLE[3]![field]);
    }
    const own = await registerByForm(THIRD, PEOPLE[3]!);
    const joined = await join(THIRD, manageToken);
    expect(joined.status).toBe(201);
    expect(joined.json['entryId']).not.toBe(own.entryId);
    const claimsOf = (token: unknown) => decodeJwt(String(token))['registrationKey'];
    expect(claimsOf(joined.json['manageToken'])).not.toBe(claimsOf(own.manageToken));
  });

  test('a body is optional, and a wrong one gets the usual problems', async () => {
    const { manageToken } = tokens.get(PEOPLE[2]!.nik)!;
    const cases: [string, Parameters<System['send']>[2]][] = [
      ['400 malformed-json', { raw: '{' }],
      ['413 body-too-large', { raw: `"${'x'.repeat(9_000)}"` }],
      ['415 not-json', { raw: 'phone=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
      ['422 invalid-fields', { body: { phone: '0812' } }],
      ['422 invalid-fields', { body: [] }],
      ['422 invalid-fields', { body: { consent: true } }],
      ['409 registered-with-other-details', { headers: { 'content-type': 'application/json' } }],
    ];
    for (const [expected, options] of cases) expect(typeOf(await join(THIRD, manageToken, options))).toBe(expected);
    const inIndonesian = await join(THIRD, manageToken, { body: { phone: '0812' }, headers: { 'accept-language': 'id' } });
    expect(inIndonesian.json['errors']).toEqual([
      { pointer: '/phone', detail: 'Nomor telepon ditulis dengan kode negara, misalnya +62 diikuti nomornya tanpa spasi.' },
    ]);
  });

  test('leaves nothing personal in any log, evidence file, table or working, even when it fails', async () => {
    const { manageToken } = tokens.get(PEOPLE[2]!.nik)!;
    await sealInstead(SECOND, manageToken, `NIK ${PEOPLE[2]!.nik}`);
    const failed = await join(THIRD, manageToken);
    expect(typeOf(failed)).toBe('500 internal');
    expect(failed.text).not.toContain(PEOPLE[2]!.nik);
    const files = readdirSync(system.dataFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const names = files.map((entry) => path(entry.parentPath, entry.name));
    const log = names.filter((name) => name.includes('join-wave')).map((name) => readFileSync(name, 'utf8'));
    for (const line of ['registeredBefore', 'receivedBefore', 'request failed']) expect(log.join('')).toContain(line);
    const secrets = ['6281999999999', ...PEOPLE.flatMap(({ nik: of, kk, fullName, phone }) => [of, kk, fullName, phone.slice(1)])];
    const found = names.filter((name) => {
      const text = readFileSync(name, 'latin1');
      // A message is the delivery itself: the number that it goes to stands in its first line.
      if (name.includes('/outbox/')) return secrets.some((secret) => text.replace(/^To: \+\d+\n/, '').includes(secret));
      return secrets.some((secret) => text.includes(secret));
    });
    expect(found).toEqual([]);
  });
});
