import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { type DeskDeps, decideKind, proposeKind } from '#shared/desk/decide-kind.ts';
import { KINDS } from '#shared/desk/kinds.ts';
import { proposalsStore } from '#shared/desk/proposals-store.ts';
import { revocationStops } from '#shared/waves/revocation-stops-store.ts';
import { placesDeps } from '../ledger/a-programme.ts';
import { fakeClock } from '../support/emulator.ts';
import { useEmulator } from '../support/use-emulator.ts';

const emulator = useEmulator();
const clock = fakeClock('2020-10-01T00:00:00Z');
let deps: DeskDeps;
let waveId: string;
let number = 0;

beforeEach(async () => {
  waveId = `wave-${++number}`;
  deps = {
    clock,
    proposals: proposalsStore(emulator.documents, 'desk'),
    revocations: revocationStops(emulator.documents, 'waves'),
    ...placesDeps(emulator.documents, clock),
  };
  await emulator.documents.send(new PutCommand({ TableName: 'waves', Item: { waveId, phase: 'published' } }));
});

const stop = (reason = 'complaints', proposedBy = 'officer-1') =>
  proposeKind(deps, { kind: KINDS['stop-revocations'], body: { kind: 'stop-revocations', waveId, reason } as never, proposedBy });
const resume = () =>
  proposeKind(deps, { kind: KINDS['resume-revocations'], body: { kind: 'resume-revocations', waveId }, proposedBy: 'officer-1' });
async function idOf(proposed: ReturnType<typeof stop>): Promise<string> {
  const result = await proposed;
  if (result.outcome !== 'proposed') throw new Error(`it was refused: ${result.problem}`);
  return result.proposal.proposalId;
}
const approve = (proposalId: string, decidedBy = 'approver-1') =>
  decideKind(deps, { proposalId, decision: { state: 'approved', decidedBy } });
const standing = () => deps.revocations.read(waveId);

describe('revocations of a wave', () => {
  test('are stopped, and resumed, when somebody else approves', async () => {
    const first = await idOf(stop());
    expect(await approve(first, 'officer-1')).toEqual({ outcome: 'ownProposal' });
    expect(await standing()).toEqual({ phase: 'published' });
    expect(await approve(first)).toMatchObject({ outcome: 'done', proposal: { state: 'approved', outcome: 'done' } });
    const stopped = { at: '2020-10-01T00:00:00.000Z', reason: 'complaints' };
    expect(await standing()).toEqual({ phase: 'published', revocationsStopped: stopped, revocationsBy: first });
    const second = await idOf(resume());
    expect(await approve(second)).toMatchObject({ outcome: 'done' });
    expect(await standing()).toEqual({ phase: 'published', revocationsBy: second });
  });

  test('that stand so already, or of a wave that is not published or not there, are refused at once', async () => {
    expect(await resume()).toEqual({ outcome: 'refused', problem: 'nothing-to-change' });
    await approve(await idOf(stop()));
    expect(await stop('other')).toEqual({ outcome: 'refused', problem: 'nothing-to-change' });
    await emulator.documents.send(new PutCommand({ TableName: 'waves', Item: { waveId, phase: 'selecting' } }));
    expect(await stop()).toEqual({ outcome: 'refused', problem: 'not-published-yet' });
    waveId = 'nowhere';
    expect(await stop()).toEqual({ outcome: 'refused', problem: 'unknown-wave' });
  });

  test('are changed by no proposal of a state that has passed', async () => {
    const [first, second] = [await idOf(stop()), await idOf(stop('other', 'officer-2'))];
    await approve(first);
    const before = await standing();
    expect(await approve(second)).toEqual({ outcome: 'refused', problem: 'proposal-overtaken' });
    expect(await standing()).toEqual(before);
  });

  test('are changed by nothing while the wave is not published', async () => {
    const proposalId = await idOf(stop());
    const update = { TableName: 'waves', Key: { waveId }, UpdateExpression: 'SET phase = :phase' };
    await emulator.documents.send(new UpdateCommand({ ...update, ExpressionAttributeValues: { ':phase': 'selecting' } }));
    expect(await approve(proposalId)).toEqual({ outcome: 'refused', problem: 'proposal-overtaken' });
    expect(await standing()).toEqual({ phase: 'selecting' });
  });

  test('stay resumed when an approval to stop them, which had died before it was noted, is repeated', async () => {
    const first = await idOf(stop());
    const { proposals } = deps;
    deps = { ...deps, proposals: { ...proposals, noteOutcome: () => Promise.reject(new Error('killed')) } };
    await expect(approve(first)).rejects.toThrow('killed');
    deps = { ...deps, proposals };
    const second = await idOf(resume());
    await approve(second);
    expect(await approve(first)).toEqual({ outcome: 'refused', problem: 'proposal-overtaken' });
    expect(await standing()).toEqual({ phase: 'published', revocationsBy: second });
  });

  test('are stopped by a repeat that finds itself done', async () => {
    const first = await idOf(stop());
    const { proposals } = deps;
    deps = { ...deps, proposals: { ...proposals, noteOutcome: () => Promise.reject(new Error('killed')) } };
    await expect(approve(first)).rejects.toThrow('killed');
    const before = await standing();
    deps = { ...deps, proposals };
    expect(await approve(first)).toMatchObject({ outcome: 'done' });
    expect(await standing()).toEqual(before);
  });
});

test('the plan of a wave is not decided here, and what nobody proposed is unknown', async () => {
  const facts = { kind: 'plan', waveId, body: '{}', basis: '', proposedBy: 'officer-1' };
  const plan = { ...facts, bodyHash: '', proposedAt: '', decideBy: '9', state: 'pending', proposalId: 'b'.repeat(32) } as const;
  await deps.proposals.propose(plan);
  expect(await approve(plan.proposalId)).toEqual({ outcome: 'decidedElsewhere' });
  expect((await deps.proposals.read(plan.proposalId))?.state).toBe('pending');
  expect(await approve('c'.repeat(32))).toEqual({ outcome: 'unknownProposal' });
});
