import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DeskDeps, decideKind, proposeKind } from '#shared/desk/decide-kind.ts';
import { KINDS } from '#shared/desk/kinds.ts';
import { proposalsStore } from '#shared/desk/proposals-store.ts';
import type { Notice } from '#shared/notifications/notice.ts';
import { deadlineOf } from '#shared/recipients/deadline.ts';
import { revocationStops } from '#shared/waves/revocation-stops-store.ts';
import { entryOf, type LedgerProgramme, placesDeps, programmeOn } from '../ledger/a-programme.ts';
import { fakeClock, startEmulator } from '../support/emulator.ts';

const WAVE = '2020-04';
const EARLIER = '2020-03';
const LATER = '2020-05';
const NOW = '2020-08-20T03:00:00.000Z';
const KEY = entryOf(10) + entryOf(10);

let stop = async () => {};
afterEach(() => stop());
let programme: LedgerProgramme;
let desk: DeskDeps;
let told: Notice[];
let publish: (notices: readonly Notice[]) => Promise<void>;

beforeEach(async () => {
  const emulator = await startEmulator();
  stop = emulator.stop;
  programme = programmeOn(emulator.documents);
  told = [];
  publish = async (notices) => void told.push(...notices);
  const clock = fakeClock(NOW);
  const deps = placesDeps(emulator.documents, clock);
  desk = {
    clock,
    proposals: proposalsStore(emulator.documents, 'desk'),
    revocations: revocationStops(emulator.documents, 'waves'),
    ...deps,
    appeals: { ...deps.appeals, notices: { publish: (notices) => publish(notices) } },
  };
  const opensAt = { [EARLIER]: '2020-08-01', [WAVE]: '2020-08-08', [LATER]: '2020-08-10' };
  for (const [waveId, day] of Object.entries(opensAt)) {
    await programme.announce({ waveId, places: 6, reserved: 1, opensAt: `${day}T05:00:00.000Z`, byProvince: { 31: 6 } });
    await programme.begin(waveId);
    await programme.close(waveId);
  }
  const Item = { partition: `${WAVE}#${KEY.slice(0, 2)}`, registrationKey: KEY, entryId: entryOf(10), sealed: new Uint8Array(9) };
  await emulator.documents.send(new PutCommand({ TableName: 'registrations', Item }));
  await programme.appeals.put({
    ...{ waveId: WAVE, entryId: entryOf(10), appealedAt: NOW, result: 'excluded', rule: 'never-received-before' },
    ...{ reason: 'never-received', textTag: 'tag', registrationKey: KEY, personKey: 'person-10', householdKey: 'household-10' },
    ...{ province: '31', state: 'open' },
  });
});

const propose = (changes: { remedyWaveId?: string; entryId?: string; waveId?: string } = {}) => {
  const body = { kind: 'grant-appeal', waveId: WAVE, entryId: entryOf(10), reason: 'registry-was-wrong', ...changes } as const;
  return proposeKind(desk, { kind: KINDS['grant-appeal'] as never, body, proposedBy: 'siti' });
};
const approve = (proposalId: string, decidedBy = 'budi') =>
  decideKind(desk, { proposalId, decision: { state: 'approved', decidedBy, reason: undefined } });
const idOf = (proposed: Awaited<ReturnType<typeof propose>>) => {
  if (proposed.outcome !== 'proposed') throw new Error(proposed.problem);
  return proposed.proposal.proposalId;
};
const stateOf = async () => (await programme.appeals.read(WAVE, entryOf(10)))?.state;

test('a grant is proposed by one and carried out when another approves; the appellant is told until when the place can be used', async () => {
  const proposalId = idOf(await propose());
  expect(await approve(proposalId, 'siti')).toEqual({ outcome: 'ownProposal' });
  expect([await stateOf(), await programme.places.read('person-10')]).toEqual(['open', undefined]);
  expect(await approve(proposalId)).toMatchObject({ outcome: 'done' });
  expect(await stateOf()).toBe('granted');
  const deadline = deadlineOf(NOW, '2020');
  expect(told).toEqual([
    {
      kind: 'appeal-decided',
      waveId: WAVE,
      entryId: entryOf(10),
      registrationKey: KEY,
      decision: 'granted',
      deadline,
    },
  ]);
  expect(await programme.places.read('person-10')).toMatchObject({ deadline });
  expect(await approve(proposalId)).toMatchObject({ outcome: 'executedBefore' });
  expect(await propose()).toEqual({ outcome: 'refused', problem: 'appeal-decided' });
  expect((await programme.check()).faults).toEqual([]);
});

test('who dies after the grant and before telling is followed by somebody who tells', async () => {
  const proposalId = idOf(await propose());
  publish = () => Promise.reject(new Error('the bus is down'));
  await expect(approve(proposalId)).rejects.toThrow('the bus is down');
  expect(await stateOf()).toBe('granted');
  publish = async (notices) => void told.push(...notices);
  desk.clock = fakeClock('2020-08-24T03:00:00.000Z');
  expect(await approve(proposalId)).toMatchObject({ outcome: 'done' });
  expect(told).toMatchObject([{ decision: 'granted', deadline: deadlineOf(NOW, '2020') }]);
  expect((await programme.waves.read(WAVE))?.reservedAwarded).toBe(1);
  expect((await programme.check()).faults).toEqual([]);
});

test('a place is one of the wave or of a later one, never of an earlier one, and there must be one', async () => {
  expect(await propose({ remedyWaveId: EARLIER })).toEqual({ outcome: 'refused', problem: 'earlier-remedy' });
  expect(await propose({ remedyWaveId: 'none' })).toEqual({ outcome: 'refused', problem: 'unknown-wave' });
  expect(await propose({ entryId: entryOf(11) })).toEqual({ outcome: 'refused', problem: 'unknown-appeal' });
  expect(await approve(idOf(await propose({ remedyWaveId: LATER })))).toMatchObject({ outcome: 'done' });
  expect((await programme.waves.read(LATER))?.reservedAwarded).toBe(1);
  expect(await programme.places.read('person-10')).toMatchObject({ waveId: LATER });
  expect((await programme.check()).faults).toEqual([]);
});

test('what has changed between proposal and approval refuses it, and says what', async () => {
  const proposalId = idOf(await propose());
  await programme.award(LATER, 10);
  expect(await approve(proposalId)).toEqual({ outcome: 'refused', problem: 'appellant-received' });
  expect(await propose()).toEqual({ outcome: 'refused', problem: 'appellant-received' });
  expect([await stateOf(), told]).toEqual(['open', []]);
  await programme.appeals.dismiss({ waveId: WAVE, entryId: entryOf(10) }, 'received-before', Date.parse(NOW));
  expect(await approve(proposalId)).toEqual({ outcome: 'refused', problem: 'appeal-decided' });
});
