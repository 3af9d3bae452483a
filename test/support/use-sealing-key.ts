import { KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll } from 'vitest';
import { startAwsEndpoints } from '#infra/local/aws/aws-endpoints.ts';
import { kms } from '#infra/local/aws/kms.ts';
import type { DeriveSharedSecret } from '#shared/sealing/open-sealed.ts';
import { sealingKeyStore } from '#shared/sealing/sealing-key-store.ts';
import { SEALING_PRIVATE_KEY } from './people.ts';

export type SealingKey = { derive: DeriveSharedSecret; calls: number };

/** The local KMS with the private half of the test waves' sealing key, behind the real client. `calls` counts what was asked of it. */
export function useSealingKey(): SealingKey {
  const sealing = { calls: 0 } as SealingKey;
  let stop = async () => {};
  beforeAll(async () => {
    const key = { id: 'sealing', arn: 'arn:aws:kms:ap-southeast-3:000000000000:key/sealing', privateKey: SEALING_PRIVATE_KEY };
    const endpoints = await startAwsEndpoints({
      services: { KMS: kms(new Map([[key.arn, key]])) },
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
    const derive = sealingKeyStore(client, key.arn);
    sealing.derive = (point) => {
      sealing.calls++;
      return derive(point);
    };
    stop = async () => {
      client.destroy();
      await endpoints.stop();
    };
  });
  afterAll(() => stop());
  return sealing;
}
