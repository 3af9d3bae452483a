import { randomBytes } from 'node:crypto';
import { DeleteCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { RETRYABLE, RetryableError } from '#shared/errors.ts';
import type { JoinChanges } from '#shared/registrations/join-changes.ts';
import { type JoinDeps, joinWave } from '#shared/registrations/join-wave.ts';
import { personKey, registrationKey, shardOf } from '#shared/registrations/person-keys.ts';
import { register } from '#shared/registrations/register.ts';
import type { RegistrationBody } from '#shared/registrations/registration-body.ts';
import { partitionOf, type RegistrationItem, registrationItemSchema } from '#shared/registrations/registration-item.ts';
import { registrationFinder, registrationWriter } from '#shared/registrations/registration-writer-store.ts';
import { readSealedText } from '#shared/registrations/sealed-details.ts';
import { openSealed } from '#shared/sealing/open-sealed.ts';
import { checkManageToken, type ManageClaims } from '#shared/tokens/check-manage-token.ts';
import { signingKeyOf } from '#shared/tokens/signing-key.ts';
import { auditIn } from '../support/audit.ts';
import { fakeClock } from '../support/emulator.ts';
import { applicant, nik, PEPPER, SEALING_KEY_ID, wave } from '../support/people.ts';
import { useEmulator } from '../support/use-emulator.ts';
import { useSealingKey } from '../support/use-sealing-key.ts';

const emulator = useEmulator();
const sealing = useSealingKey();
const SIGNING = signingKeyOf(Buffer.alloc(32, 9));
const IN_FIRST = '2020-08-09T00:00:00Z';
const IN_SECOND = '2020-08-21T00:00:00Z';
const clock = fakeClock(IN_FIRST);
let number = 0;
let first: string;
let second: string;
let deps: JoinDeps;

beforeEach(() => {
  first = `first-${++number}`;
  second = `second-${number}`;
  clock.epochMs = Date.parse(IN_FIRST);
  const waves = [
    wave({ waveId: first }),
    wave({ waveId: second, opensAt: '2020-08-20T05:00:00.000Z', closesAt: '2020-08-23T05:00:00.000Z' }),
  ];
  deps = {
    clock,
    wave: async (asked) => waves.find(({ waveId }) => waveId === asked),
    hasReceived: async () => false,
    keep: registrationWriter(emulator.json, 'registrations'),
    find: registrationFinder(emulator.json, 'registrations'),
    peppers: async () => ({ lifetime: PEPPER, wave: PEPPER }),
    signingKey: async () => SIGNING,
    newEntryId: () => randomBytes(16).toString('hex'),
    sealingKeys: (keyId) => sealing.keys(keyId),
    audit: auditIn(emulator, clock).append,
  };
});

/** Registers by form and gives what the manage token of that allows. */
async function registered(waveId: string, body: RegistrationBody): Promise<ManageClaims> {
  const result = await register(deps, waveId, body);
  if (result.outcome !== 'registered') throw new Error(result.outcome);
  return (await checkManageToken([SIGNING], result.manageToken, clock.now()))!;
}

/** In the first wave by form; afterwards the second one is open. */
async function inFirst(body: RegistrationBody): Promise<ManageClaims> {
  const claims = await registered(first, body);
  clock.epochMs = Date.parse(IN_SECOND);
  return claims;
}

async function stored(waveId: string): Promise<RegistrationItem[]> {
  const { Items } = await emulator.documents.send(
    new ScanCommand({
      TableName: 'registrations',
      FilterExpression: 'begins_with(#partition, :wave)',
      ExpressionAttributeNames: { '#partition': 'partition' },
      ExpressionAttributeValues: { ':wave': `${waveId}#` },
    }),
  );
  return (Items ?? []).map((item) => registrationItemSchema.parse(item));
}

const join = (claims: ManageClaims, changes: JoinChanges = {}, waveId = second) => joinWave(deps, waveId, claims, changes);
const receiptOf = ({ outcome: _, ...receipt }: object & { outcome: string }) => JSON.stringify(receipt);

describe('joining with a manage token', () => {
  test('keeps the item that the form would have kept, and the form then gets the same receipt', async () => {
    const person = applicant({ nik: nik(10), fullName: 'Nyai Ontosoroh (Sanikem) d’Arc', occupation: 'farmer', laidOff: false });
    const joined = await join(await inFirst(person));
    expect(joined.outcome).toBe('registered');
    const [item] = await stored(second);
    expect(JSON.parse(await openSealed(item!.sealed!, item!.registrationKey, sealing.keys(SEALING_KEY_ID)))).toEqual([
      person.nik,
      person.kk,
      person.fullName,
      person.phone,
    ]);
    expect(item!.registrationKey).toBe(registrationKey(PEPPER, second, person.nik));

    const byForm = await register(deps, second, person);
    expect(byForm.outcome).toBe('registeredBefore');
    expect(receiptOf(byForm)).toBe(receiptOf(joined));

    // The form alone, in a wave of its own, keeps the same but for what is drawn by lot or bound to the wave.
    const { entryId: _, sealed: __, ...kept } = item!;
    await emulator.documents.send(
      new DeleteCommand({
        TableName: 'registrations',
        Key: { partition: item!.partition, registrationKey: item!.registrationKey },
      }),
    );
    await register(deps, second, person);
    const [typed] = await stored(second);
    expect(typed).toMatchObject(kept);
  });

  test('after the form has been sent gets the receipt of the form', async () => {
    const person = applicant({ nik: nik(11) });
    const claims = await inFirst(person);
    const byForm = await register(deps, second, person);
    const joined = await join(claims);
    expect([joined.outcome, receiptOf(joined)]).toEqual(['registeredBefore', receiptOf(byForm)]);
  });

  test('thirty times at once makes one item and byte-identical receipts', async () => {
    const claims = await inFirst(applicant({ nik: nik(12) }));
    const outcomes = await Promise.all(Array.from({ length: 30 }, () => join(claims)));
    expect(outcomes.filter(({ outcome }) => outcome === 'registered')).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === 'registeredBefore')).toHaveLength(29);
    expect(new Set(outcomes.map(receiptOf)).size).toBe(1);
    expect(await stored(second)).toHaveLength(1);
  });

  test('takes the changes that are given and everything else as it was', async () => {
    const person = applicant({ nik: nik(13) });
    const claims = await inFirst(person);
    const changes = {
      phone: '+6281999999999',
      province: '32',
      occupation: 'student',
      laidOff: false,
      inFormalEducation: true,
    } satisfies JoinChanges;
    const joined = await join(claims, changes);
    expect(joined.outcome).toBe('registered');
    const byForm = await register(deps, second, { ...person, ...changes });
    expect([byForm.outcome, receiptOf(byForm)]).toEqual(['registeredBefore', receiptOf(joined)]);
    expect(await join(claims, changes)).toEqual(byForm);
    // Those of the first wave are other details now, and the new token says what the form said last.
    expect(await join(claims)).toEqual({ outcome: 'otherDetails' });
    const newClaims = (await checkManageToken([SIGNING], 'manageToken' in joined ? joined.manageToken : '', clock.now()))!;
    expect(await join(newClaims)).toEqual(byForm);
  });

  test('after the sealing key was rotated opens with the key of the wave that has sealed, and seals to the new one', async () => {
    const person = applicant({ nik: nik(20) });
    const claims = await inFirst(person);
    const { wave: waves } = deps;
    deps.wave = async (asked) => {
      const found = await waves(asked);
      return found && asked === second ? { ...found, ...sealing.newer } : found;
    };
    const joined = await join(claims);
    expect(joined.outcome).toBe('registered');
    const [item] = await stored(second);
    const opened = (keyId: string) => openSealed(item!.sealed!, item!.registrationKey, sealing.keys(keyId));
    expect(JSON.parse(await opened(sealing.newer.sealingKeyId))).toContain(person.nik);
    await expect(opened(SEALING_KEY_ID)).rejects.toThrow();
    const newClaims = (await checkManageToken([SIGNING], 'manageToken' in joined ? joined.manageToken : '', clock.now()))!;
    expect(receiptOf(await join(newClaims))).toBe(receiptOf(joined));
  });

  test('with a token of that very wave repeats its receipt; with changes it is refused, and the first stays', async () => {
    const person = applicant({ nik: nik(14) });
    const claims = await registered(first, person);
    const byForm = await register(deps, first, person);
    expect(await join(claims, {}, first)).toEqual(byForm);
    expect(await join(claims, { phone: person.phone, laidOff: person.laidOff }, first)).toEqual(byForm);
    expect(await join(claims, { phone: '+6281999999999' }, first)).toEqual({ outcome: 'otherDetails' });
    expect(await stored(first)).toHaveLength(1);
  });

  test('is refused as a form would be: received before, another province, no such wave, not open, closed', async () => {
    const person = applicant({ nik: nik(15) });
    const claims = await inFirst(person);
    const asked: string[] = [];
    const received = { ...deps, hasReceived: async (key: string) => asked.push(key) > 0 };
    expect(await joinWave(received, second, claims, {})).toEqual({ outcome: 'receivedBefore' });
    expect(asked).toEqual([personKey(PEPPER, person.nik)]);
    expect(await join(claims, { province: '35' })).toEqual({ outcome: 'wrongProvince' });

    const before = sealing.calls;
    expect(await join(claims, {}, 'no-such-wave')).toEqual({ outcome: 'unknownWave' });
    expect(await join(claims, {}, first)).toEqual({ outcome: 'closed' });
    clock.epochMs = Date.parse('2020-08-20T04:59:59.999Z');
    expect(await join(claims)).toEqual({ outcome: 'notOpenYet' });
    expect(sealing.calls, 'nothing is opened for a wave that takes nobody').toBe(before);
    expect(await stored(second)).toEqual([]);
  });

  test('needs the registration of the token to be there still, and nobody gets past a key that is not theirs', async () => {
    const person = applicant({ nik: nik(16) });
    const claims = await inFirst(person);
    expect(await join({ ...claims, registrationKey: 'f'.repeat(64) })).toEqual({ outcome: 'unknownRegistration' });
    expect(await join({ ...claims, waveId: second })).toEqual({ outcome: 'unknownRegistration' });
    await emulator.documents.send(
      new DeleteCommand({
        TableName: 'registrations',
        Key: { partition: partitionOf(first, shardOf(claims.registrationKey)), registrationKey: claims.registrationKey },
      }),
    );
    expect(await join(claims)).toEqual({ outcome: 'unknownRegistration' });
    expect(await stored(second)).toEqual([]);
  });

  test("sealed data moved to another's item does not open, and the error says nothing of anybody", async () => {
    const [thief, victim] = [applicant({ nik: nik(17) }), applicant({ nik: nik(18) })];
    const claims = await registered(first, thief);
    const victimClaims = await registered(first, victim);
    clock.epochMs = Date.parse(IN_SECOND);
    const items = await stored(first);
    const [own, other] = [claims, victimClaims].map(
      ({ registrationKey: key }) => items.find((item) => item.registrationKey === key)!,
    );
    await emulator.documents.send(new PutCommand({ TableName: 'registrations', Item: { ...own, sealed: other!.sealed } }));
    const failure = await join(claims).catch((error: Error) => error);
    expect(failure).toBeInstanceOf(Error);
    const told = `${(failure as Error).message}\n${(failure as Error).stack}`;
    for (const { nik: of, kk, fullName, phone } of [thief, victim])
      for (const secret of [of, kk, fullName, phone]) expect(told).not.toContain(secret);
    expect(await stored(second)).toEqual([]);
  });

  test.each(['NIK SECRET', '["SECRET","SECRET"]', '"SECRET"'])(
    'what is no registration under its seal (%s) is not told',
    (form) => {
      const { nik: secret } = applicant();
      const reading = () => readSealedText(form.replaceAll('SECRET', secret));
      expect(reading).toThrow('what was sealed is not the details of a registration');
      expect(reading).not.toThrow(secret.slice(0, 5));
    },
  );

  test('stands in the audit log before anything is opened, each time, and says nothing by which a person is known', async () => {
    const person = applicant({ nik: nik(20) });
    const claims = await inFirst(person);
    const [item] = await stored(first);
    const chain = `openings-${shardOf(claims.registrationKey)}`;
    const log = auditIn(emulator, clock);
    const own = async () => (await log.page(chain, 0)).entries.filter(({ entryId }) => entryId === item!.entryId);
    const seen: number[] = [];
    deps.sealingKeys = (keyId) => async (point) => {
      seen.push((await own()).length);
      return sealing.keys(keyId)(point);
    };
    expect((await join(claims)).outcome).toBe('registered');
    expect((await join(claims)).outcome).toBe('registeredBefore');
    expect(seen).toEqual([1, 2]);
    expect(await own()).toEqual(
      [1, 2].map(() =>
        expect.objectContaining({
          actor: 'applicant',
          act: 'open-registration',
          purpose: 'join-wave',
          waveId: second,
          earlierWave: first,
        }),
      ),
    );
    const text = JSON.stringify(await own());
    const [newItem] = await stored(second);
    const keys = [item!.registrationKey, item!.personKey, item!.householdKey, newItem!.registrationKey, newItem!.entryId];
    for (const secret of [person.nik, person.kk, person.fullName, person.phone, ...keys]) expect(text).not.toContain(secret);
    // Nothing is opened for who is not there or comes too late, so there is nothing to be noted.
    const before = (await log.heads()).reduce((sum, { entries }) => sum + entries, 0);
    expect(await join(claims, {}, first)).toEqual({ outcome: 'closed' });
    expect(await join({ ...claims, registrationKey: 'f'.repeat(64) })).toEqual({ outcome: 'unknownRegistration' });
    expect((await log.heads()).reduce((sum, { entries }) => sum + entries, 0)).toBe(before);
  });

  test('opens nothing and registers nobody when the audit log can not be written', async () => {
    const claims = await inFirst(applicant({ nik: nik(21) }));
    const before = sealing.calls;
    deps.audit = () => Promise.reject(new RetryableError(RETRYABLE.transient, 'no answer'));
    await expect(join(claims)).rejects.toMatchObject({ name: 'TransientError' });
    expect(sealing.calls).toBe(before);
    expect(await stored(second)).toEqual([]);
  });

  test('names the fields that would not be taken any more, without what stood in them', async () => {
    // As if the check of names and family cards had been laxer when this person registered.
    const claims = await inFirst(applicant({ nik: nik(19), fullName: 'R2', kk: '3174051203150000' }));
    expect(await join(claims)).toEqual({ outcome: 'noLongerValid', fields: ['kk', 'fullName'] });
    expect(await stored(second)).toEqual([]);
  });
});
