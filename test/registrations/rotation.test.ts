import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AwsEndpoints, startAwsEndpoints } from '#infra/local/aws/aws-endpoints.ts';
import { secretsManager } from '#infra/local/aws/secrets-manager.ts';
import { AwsJsonClient, SECRETS_MANAGER } from '#shared/lambda/aws-json-client.ts';
import { publicKeysReader } from '#shared/lambda/public-keys-reader.ts';
import { checkManageToken } from '#shared/tokens/check-manage-token.ts';
import { jwkSet } from '#shared/tokens/public-keys.ts';
import { signTokens } from '#shared/tokens/sign-tokens.ts';
import { signingKeyOf } from '#shared/tokens/signing-key.ts';

const secret = { arn: 'arn:aws:secretsmanager:x:0:secret:signing', name: 'signing', value: '', createdAt: 0 };
const seed = (byte: number) => Buffer.alloc(32, byte);
const AT = '2020-08-09T00:00:00.000Z';
let endpoints: AwsEndpoints;
let client: AwsJsonClient;

beforeAll(async () => {
  endpoints = await startAwsEndpoints({
    services: { SECRETS_MANAGER: secretsManager(new Map([[secret.arn, secret]])) },
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

/** What a function that starts now has for keys. */
const keysWith = (retired: object) =>
  publicKeysReader(client, { signingSecret: secret.arn, retiredKeys: JSON.stringify(retired) })();

test('a rotation as in the runbook: what the old key signed stays good, until the key is left out', async () => {
  secret.value = seed(1).toString('hex');
  const before = await keysWith({ keys: [] });
  const item = { entryId: 'e'.repeat(32), province: '31', registeredAt: AT, registrationKey: 'f'.repeat(64) };
  const { manageToken } = signTokens(signingKeyOf(seed(1)), '2020-04', item as never, false);
  const allowed = async (keys: typeof before) => (await checkManageToken(keys, manageToken, Date.parse(AT)))?.registrationKey;
  expect(await allowed(before)).toBe(item.registrationKey);

  // The key set as it was served becomes the parameter, before and after the new seed is put.
  const retired = jwkSet(before);
  expect(await keysWith(retired)).toEqual(before);
  secret.value = seed(2).toString('hex');
  const after = await keysWith(retired);
  expect(after.map(({ keyId }) => keyId)).toEqual([signingKeyOf(seed(2)).keyId, signingKeyOf(seed(1)).keyId]);
  expect(await allowed(after)).toBe(item.registrationKey);
  expect(await allowed(await keysWith({ keys: [] }))).toBeUndefined();

  // And once more.
  secret.value = seed(3).toString('hex');
  expect(await keysWith(jwkSet(after))).toHaveLength(3);
});
