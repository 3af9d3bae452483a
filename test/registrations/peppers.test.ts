import { type KeyObject, randomBytes } from 'node:crypto';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type AwsEndpoints, startAwsEndpoints } from '#infra/local/aws/aws-endpoints.ts';
import { secretsManager } from '#infra/local/aws/secrets-manager.ts';
import { AwsJsonClient, SECRETS_MANAGER } from '#shared/lambda/aws-json-client.ts';
import { secretVersions } from '#shared/lambda/secrets-store.ts';
import { COUNTED_ERRORS } from '#shared/names.ts';
import {
  type PepperFacts,
  type PeppersOfWave,
  pepperFacts,
  peppersFor,
  peppersReader,
  WrongPepper,
} from '#shared/registrations/peppers.ts';
import { detailsHash, householdKey, householdTag, personKey, registrationKey } from '#shared/registrations/person-keys.ts';
import { register } from '#shared/registrations/register.ts';
import { canonicalDetails } from '#shared/registrations/registration-body.ts';
import type { RegistrationItem } from '#shared/registrations/registration-item.ts';
import { registrationFinder, registrationWriter } from '#shared/registrations/registration-writer-store.ts';
import { signingKeyOf } from '#shared/tokens/signing-key.ts';
import { fakeClock } from '../support/emulator.ts';
import { applicant, wave } from '../support/people.ts';
import { useEmulator } from '../support/use-emulator.ts';

const emulator = useEmulator();
const [first, second, other] = [1, 2, 3].map((byte) => Buffer.alloc(32, byte)) as [Buffer, Buffer, Buffer];
const secret = { arn: 'arn:aws:secretsmanager:x:0:secret:pepper', name: 'pepper', value: '', createdAt: 0 };
const textOf = (...versions: Buffer[]) => versions.map((version) => version.toString('hex')).join(',');
let endpoints: AwsEndpoints;
let client: AwsJsonClient;
let reads = 0;

