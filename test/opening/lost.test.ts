import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { lostOf } from '../bench/opening/lost.ts';
import { useEmulator } from '../support/use-emulator.ts';

const emulator = useEmulator();
const ENVIRONMENT = {
  AWS_REGION: 'ap-southeast-3',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  REGISTRATIONS_TABLE: 'registrations',
};

test('a registration that was acknowledged and is not in the table is lost; one that is there without a receipt is not', async () => {
  // Several pages of a scan: items of some 100 KB.
  const entryIds = Array.from({ length: 30 }, (_, at) => `entry-${at}`);
  const key = (entryId: string) => ({ partition: { S: '2020-04#00' }, registrationKey: { S: entryId } });
  for (const entryId of entryIds) {
    const Item = { ...key(entryId), entryId: { S: entryId }, filling: { S: 'x'.repeat(100_000) } };
    await emulator.dynamodb.send(new PutItemCommand({ TableName: 'registrations', Item }));
  }
  const lost = (acknowledged: string[]) => lostOf(acknowledged, emulator.endpoint, ENVIRONMENT);
  expect(await lost(entryIds.slice(1))).toEqual({ lost: 0, kept: 30 });
  await emulator.dynamodb.send(new DeleteItemCommand({ TableName: 'registrations', Key: key('entry-7') }));
  expect(await lost(entryIds)).toEqual({ lost: 1, kept: 29 });
});
