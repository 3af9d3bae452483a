import { createPublicKey, diffieHellman } from 'node:crypto';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, test } from 'vitest';
import { checkPeople } from '#shared/civil-registry/check-people.ts';
import type { PersonToCheck, RegistryResult } from '#shared/civil-registry/civil-registry.ts';
import { registryChecksStore } from '#shared/civil-registry/registry-checks-store.ts';
import type { RegistrationItem } from '#shared/registrations/registration-item.ts';
import { sealedText } from '#shared/registrations/sealed-details.ts';
import { sealTo } from '#shared/sealing/seal.ts';
import { auditIn } from '../support/audit.ts';
import { fakeClock } from '../support/emulator.ts';
import { applicant, nik, SEALING_PRIVATE_KEY, wave } from '../support/people.ts';
import { useEmulator } from '../support/use-emulator.ts';

const emulator = useEmulator();
const clock = fakeClock('2020-08-13T00:00:00Z');
const seal = sealTo(wave().sealingPublicKey);
let asked: PersonToCheck[];
let derived: number;
let says: (person: PersonToCheck) => RegistryResult;

beforeEach(() => {
  [asked, derived, says] = [[], 0, () => 'match'];
});

const kk = (serial: number) => `317405120315${String(serial).padStart(4, '0')}`;
function registration(serial: number, changes: Partial<RegistrationItem> = {}): RegistrationItem {
  const registrationKey = `0a${String(serial).padStart(62, '0')}`;
  const item = {
    registrationKey,
    entryId: String(serial).padStart(32, '0'),
    personKey: `person-${serial}`,
    birthDate: '1990-01-01',
  };
  const sealed = seal(sealedText(applicant({ nik: nik(serial), kk: kk(serial) })), registrationKey);
  return { ...item, householdKey: `household-${serial}`, sealed, ...changes } as RegistrationItem;
}

const check = (people: RegistrationItem[]) =>
  checkPeople(
    {
      clock,
      registry: {
        check: async (person) => {
          asked.push(person);
          return says(person);
        },
      },
      checks: registryChecksStore(emulator.documents, 'checks'),
      derive: async (point) => {
        derived++;
        const jwk = { kty: 'EC', crv: 'P-256', x: base64url(point.subarray(1, 33)), y: base64url(point.subarray(33)) };
        return diffieHellman({ privateKey: SEALING_PRIVATE_KEY, publicKey: createPublicKey({ key: jwk, format: 'jwk' }) });
      },
      audit: auditIn(emulator, clock).append,
    },
    { waveId: '2020-04', shard: '0a', people },
  );
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const openings = async () => (await auditIn(emulator, clock).page('openings-0a', 0)).entries;

test('the registry is asked once a person, whatever it says, and again about whom it has not answered for', async () => {
  says = ({ nik: of }) => (of === nik(1) ? 'mismatch' : of === nik(2) ? 'pending' : 'match');
  const people = [1, 2, 3].map((serial) => registration(serial));
  const first = await check(people);
  expect(Object.fromEntries(first)).toEqual({ 'person-1': 'mismatch', 'person-2': 'pending', 'person-3': 'match' });
  expect(asked.toSorted((one, other) => (one.nik < other.nik ? -1 : 1))).toEqual(
    [1, 2, 3].map((serial) => ({ nik: nik(serial), kk: kk(serial), birthDate: '1990-01-01' })),
  );
  expect(derived).toBe(1);
  asked = [];
  says = () => 'match';
  expect(Object.fromEntries(await check(people))).toEqual({ 'person-1': 'mismatch', 'person-2': 'match', 'person-3': 'match' });
  expect(asked.map(({ nik: of }) => of)).toEqual([nik(2)]);
});

test('what it said of another card or another birth date does not count', async () => {
  await check([registration(11)]);
  asked = [];
  await check([registration(11, { householdKey: 'another' })]);
  expect(asked).toHaveLength(1);
  await check([registration(11, { householdKey: 'another', birthDate: '1991-01-01' })]);
  expect(asked).toHaveLength(2);
});

test('what is opened stands in the log before it is opened, one entry a run with how many; whom it knows it does not open', async () => {
  const before = (await openings()).length;
  await check([21, 22, 23].map((serial) => registration(serial)));
  await check([21, 22, 23, 24].map((serial) => registration(serial)));
  await check([21, 22].map((serial) => registration(serial)));
  const facts = { actor: 'screening', act: 'open-registrations', purpose: 'civil-registry', waveId: '2020-04' };
  expect((await openings()).slice(before)).toMatchObject([
    { ...facts, count: 3 },
    { ...facts, count: 1 },
  ]);
});

test('nothing is opened where the log takes no entry', async () => {
  const dead = { append: () => Promise.reject(new Error('no log')) };
  const registry = { check: async () => Promise.reject(new Error('asked')) };
  const derive = async () => Promise.reject(new Error('opened'));
  const checks = registryChecksStore(emulator.documents, 'checks');
  const deps = { clock, registry, checks, derive, audit: dead.append };
  await expect(checkPeople(deps, { waveId: '2020-04', shard: '0a', people: [registration(31)] })).rejects.toThrow('no log');
});

test('the table has no NIK and no KK', async () => {
  await check([registration(41)]);
  const { Items } = await emulator.documents.send(new ScanCommand({ TableName: 'checks', ConsistentRead: true }));
  expect(Items!.length).toBeGreaterThan(0);
  expect(JSON.stringify(Items)).not.toMatch(/\d{16}/);
});

test('whose sealed details are erased is not there to be asked about', async () => {
  const { sealed: _, ...erased } = registration(51);
  expect(await check([erased])).toEqual(new Map());
});
