import { createPrivateKey, createPublicKey, diffieHellman, randomBytes } from 'node:crypto';
import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { personKey, registrationKey } from '#shared/registrations/person-keys.ts';
import { type RegisterDeps, register } from '#shared/registrations/register.ts';
import { registrationItemSchema } from '#shared/registrations/registration-item.ts';
import { registrationFinder, registrationWriter } from '#shared/registrations/registration-writer-store.ts';
import { registrationsStore } from '#shared/registrations/registrations-store.ts';
import { openSealed } from '#shared/sealing/open-sealed.ts';
import { checkManageToken } from '#shared/tokens/check-manage-token.ts';
import { signingKeyOf } from '#shared/tokens/signing-key.ts';
import { fakeClock } from '../support/emulator.ts';
import { applicant, nik, PEPPER, SEALING_PRIVATE_KEY, wave } from '../support/people.ts';
import { useEmulator } from '../support/use-emulator.ts';

const emulator = useEmulator();
const signingKey = signingKeyOf(Buffer.alloc(32, 9));
const clock = fakeClock('2020-08-09T00:00:00Z');
let deps: RegisterDeps;
let waveNumber = 0;
let waveId: string;

beforeEach(() => {
  waveId = `test-${++waveNumber}`;
  clock.epochMs = Date.parse('2020-08-09T00:00:00Z');
  const standing = wave({ waveId });
  deps = {
    clock,
    wave: async (asked) => (asked === waveId ? standing : undefined),
    hasReceived: async () => false,
    keep: registrationWriter(emulator.json, 'registrations'),
    find: registrationFinder(emulator.json, 'registrations'),
    peppers: async () => ({ lifetime: PEPPER, wave: PEPPER }),
    signingKey: async () => signingKey,
    newEntryId: () => randomBytes(16).toString('hex'),
  };
});

const stored = async () => {
  const { Items } = await emulator.dynamodb.send(
    new ScanCommand({
      TableName: 'registrations',
      FilterExpression: 'begins_with(#p, :p)',
      ExpressionAttributeNames: { '#p': 'partition' },
      ExpressionAttributeValues: { ':p': { S: `${waveId}#` } },
    }),
  );
  return Items ?? [];
};

