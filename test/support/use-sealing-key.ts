import { generateKeyPairSync } from 'node:crypto';
import { KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll } from 'vitest';
import { startAwsEndpoints } from '#infra/local/aws/aws-endpoints.ts';
import { kms } from '#infra/local/aws/kms.ts';
import { type SealingKeys, sealingKeyStore } from '#shared/sealing/sealing-key-store.ts';
import { SEALING_KEY_ID, SEALING_PRIVATE_KEY } from './people.ts';

/** `calls` counts what was asked of it. `newer` is a second key, to which no test wave seals unless it is told to. */
export type SealingKey = {
  keys: SealingKeys;
  calls: number;
  newer: { sealingKeyId: string; sealingPublicKey: string };
};

/** The local KMS with the private half of the test waves' sealing key, and of a newer one, behind the real client. */
export function useSealingKey(): SealingKey {
  const newer = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const newerId = 'arn:aws:kms:ap-southeast-3:000000000000:key/newer';
  const sealingPublicKey = newer.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const sealing = { calls: 0, newer: { sealingKeyId: newerId, sealingPublicKey } } as SealingKey;
  let stop = async () => {};
  beforeAll(async () => {
    const keys = [
      { id: 'sealing', arn: SEALING_KEY_ID, privateKey: SEALING_PRIVATE_KEY },
      { id: 'newer', arn: newerId, privateKey: newer.privateKey },
    ];
    const endpoints = await startAwsEndpoints({
      services: { KMS: kms(new Map(keys.map((key) => [key.arn, key]))) },
      buckets: new Map(),
      now: Date.now,
      onFault: (error) => {
        throw error;
      },
    });
    const client = new KMSClient({
      endpoint: endpoints.environment['AWS_ENDPOINT_URL_KMS']!,
      region: 'ap-southeast-3',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    });
    const store = sealingKeyStore(client);
    sealing.keys = (keyId) => (point) => {
      sealing.calls++;
      return store(keyId)(point);
    };
    stop = async () => {
      client.destroy();
      await endpoints.stop();
    };
  });
  afterAll(() => stop());
  return sealing;
}