beforeAll(async () => {
  const local = secretsManager(new Map([[secret.arn, secret]]));
  const { GetSecretValue: answer } = local.operations;
  const GetSecretValue: NonNullable<typeof answer> = (input) => {
    reads++;
    return answer!(input);
  };
  endpoints = await startAwsEndpoints({
    services: { SECRETS_MANAGER: { ...local, operations: { GetSecretValue } } },
    buckets: new Map(),
    now: () => 0,
    onFault: (error) => {
      throw error;
    },
  });
  client = new AwsJsonClient(SECRETS_MANAGER, {
    endpoint: String(endpoints.environment['AWS_ENDPOINT_URL_SECRETS_MANAGER']),
    region: 'ap-southeast-3',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});
afterAll(() => endpoints.stop());
beforeEach(() => {
  reads = 0;
});

describe('a wave names the pepper it was announced with', () => {
  test('by version and by what the versions are known by, and tells nothing of them', () => {
    const facts = pepperFacts([first, second]);
    expect(facts).toMatchObject({ version: 2, lifetimeCheck: pepperFacts([first]).lifetimeCheck });
    expect(facts.waveCheck).not.toBe(facts.lifetimeCheck);
    for (const check of [facts.lifetimeCheck, facts.waveCheck]) expect(check).toMatch(/^[0-9a-f]{16}$/);
  });

  test('and goes by these two, also when more versions have been added since', () => {
    expect(peppersFor([first], pepperFacts([first]))).toEqual({ lifetime: first, wave: first });
    expect(peppersFor([first, second, other], pepperFacts([first, second]))).toEqual({ lifetime: first, wave: second });
  });

  test.each<[string, Buffer[]]>([
    ['another version 1', [other, second]],
    ['another version of the wave', [first, other]],
    ['no such version', [first]],
    ['the versions in another order', [second, first]],
    ['none', []],
  ])('with %s it refuses', (_, peppers) => {
    expect(() => peppersFor(peppers, pepperFacts([first, second]))).toThrow(WrongPepper);
  });
});

describe('the secret', () => {
  const reader = () => {
    const read = peppersReader(secretVersions(client, secret.arn));
    return async (facts: PepperFacts) => {
      const { lifetime, wave } = (await read(facts)) as Record<keyof PeppersOfWave, KeyObject>;
      return { lifetime: lifetime.export(), wave: wave.export() };
    };
  };

  test('is read once, and checked once for a wave as it was read', async () => {
    secret.value = textOf(first, second);
    const read = reader();
    const facts = pepperFacts([first]);
    for (let time = 0; time < 3; time++) expect(await read(facts)).toEqual({ lifetime: first, wave: first });
    expect(await read(pepperFacts([first, second]))).toEqual({ lifetime: first, wave: second });
    expect(reads).toBe(1);
  });

  test('is read again for a version that was added since, and when a wrong one was mended', async () => {
    secret.value = textOf(first);
    const read = reader();
    await read(pepperFacts([first]));
    secret.value = textOf(first, second);
    expect(await read(pepperFacts([first, second]))).toEqual({ lifetime: first, wave: second });
    expect(reads).toBe(2);

    secret.value = textOf(other);
    const started = reader();
    await expect(started(pepperFacts([first]))).rejects.toThrow(WrongPepper);
    secret.value = textOf(first);
    expect(await started(pepperFacts([first]))).toEqual({ lifetime: first, wave: first });
  });

  test.each([
    '',
    'ab',
    `${textOf(first)},`,
    `${textOf(first)} ${textOf(second)}`,
    textOf(first).toUpperCase().replaceAll('0', 'A'),
  ])('that is no list of versions (%s) is an error that tells nothing of it', async (value) => {
    secret.value = value;
    const failure = await reader()(pepperFacts([first])).catch((error: Error) => error);
    expect((failure as Error).message).toBe('a secret of 32 bytes is kept as 64 lowercase hex digits, and this one is not');
  });

  test('fails by the name that the alarm counts', () => {
    expect(new WrongPepper().name).toBe(COUNTED_ERRORS.wrongPepper);
    expect(new WrongPepper().message).not.toMatch(/[0-9a-f]{16}/);
  });
});

describe('a registration', () => {
  const body = applicant();
  const registerIn = (waveId: string, peppers: Buffer[], announcedWith = peppers) =>
    register(
      {
        clock: fakeClock('2020-08-09T00:00:00Z'),
        wave: async () => ({ ...wave({ waveId }), pepper: pepperFacts(announcedWith) }),
        hasReceived: async () => false,
        keep: registrationWriter(emulator.json, 'registrations'),
        find: registrationFinder(emulator.json, 'registrations'),
        peppers: async (facts): Promise<PeppersOfWave> => peppersFor(peppers, facts),
        signingKey: async () => signingKeyOf(first),
        newEntryId: () => randomBytes(16).toString('hex'),
      },
      waveId,
      body,
    );
  const kept = async (waveId: string) => {
    const { Items = [] } = await emulator.documents.send(new ScanCommand({ TableName: 'registrations', ConsistentRead: true }));
    return (Items as RegistrationItem[]).filter(({ partition }) => partition.startsWith(`${waveId}#`));
  };

  test('knows person and household by version 1 for a lifetime, and all that is the wave’s by the wave’s version', async () => {
    expect(await registerIn('rotated', [first, second])).toMatchObject({ outcome: 'registered' });
    expect(await kept('rotated')).toMatchObject([
      {
        personKey: personKey(first, body.nik),
        householdKey: householdKey(first, body.kk),
        registrationKey: registrationKey(second, 'rotated', body.nik),
        householdTag: householdTag(second, 'rotated', body.kk),
        detailsHash: detailsHash(second, canonicalDetails(body)),
      },
    ]);
  });

  test('is found again after a rotation that came while the wave was open', async () => {
    expect(await registerIn('while-open', [first])).toMatchObject({ outcome: 'registered' });
    expect(await registerIn('while-open', [first, second], [first])).toMatchObject({ outcome: 'registeredBefore' });
    expect(await kept('while-open')).toHaveLength(1);
  });

  test('is not kept under a wrong pepper', async () => {
    await expect(registerIn('wrong', [other], [first])).rejects.toThrow(WrongPepper);
    expect(await kept('wrong')).toEqual([]);
  });
});
