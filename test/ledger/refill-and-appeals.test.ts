import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, expect, test } from 'vitest';
import { settleWave } from '#shared/deadlines/settle-wave.ts';
import { beginRefill } from '#shared/refill/begin-refill.ts';
import { signingKeyOf } from '#shared/tokens/signing-key.ts';
import { startEmulator } from '../support/emulator.ts';
import { useBucket } from '../support/use-bucket.ts';
import { AWARDED_AT, entryOf, programmeOn } from './a-programme.ts';

const WAVE = '2020-04';
const AFTER = '2020-10-13T02:00:00.000Z';
const bucket = useBucket();
let stop = async () => {};
afterEach(() => stop());

test('a place that was awarded for an appeal and comes back is in no refill, keeps no wave from being settled, and is in hand then', async () => {
  const emulator = await startEmulator();
  stop = emulator.stop;
  const programme = programmeOn(emulator.documents);
  const { clock, waves, bookings, refills, ledger, appeals, grants, places } = programme;
  await programme.announce({
    waveId: WAVE,
    byProvince: { 31: 1 },
    places: 1,
    reserved: 1,
    opensAt: '2020-08-08T05:00:00.000Z',
    refills: 2,
  });
  await programme.begin(WAVE);
  await programme.award(WAVE, 1);
  await programme.close(WAVE);
  const registrationKey = entryOf(9) + entryOf(9);
  const registration = { partition: `${WAVE}#09`, registrationKey, entryId: entryOf(9), sealed: new Uint8Array(9) };
  await programme.documents.send(new PutCommand({ TableName: 'registrations', Item: registration }));
  const { appeal } = await appeals.put({
    waveId: WAVE,
    entryId: entryOf(9),
    appealedAt: AWARDED_AT,
    result: 'excluded',
    reason: 'other',
    textTag: 'tag',
    registrationKey,
    personKey: 'person-9',
    householdKey: 'household-9',
    province: '31',
    state: 'open',
  });
  const remedy = (await waves.read(WAVE))!;
  const granted = await grants.grant(appeal, remedy, { at: '2020-08-20T03:00:00.000Z', decision: 'd'.repeat(32), reason: 'other' });
  expect(granted).toMatchObject({ outcome: 'granted' });
  await places.activate(programme.place(WAVE, 1), { at: AWARDED_AT, latest: AWARDED_AT, partner: 'p', request: 'r' });
  clock.epochMs = Date.parse(AFTER);
  expect(await places.revokeOverdue(programme.place(WAVE, 9), { at: AFTER, passed: AFTER })).toBe('revoked');

  const deps = { clock, waves, ledger, evidence: bucket.evidence, softwareVersion: 'test' };
  expect(await beginRefill({ ...deps, bookings: refills }, { waveId: WAVE })).toEqual({ refill: 0 });
  await settleWave({ ...deps, appeals, bookings, signingKey: async () => signingKeyOf(Buffer.alloc(32, 9)) }, { waveId: WAVE });
  expect((await waves.read(WAVE))?.settledAt).toBe(AFTER);
  const { faults, years } = await programme.check();
  expect(faults).toEqual([]);
  expect(years[0]).toMatchObject({ decreed: 2, awarded: 2, activated: 1, returned: 1, inHand: 1, unfilled: 0, reserved: 0 });
  expect(await programme.recover('2020-11', 1, 'd')).toMatchObject({ outcome: 'granted' });
});
