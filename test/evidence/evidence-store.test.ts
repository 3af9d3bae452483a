import { expect, test } from 'vitest';
import { EvidenceDiffers } from '#shared/evidence/evidence-store.ts';
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
