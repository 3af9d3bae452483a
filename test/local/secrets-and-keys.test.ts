import { createPublicKey, diffieHellman, generateKeyPairSync } from 'node:crypto';
import { DeriveSharedSecretCommand, EncryptCommand, GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetSecretValueCommand, ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AwsEndpoints, startAwsEndpoints } from '#infra/local/aws/aws-endpoints.ts';
import { kms } from '#infra/local/aws/kms.ts';
import { generateSecretString, secretsManager } from '#infra/local/aws/secrets-manager.ts';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const key = { id: 'key-1', arn: 'arn:aws:kms:ap-southeast-3:000000000000:key/key-1', privateKey };
const secret = { arn: 'arn:aws:secretsmanager:x:0:secret:pepper', name: 'pepper', value: 'ab12', createdAt: 0 };
const settings = { region: 'ap-southeast-3', credentials: { accessKeyId: 'local', secretAccessKey: 'local' }, maxAttempts: 1 };
let endpoints: AwsEndpoints;
let secrets: SecretsManagerClient;
let keys: KMSClient;

beforeAll(async () => {
  endpoints = await startAwsEndpoints({
    services: { SECRETS_MANAGER: secretsManager(new Map([[secret.arn, secret]])), KMS: kms(new Map([[key.arn, key]])) },
    buckets: new Map(),
    now: () => 0,
    onFault: (error) => console.error(error),
  });
  secrets = new SecretsManagerClient({ ...settings, endpoint: String(endpoints.environment['AWS_ENDPOINT_URL_SECRETS_MANAGER']) });
  keys = new KMSClient({ ...settings, endpoint: String(endpoints.environment['AWS_ENDPOINT_URL_KMS']) });
});
afterAll(() => endpoints.stop());

test('a secret is read by ARN and by name; others are not there', async () => {
  for (const SecretId of [secret.arn, 'pepper']) {
    expect(await secrets.send(new GetSecretValueCommand({ SecretId }))).toMatchObject({ SecretString: 'ab12', ARN: secret.arn });
  }
  await expect(secrets.send(new GetSecretValueCommand({ SecretId: 'other' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('what a service does not run is refused by name', async () => {
  await expect(secrets.send(new ListSecretsCommand({}))).rejects.toThrow(
    'The local runtime does not run Secrets Manager ListSecrets.',
  );
  const encrypt = new EncryptCommand({ KeyId: key.id, Plaintext: new Uint8Array(1) });
  await expect(keys.send(encrypt)).rejects.toThrow('The local runtime does not run KMS Encrypt.');
});

test('the public half of a key, and the same shared secret on both sides', async () => {
  const found = await keys.send(new GetPublicKeyCommand({ KeyId: key.id }));
  expect(found).toMatchObject({ KeyId: key.arn, KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' });
  const publicKey = createPublicKey({ key: Buffer.from(found.PublicKey ?? []), format: 'der', type: 'spki' });
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const PublicKey = other.publicKey.export({ format: 'der', type: 'spki' });
  const derived = await keys.send(new DeriveSharedSecretCommand({ KeyId: key.arn, KeyAgreementAlgorithm: 'ECDH', PublicKey }));
  expect(Buffer.from(derived.SharedSecret ?? [])).toEqual(diffieHellman({ privateKey: other.privateKey, publicKey }));
});

test('keys of another curve, and unknown keys, are refused', async () => {
  const foreign = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ format: 'der', type: 'spki' });
  const derive = new DeriveSharedSecretCommand({ KeyId: key.id, KeyAgreementAlgorithm: 'ECDH', PublicKey: foreign });
  await expect(keys.send(derive)).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(keys.send(new GetPublicKeyCommand({ KeyId: 'other' }))).rejects.toMatchObject({ name: 'NotFoundException' });
});

test('generated secrets keep to their rules', () => {
  const hex = {
    PasswordLength: 64,
    ExcludeUppercase: true,
    ExcludePunctuation: true,
    ExcludeCharacters: 'ghijklmnopqrstuvwxyz',
    RequireEachIncludedType: false,
  };
  for (let run = 0; run < 50; run++) expect(generateSecretString(hex)).toMatch(/^[0-9a-f]{64}$/);
  for (let run = 0; run < 50; run++) {
    expect(generateSecretString({ PasswordLength: 4 })).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^\w\s]|.*_).{4}$/);
  }
  expect(() =>
    generateSecretString({ ExcludeLowercase: true, ExcludeUppercase: true, ExcludeNumbers: true, ExcludePunctuation: true }),
  ).toThrow('every character');
});
