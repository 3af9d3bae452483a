import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll } from 'vitest';
import { startAwsEndpoints } from '#infra/local/aws/aws-endpoints.ts';
import { createBucketStore } from '#infra/local/aws/bucket-store.ts';
import { type EvidenceStore, evidenceStore } from '#shared/evidence/evidence-store.ts';

export type Bucket = { evidence: EvidenceStore; snapshot(prefix: string): Map<string, string> };

/** The local S3 endpoint with one empty bucket, behind the real client. `snapshot` gives its objects' contents by key. */
export function useBucket(): Bucket {
  const bucket = {} as Bucket;
  let stop = async () => {};
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gelombang-bucket-'));
    const objects = join(folder, 'objects');
    const store = createBucketStore({
      name: 'evidence',
      folder: objects,
      factsFolder: join(folder, 'facts'),
      drafts: join(folder, 'drafts'),
      now: Date.now,
    });
    const endpoints = await startAwsEndpoints({
      services: {},
      buckets: new Map([['evidence', store]]),
      now: Date.now,
      onFault: (error) => {
        throw error;
      },
    });
    const s3 = new S3Client({
      endpoint: endpoints.environment['AWS_ENDPOINT_URL_S3']!,
      forcePathStyle: true,
      region: 'ap-southeast-3',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    bucket.evidence = evidenceStore(s3, 'evidence');
    bucket.snapshot = (prefix) => {
      const names = readdirSync(join(objects, prefix), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      return new Map(
        names.map((entry) => [
          join(entry.parentPath, entry.name).slice(objects.length + 1),
          readFileSync(join(entry.parentPath, entry.name), 'utf8'),
        ]),
      );
    };
    stop = async () => {
      s3.destroy();
      await endpoints.stop();
      rmSync(folder, { recursive: true, force: true });
    };
  });
  afterAll(() => stop());
  return bucket;
}
