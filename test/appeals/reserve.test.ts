import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { grantEntry } from '#shared/ledger/journal-entry.ts';
import { faultsOf, isExtension, planOf, planSchema } from '#shared/waves/plan.ts';
import { inMemory, programmeOn } from '../ledger/a-programme.ts';
import { plan } from '../support/people.ts';
import { planBody } from '../support/running-system.ts';

const CONTEXT = { version: 1, chain: { chainHash: '0'.repeat(64), name: 'none', test: true } };

describe('the reserved places of a plan', () => {
  test('stand in the published plan, and in one without them nothing is said', () => {
    expect(planOf('2020-04', planBody({ reserved: 3 }), CONTEXT)).toMatchObject({ places: 10, reserved: 3 });
    expect(planOf('2020-04', planBody(), CONTEXT)).not.toHaveProperty('reserved');
    for (const wrong of [0, -1, 1.5, '2']) expect(planSchema.safeParse(plan({ reserved: wrong as number })).success).toBe(false);
  });

  test('are not changed by an extension', () => {
    const present = plan({ reserved: 3 });
    const later = { ...present, version: 2, closesAt: '2020-08-13T16:59:00.000Z', beacon: { ...present.beacon } };
    later.beacon.at = '2020-08-13T17:10:00.000Z';
    expect(isExtension(present, later)).toBe(true);
    for (const reserved of [2, 4, undefined]) expect(isExtension(present, { ...later, reserved } as typeof later)).toBe(false);
  });

  test('are of the decree alone', () => {
    expect(faultsOf(planBody({ reserved: 3 }))).toEqual([]);
    expect(faultsOf(planBody({ reserved: 3, fundedBy: 'recovery' }))).toEqual([
      { pointer: '/reserved', message: 'reservedOfRecovery' },
    ]);
  });

  test('leave the decree with the places that are drawn', () => {
    expect(grantEntry(plan({ reserved: 3 }), '2020-08-13T00:00:00.000Z').moves).toEqual([
      { from: 'decree/2020', to: '2020-04/31/granted', places: 6 },
      { from: 'decree/2020', to: '2020-04/32/granted', places: 4 },
      { from: 'decree/2020', to: '2020-04/national/reserved', places: 3 },
    ]);
  });
});

describe('the check of the ledger', () => {
  test.each([
    ['SET reservedAwarded = :n', 1, '2020-04 has 2 places reserved in the ledger, and 1 by its own count'],
    [
      'SET reserveClosedAt = :n',
      '2020-10-01T00:00:00.000Z',
      '2020-04: the end of its reserve is said in the wave or in the ledger',
    ],
  ])('finds a wave that says of its reserve what the ledger does not: %s', async (update, value, fault) => {
    const documents = inMemory();
    const programme = programmeOn(documents);
    await programme.announce({ waveId: '2020-04', byProvince: { 31: 6 }, places: 6, reserved: 2 });
    expect((await programme.check()).faults).toEqual([]);
    await programme.begin('2020-04');
    await programme.close('2020-04');
    expect((await programme.check()).faults).toEqual([]);
    await documents.send(
      new UpdateCommand({
        TableName: 'waves',
        Key: { waveId: '2020-04' },
        UpdateExpression: update,
        ExpressionAttributeValues: { ':n': value },
      }),
    );
    expect((await programme.check()).faults.join('\n')).toContain(fault);
  });
});
