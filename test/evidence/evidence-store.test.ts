import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import { RETRYABLE } from '#shared/errors.ts';
import { EvidenceDiffers, evidenceStore } from '#shared/evidence/evidence-store.ts';
import { useBucket } from '../support/use-bucket.ts';

const bucket = useBucket();
const bytes = (text: string) => Buffer.from(text);

test('of many first writers one is first, and all are given its bytes', async () => {
  const standing = await Promise.all(
    Array.from({ length: 20 }, (_, number) => bucket.evidence.writeFirst('evidence/w/first.json', bytes(`writer ${number}`))),
  );
  expect(new Set(standing.map((of) => Buffer.from(of).toString())).size).toBe(1);
  expect(Buffer.from((await bucket.evidence.read('evidence/w/first.json'))!)).toEqual(Buffer.from(standing[0]!));
});

test('a file written once may be written again with the same bytes, and never with others', async () => {
  await bucket.evidence.writeOnce('evidence/w/once.csv', bytes('a line\n'));
  await bucket.evidence.writeOnce('evidence/w/once.csv', bytes('a line\n'));
  await expect(bucket.evidence.writeOnce('evidence/w/once.csv', bytes('a lime\n'))).rejects.toThrow(EvidenceDiffers);
  expect(Buffer.from(await bucket.evidence.readWritten('evidence/w/once.csv')).toString()).toBe('a line\n');
});

test('a file that is not there is undefined to a reader, and an error to a step that needs it', async () => {
  expect(await bucket.evidence.read('evidence/w/none.json')).toBeUndefined();
  await expect(bucket.evidence.readWritten('evidence/w/none.json')).rejects.toThrow('evidence/w/none.json has not been written');
});

test('a link lets anybody fetch one file, for a while', async () => {
  await bucket.evidence.writeOnce('evidence/w/large.csv', bytes('large\n'));
  const link = await bucket.evidence.link('evidence/w/large.csv', 60);
  expect(await (await fetch(link)).text()).toBe('large\n');
  expect(link).toContain('X-Amz-Expires=60');
});

test('a put that meets another one which has not ended yet is to be tried again, not given up', async () => {
  // What S3 answers while another conditional put of the same key is under way: there is no object yet.
  const server = createServer((request, response) => {
    const [status, code] = request.method === 'PUT' ? [409, 'ConditionalRequestConflict'] : [404, 'NoSuchKey'];
    request.resume();
    response.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const s3 = new S3Client({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forcePathStyle: true,
    region: 'ap-southeast-3',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  onTestFinished(() => {
    s3.destroy();
    server.close();
  });
  const writing = evidenceStore(s3, 'evidence').writeFirst('evidence/w/raced.csv', bytes('a line\n'));
  await expect(writing).rejects.toMatchObject({ name: RETRYABLE.transient });
});