describe('a registration', () => {
  test('parallel repeats make one item and byte-identical receipts', async () => {
    const outcomes = await Promise.all(Array.from({ length: 30 }, () => register(deps, waveId, applicant())));
    expect(outcomes.filter(({ outcome }) => outcome === 'registered')).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === 'registeredBefore')).toHaveLength(29);
    expect(new Set(outcomes.map(({ outcome: _, ...answer }) => JSON.stringify(answer))).size).toBe(1);
    expect(await stored()).toHaveLength(1);
  });

  test('with other details is refused, and the first stays', async () => {
    const first = await register(deps, waveId, applicant());
    for (const change of [
      { phone: '+6281234567891' },
      { fullName: 'Siti Rahmawaty' },
      { province: '32' },
      { laidOff: false },
      { kk: '3174051203150008' },
    ]) {
      expect(await register(deps, waveId, applicant(change))).toEqual({ outcome: 'otherDetails' });
    }
    expect(await register(deps, waveId, applicant())).toEqual({ ...first, outcome: 'registeredBefore' });
  });

  test.each([
    ['one millisecond before the opening', '2020-08-08T04:59:59.999Z', 'notOpenYet'],
    ['at the opening', '2020-08-08T05:00:00.000Z', 'registered'],
    ['one millisecond before the closing', '2020-08-12T16:58:59.999Z', 'registered'],
    ['at the closing', '2020-08-12T16:59:00.000Z', 'closed'],
    ['one millisecond late', '2020-08-12T16:59:00.001Z', 'closed'],
  ])('%s is %s: %s', async (_, at, outcome) => {
    clock.epochMs = Date.parse(at);
    expect((await register(deps, waveId, applicant())).outcome).toBe(outcome);
    expect(await stored()).toHaveLength(outcome === 'registered' ? 1 : 0);
  });

  test('of an unknown wave, from a foreign province, by somebody unborn or by a recipient stores nothing', async () => {
    expect(await register(deps, 'no-such-wave', applicant())).toEqual({ outcome: 'unknownWave' });
    expect(await register(deps, waveId, applicant({ province: '35' }))).toEqual({ outcome: 'wrongProvince' });
    expect(await register(deps, waveId, applicant({ birthDate: '2020-08-10' }))).toEqual({ outcome: 'bornInTheFuture' });
    const asked: string[] = [];
    const recipient = { ...deps, hasReceived: async (key: string) => asked.push(key) > 0 };
    expect(await register(recipient, waveId, applicant())).toEqual({ outcome: 'receivedBefore' });
    expect(asked).toEqual([personKey(PEPPER, applicant().nik)]);
    expect(await stored()).toHaveLength(0);
  });

  test('of somebody whom another wave has taken since: the repeat still gets its receipt, other details and newcomers are told', async () => {
    const first = await register(deps, waveId, applicant());
    deps = { ...deps, hasReceived: async () => true };
    expect(await register(deps, waveId, applicant())).toEqual({ ...first, outcome: 'registeredBefore' });
    expect(await register(deps, waveId, applicant({ phone: '+6281234567891' }))).toEqual({ outcome: 'receivedBefore' });
    expect(await register(deps, waveId, applicant({ nik: nik(7) }))).toEqual({ outcome: 'receivedBefore' });
    expect(await stored()).toHaveLength(1);
  });

  test('keeps nothing personal in clear, and what is sealed opens with the private key alone', async () => {
    const body = applicant();
    await register(deps, waveId, body);
    const [item] = await stored();
    const text = JSON.stringify(item, (_, value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value));
    for (const secret of [body.nik, body.kk, body.fullName, body.phone]) expect(text).not.toContain(secret);
    const derive = async (point: Uint8Array) => {
      const publicKey = createPublicKey({
        format: 'jwk',
        key: {
          kty: 'EC',
          crv: 'P-256',
          x: Buffer.from(point.subarray(1, 33)).toString('base64url'),
          y: Buffer.from(point.subarray(33)).toString('base64url'),
        },
      });
      return diffieHellman({
        privateKey: createPrivateKey(SEALING_PRIVATE_KEY.export({ format: 'pem', type: 'pkcs8' })),
        publicKey,
      });
    };
    const sealed = item!['sealed']!.B!;
    const key = registrationKey(PEPPER, waveId, body.nik);
    expect(JSON.parse(await openSealed(sealed, key, derive))).toEqual([body.nik, body.kk, body.fullName, body.phone]);
    await expect(openSealed(sealed, 'another item', derive)).rejects.toThrow();
  });

  test('in two waves shows by its keys alone that it is the same person and household, and in public files nothing', async () => {
    const standing = [wave({ waveId }), wave({ waveId: `${waveId}-later` })];
    for (const of of standing) await register({ ...deps, wave: async () => of }, of.waveId, applicant());
    const [first, later] = await Promise.all(standing.map(async (of) => (await registrationsOf(of.waveId))[0]!));
    expect([later!.personKey, later!.householdKey]).toEqual([first!.personKey, first!.householdKey]);
    for (const name of ['registrationKey', 'householdTag', 'entryId'] as const) expect(later![name], name).not.toBe(first![name]);
  });

  test.each([
    ['3174056508920003', 'female'],
    ['3174054101920003', 'female'],
    ['3174053112920003', 'male'],
    ['3174050101920003', 'male'],
  ])('with the NIK %s is kept as of a %s', async (of, sex) => {
    await register(deps, waveId, applicant({ nik: of }));
    expect((await registrationsOf(waveId)).map((item) => item.sex)).toEqual([sex]);
  });

  test('costs one write unit with the longest values', async () => {
    const longest = applicant({ fullName: 'ꦱ'.repeat(53), phone: '+123456789012345', occupation: 'state-company-executive' });
    await register(deps, waveId, longest);
    const [item] = await registrationsOf(waveId);
    const { ConsumedCapacity } = await emulator.dynamodb.send(
      new PutItemCommand({
        TableName: 'registrations',
        Item: marshall({ ...registrationItemSchema.parse(item), partition: `${'w'.repeat(32)}#00` }),
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    expect(ConsumedCapacity?.CapacityUnits).toBe(1);
  });

  test('gives a manage token that opens this registration and no other', async () => {
    const result = await register(deps, waveId, applicant({ nik: nik(1) }));
    if (result.outcome !== 'registered') throw new Error(result.outcome);
    const claims = await checkManageToken([signingKey], result.manageToken, clock.now());
    expect(claims).toEqual({ waveId, registrationKey: registrationKey(PEPPER, waveId, nik(1)) });
    // A receipt is public: it must not open anything.
    expect(await checkManageToken([signingKey], result.receipt, clock.now())).toBeUndefined();
    expect(await checkManageToken([signingKeyOf(Buffer.alloc(32, 1))], result.manageToken, clock.now())).toBeUndefined();
    expect(await checkManageToken([signingKey], result.manageToken, clock.now() + 401 * 86_400_000)).toBeUndefined();
  });
});

async function registrationsOf(wanted: string) {
  const store = registrationsStore(emulator.documents, 'registrations');
  const all = [];
  for (const shard of Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))) {
    for await (const page of store.ofShard(wanted, shard)) all.push(...page);
  }
  return all;
}
