import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startAwsEndpoints } from '#infra/local/aws/aws-endpoints.ts';
import { createBucketStore } from '#infra/local/aws/bucket-store.ts';
import { temporaryFolder } from './fixture-assembly.ts';

const NOON = Date.parse('2020-04-11T12:00:00Z');
const Bucket = 'evidence';
let now = NOON;
let folder: string;
let s3: S3Client;
let stop: () => Promise<void>;

beforeEach(async () => {
  now = NOON;
  folder = temporaryFolder();
  const store = createBucketStore({
    name: Bucket,
    folder: join(folder, 'objects'),
    factsFolder: join(folder, 'facts'),
    drafts: join(folder, 'drafts'),
    now: () => now,
  });
  const endpoints = await startAwsEndpoints({
    services: {},
    buckets: new Map([[Bucket, store]]),
    now: () => now,
    onFault: (error) => console.error('FAULT', error),
  });
  process.env['AWS_ENDPOINT_URL_S3'] = String(endpoints.environment['AWS_ENDPOINT_URL_S3']);
  // Nothing but region and credentials, as in the functions: the endpoint alone must make it path style.
  s3 = new S3Client({ region: 'ap-southeast-3', credentials: { accessKeyId: 'local', secretAccessKey: 'local' }, maxAttempts: 1 });
  stop = async () => {
    s3.destroy();
    await endpoints.stop();
  };
});
afterEach(async () => {
  delete process.env['AWS_ENDPOINT_URL_S3'];
  await stop();
});

const put = (Key: string, Body: string | Uint8Array | Readable, more: object = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = async (Key: string, more: object = {}) => {
  const answer = await s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return { ...answer, text: await answer.Body?.transformToString() };
};

test('an object comes back as it was put, with its type, on the runtime clock', async () => {
  await put('evidence/2020-01/plan.json', '{"a":1}', {
    ContentType: 'application/json',
    CacheControl: 'max-age=60',
    Metadata: { by: 'me' },
  });
  const found = await get('evidence/2020-01/plan.json');
  expect(found).toMatchObject({
    text: '{"a":1}',
    ContentType: 'application/json',
    CacheControl: 'max-age=60',
    Metadata: { by: 'me' },
  });
  expect(found).toMatchObject({ ContentLength: 7, LastModified: new Date(NOON), ETag: '"bb6cb5c68df4652941caf652a366f2d8"' });
  expect(found.ChecksumCRC32).toBeDefined();
  expect(readFileSync(join(folder, 'objects/evidence/2020-01/plan.json'), 'utf8')).toBe('{"a":1}');
  const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'evidence/2020-01/plan.json' }));
  expect(head).toMatchObject({ ContentLength: 7, ContentType: 'application/json' });
});

test('a streamed body, which comes in signed chunks with a trailing checksum', async () => {
  const text = 'gelombang\r\n'.repeat(40_000);
  await put('big', Readable.from([text.slice(0, 99_999), text.slice(99_999)]), { ContentLength: text.length });
  expect((await get('big')).text).toBe(text);
});

test('If-None-Match: the first put wins, also among many at once, and no drafts are left', async () => {
  const attempts = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => put('one', `${index}`, { IfNoneMatch: '*' })));
  const lost = attempts.filter((attempt) => attempt.status === 'rejected');
  expect(lost).toHaveLength(19);
  for (const { reason } of lost) expect(reason).toMatchObject({ name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } });
  const winner = attempts.findIndex((attempt) => attempt.status === 'fulfilled');
  expect(await get('one')).toMatchObject({ text: `${winner}`, ContentLength: `${winner}`.length });
  expect(readdirSync(join(folder, 'objects'))).toEqual(['one']);
  expect(readdirSync(join(folder, 'drafts'))).toEqual([]);
  await put('one', 'replaced');
  expect((await get('one')).text).toBe('replaced');
});

test('ranges', async () => {
  await put('letters', 'abcdefghij');
  expect(await get('letters', { Range: 'bytes=2-4' })).toMatchObject({ text: 'cde', ContentRange: 'bytes 2-4/10' });
  expect((await get('letters', { Range: 'bytes=7-' })).text).toBe('hij');
  expect((await get('letters', { Range: 'bytes=-2' })).text).toBe('ij');
  await expect(get('letters', { Range: 'bytes=10-' })).rejects.toMatchObject({ name: 'InvalidRange' });
});

test('what is not there', async () => {
  await expect(get('nothing')).rejects.toMatchObject({ name: 'NoSuchKey' });
  await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'nothing' }))).rejects.toMatchObject({ name: 'NotFound' });
  await expect(s3.send(new GetObjectCommand({ Bucket: 'other', Key: 'x' }))).rejects.toMatchObject({ name: 'NoSuchBucket' });
});

test('keys that a file system would read otherwise stay in the bucket', async () => {
  const keys = ['../../escape', 'a//b', 'ü+ &.csv', '.hidden', 'per%cent', 'tab\there'];
  for (const key of keys) await put(key, key);
  for (const key of keys) expect((await get(key)).text).toBe(key);
  const listed = await s3.send(new ListObjectsV2Command({ Bucket }));
  expect(new Set(listed.Contents?.map(({ Key }) => Key))).toEqual(new Set(keys));
});

test('listing in pages, by prefix and by folder', async () => {
  for (const key of ['evidence/a/1', 'evidence/a/2', 'evidence/b/1', 'evidence/c', 'workings/x']) await put(key, key);
  const names = ({ Contents = [], CommonPrefixes = [] }: ListObjectsV2CommandOutput) => [
    ...CommonPrefixes.map(({ Prefix }) => Prefix),
    ...Contents.map(({ Key }) => Key),
  ];
  const first = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'evidence/', MaxKeys: 3 }));
  expect(first).toMatchObject({ IsTruncated: true, KeyCount: 3 });
  const second = await s3.send(
    new ListObjectsV2Command({ Bucket, Prefix: 'evidence/', ContinuationToken: first.NextContinuationToken }),
  );
  expect([...names(first), ...names(second)]).toEqual(['evidence/a/1', 'evidence/a/2', 'evidence/b/1', 'evidence/c']);
  const folders = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'evidence/', Delimiter: '/' }));
  expect(names(folders)).toEqual(['evidence/a/', 'evidence/b/', 'evidence/c']);
});

test('a presigned URL works without credentials until it expires on the runtime clock', async () => {
  await put('public.csv', 'a,b');
  const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'public.csv' }), {
    expiresIn: 60,
    signingDate: new Date(NOON),
  });
  expect(await (await fetch(url)).text()).toBe('a,b');
  now = NOON + 61_000;
  expect((await fetch(url)).status).toBe(403);
});

test('a damaged body is not stored; other operations are refused by name', async () => {
  await expect(put('damaged', 'text', { ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject({ name: 'BadDigest' });
  await expect(get('damaged')).rejects.toMatchObject({ name: 'NoSuchKey' });
  await expect(s3.send(new DeleteObjectCommand({ Bucket, Key: 'x' }))).rejects.toThrow(
    'The local runtime does not run S3 DeleteObject',
  );
  await expect(s3.send(new CopyObjectCommand({ Bucket, Key: 'x', CopySource: 'a/b' }))).rejects.toThrow('x-amz-copy-source');
});

test('without the key in the path nothing is answered', async () => {
  const endpoint = new URL(String(process.env['AWS_ENDPOINT_URL_S3']));
  expect((await fetch(`${endpoint.origin}/s3/${Bucket}/x`)).status).toBe(403);
});
