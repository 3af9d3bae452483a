import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from 'aws-lambda';
import { afterEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { RETRYABLE, RetryableError } from '#shared/errors.ts';
import { workflowHandler } from '#shared/lambda/workflow-handler.ts';
import { COUNTED_MESSAGES } from '#shared/names.ts';
import { lateSelections } from '#shared/selection/late-selections.ts';
import { fakeClock } from '../support/emulator.ts';
import { OPENING_NEEDS, wave } from '../support/people.ts';
import { useEmulator } from '../support/use-emulator.ts';

const emulator = useEmulator();
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe('a selection is late', () => {
  const beaconAt = '2020-08-12T17:10:00.000Z';
  const lateOnes = (now: string, ...waves: ReturnType<typeof wave>[]) =>
    lateSelections({ clock: fakeClock(now), waves: { list: async () => waves } });

  test('two hours after its beacon, whatever holds it up, and not before', async () => {
    const notStarted = wave({ waveId: 'not-started', beacon: { ...wave().plan.beacon, at: beaconAt } });
    const stuck = wave({ waveId: 'stuck', beacon: { ...wave().plan.beacon, at: beaconAt } }, 'selecting');
    expect(await lateOnes('2020-08-12T19:10:00.000Z', notStarted, stuck)).toEqual([]);
    expect(await lateOnes('2020-08-12T19:10:00.001Z', notStarted, stuck)).toEqual(['not-started', 'stuck']);
  });

  test('never when it is published, and not while its beacon is to come', async () => {
    const future = wave({ waveId: 'future', beacon: { ...wave().plan.beacon, at: '2031-01-01T00:00:00.000Z' } });
    expect(await lateOnes('2030-01-01T00:00:00.000Z', wave({}, 'published'), future)).toEqual([]);
  });
});

// The filters of the alarms name fields of these lines (test/infra/alarms.test.ts holds the filters).
describe('lines that alarms count', () => {
  test('a step that asks the beacon in vain names the error in the field `error`', async () => {
    const lines = writtenLines();
    const draw = workflowHandler(z.strictObject({ waveId: z.string() }), async () => {
      throw new RetryableError(RETRYABLE.beaconNotAvailable, 'no relay has the round');
    });
    await expect(draw({ waveId: '2020-04' }, {} as Context)).rejects.toThrow('no relay has the round');
    expect(lines()).toContainEqual(expect.objectContaining({ error: 'BeaconNotAvailable', message: 'step failed' }));
  });

  test('the wave clock says which waves are late, also when it fails at starting them', async () => {
    const { plan: _, ...item } = wave({}, 'selecting');
    await emulator.documents.send(new PutCommand({ TableName: 'waves', Item: item }));
    const { protocol, hostname, port } = await emulator.dynamodb.config.endpoint!();
    const environment = {
      WAVES_TABLE: 'waves',
      REGISTRATIONS_TABLE: 'registrations',
      REGISTER_FUNCTION: 'register',
      OPENING_NEEDS: JSON.stringify(OPENING_NEEDS),
      SELECTION_STATE_MACHINE: 'arn:aws:states:ap-southeast-3:123456789012:stateMachine:none',
      NOTIFICATION_STATE_MACHINE: 'arn:aws:states:ap-southeast-3:123456789012:stateMachine:none',
      ERASURE_STATE_MACHINE: 'arn:aws:states:ap-southeast-3:123456789012:stateMachine:none',
      SETTLE_SECONDS: '30',
      SEALED_RETENTION_SECONDS: '86400',
      LEDGER_TABLE: 'ledger',
      DEADLINES_STATE_MACHINE: 'deadlines',
      EVIDENCE_BUCKET: 'evidence',
      SIGNING_SECRET: 'signing',
      AWS_REGION: 'ap-southeast-3',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL_DYNAMODB: `${protocol}//${hostname}:${port}`,
      // Nobody listens there: no selection can be started.
      AWS_ENDPOINT_URL_SFN: 'http://127.0.0.1:9',
      AWS_MAX_ATTEMPTS: '1',
    };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    const { handler } = await import('#functions/wave-clock/handler.ts');
    const lines = writtenLines();
    await expect(handler()).rejects.toThrow('the wave clock could not do all it had to');
    expect(lines()).toContainEqual(expect.objectContaining({ message: COUNTED_MESSAGES.selectionLate, waves: ['2020-04'] }));
  });
});

/** What is written to standard output and error from now on, as the JSON lines that it is. */
function writtenLines(): () => unknown[] {
  let text = '';
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      text += String(chunk);
      return true;
    });
  return () =>
    text
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));
}
