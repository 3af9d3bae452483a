import { beforeEach, describe, expect, test } from 'vitest';
import { decide } from '#shared/desk/decide.ts';
import { PROPOSAL_DAYS, type ProposalFacts, proposalDocument, proposalDocumentSchema } from '#shared/desk/proposal.ts';
import { type Decision, proposalsStore } from '#shared/desk/proposals-store.ts';
import { propose } from '#shared/desk/propose.ts';
import { sha256Hex } from '#shared/evidence/sha256.ts';
import { fakeClock } from '../support/emulator.ts';
import { useEmulator } from '../support/use-emulator.ts';

const emulator = useEmulator();
const clock = fakeClock('2020-08-01T00:00:00Z');
const BEGINS = clock.epochMs;
const DAY_MS = 24 * 60 * 60_000;
let deps: { clock: typeof clock; proposals: ReturnType<typeof proposalsStore> };
let facts: ProposalFacts;
let number = 0;

beforeEach(() => {
  clock.epochMs = BEGINS;
  deps = { clock, proposals: proposalsStore(emulator.documents, 'desk') };
  facts = { kind: 'plan', waveId: `wave-${++number}`, body: '{"number":1}', basis: 'no wave', proposedBy: 'officer-1' };
});

const proposed = async (changes: Partial<ProposalFacts> = {}) => (await propose(deps, { ...facts, ...changes })).proposal;
const APPROVED: Decision = { state: 'approved', decidedBy: 'approver-1' };
const REJECTED: Decision = { state: 'rejected', decidedBy: 'approver-1', reason: 'not-agreed' };
const done = { outcome: 'done' };
const decided = (proposalId: string, decision: Decision, execute = async () => done) =>
  decide(deps, { proposalId, decision }, execute, ({ outcome }) => outcome === 'done');

describe('proposing', () => {
  test('the same by the same maker is one proposal, however often and at whatever time it is sent', async () => {
    const first = await proposed();
    expect(first).toMatchObject({ state: 'pending', bodyHash: sha256Hex(facts.body), proposedAt: '2020-08-01T00:00:00.000Z' });
    clock.epochMs += 60_000;
    const again = await Promise.all([1, 2, 3].map(() => proposed()));
    expect(again).toEqual([first, first, first]);
    expect(await deps.proposals.read(first.proposalId)).toEqual(first);
  });

  test.each<[string, Partial<ProposalFacts>]>([
    ['another maker', { proposedBy: 'officer-2' }],
    ['another body', { body: '{"number":2}' }],
    ['another kind', { kind: 'stop-revocations' }],
    ['a wave that has changed since', { basis: 'hash proposal' }],
  ])('by or of %s it is another one', async (_, changes) => {
    expect((await proposed(changes)).proposalId).not.toBe((await proposed()).proposalId);
  });

  test('again after a rejection, or when nobody has decided in time, it is a new one; the first stays as it was', async () => {
    const first = await proposed();
    await decided(first.proposalId, REJECTED);
    const second = await proposed();
    expect(second).toMatchObject({ state: 'pending' });
    expect(second.proposalId).not.toBe(first.proposalId);
    expect((await deps.proposals.read(first.proposalId))?.state).toBe('rejected');
    clock.epochMs += PROPOSAL_DAYS * DAY_MS;
    const third = await proposed();
    expect(new Set([first, second, third].map(({ proposalId }) => proposalId)).size).toBe(3);
  });

  test('is shown as the API says, with where it is decided, and without what it was based on', async () => {
    const document = proposalDocument(await proposed(), clock.now());
    expect(proposalDocumentSchema.parse(document)).toEqual(document);
    expect(document).toMatchObject({ body: { number: 1 }, decideAt: `/v1/waves/${facts.waveId}/plan-decision` });
    expect(document).not.toHaveProperty('basis');
    expect(proposalDocument(await proposed(), clock.now() + PROPOSAL_DAYS * DAY_MS).state).toBe('expired');
  });
});

describe('deciding', () => {
  test.each([APPROVED, REJECTED])('by the maker is refused, and leaves the proposal as it was', async (decision) => {
    const proposal = await proposed();
    const own = { ...decision, decidedBy: facts.proposedBy };
    expect(await decided(proposal.proposalId, own, () => expect.unreachable('it was carried out'))).toEqual({
      outcome: 'ownProposal',
    });
    expect(await deps.proposals.read(proposal.proposalId)).toEqual(proposal);
    await decided(proposal.proposalId, APPROVED);
    expect(await decided(proposal.proposalId, own)).toEqual({ outcome: 'ownProposal' });
  });

  test('is done once: of an approval and a rejection at the same time one stands, and the other is told', async () => {
    for (let round = 0; round < 10; round++) {
      const { proposalId } = await proposed({ body: `{"number":${round + 100}}` });
      let executions = 0;
      const execute = async () => {
        executions++;
        return done;
      };
      const outcomes = (await Promise.all([APPROVED, REJECTED].map((decision) => decided(proposalId, decision, execute)))).map(
        ({ outcome }) => outcome,
      );
      const { state } = (await deps.proposals.read(proposalId))!;
      expect(outcomes).toEqual(state === 'approved' ? ['executed', 'decidedOtherwise'] : ['decidedOtherwise', 'rejected']);
      expect(executions).toBe(state === 'approved' ? 1 : 0);
    }
  });

  test('what was rejected is never carried out, and what was approved never rejected', async () => {
    const { proposalId } = await proposed();
    expect(await decided(proposalId, REJECTED)).toMatchObject({ outcome: 'rejected', proposal: { reason: 'not-agreed' } });
    expect(await decided(proposalId, REJECTED)).toMatchObject({ outcome: 'rejected' });
    expect(await decided(proposalId, { ...APPROVED, decidedBy: 'approver-2' })).toEqual({ outcome: 'decidedOtherwise' });
    const other = await proposed({ body: '{"number":3}' });
    await decided(other.proposalId, APPROVED);
    expect(await decided(other.proposalId, REJECTED)).toEqual({ outcome: 'decidedOtherwise' });
  });

  test('comes too late when the time is over, to the millisecond', async () => {
    const { proposalId } = await proposed();
    clock.epochMs = BEGINS + PROPOSAL_DAYS * DAY_MS;
    expect(await decided(proposalId, APPROVED)).toEqual({ outcome: 'expired' });
    clock.epochMs -= 1;
    expect(await decided(proposalId, APPROVED)).toMatchObject({ outcome: 'executed' });
  });

  test('of a proposal that nobody made fails, and makes none', async () => {
    await expect(decided('0'.repeat(32), APPROVED)).rejects.toThrow();
    expect(await deps.proposals.read('0'.repeat(32))).toBeUndefined();
  });
});

describe('carrying out', () => {
  test('is finished by a repeat when the first died after the decision, also by another approver', async () => {
    const { proposalId } = await proposed();
    const dies = () => Promise.reject(new Error('killed'));
    await expect(decided(proposalId, APPROVED, dies)).rejects.toThrow('killed');
    expect(await deps.proposals.read(proposalId)).toMatchObject({ state: 'approved', decidedBy: 'approver-1' });
    expect(await decided(proposalId, { ...APPROVED, decidedBy: 'approver-2' })).toMatchObject({
      outcome: 'executed',
      result: done,
    });
    expect(await deps.proposals.read(proposalId)).toMatchObject({ decidedBy: 'approver-1', outcome: 'done' });
  });

  test('is not begun again once it was done', async () => {
    const { proposalId } = await proposed();
    await decided(proposalId, APPROVED);
    const again = await decided(proposalId, APPROVED, () => expect.unreachable('it was carried out twice'));
    expect(again).toMatchObject({
      outcome: 'executedBefore',
      proposal: { outcome: 'done', executedAt: '2020-08-01T00:00:00.000Z' },
    });
  });

  test('that was refused is noted, and may be tried again', async () => {
    const { proposalId } = await proposed();
    const refused = await decided(proposalId, APPROVED, async () => ({ outcome: 'notReady' }));
    expect(refused).toMatchObject({ outcome: 'executed', result: { outcome: 'notReady' }, proposal: { outcome: 'notReady' } });
    expect((await deps.proposals.read(proposalId))?.executedAt).toBeUndefined();
    expect(await decided(proposalId, APPROVED)).toMatchObject({ outcome: 'executed', proposal: { outcome: 'done' } });
  });

  test('twice at once: a refusal that comes late says nothing over what was done; and nothing is noted of what nobody approved', async () => {
    const { proposalId } = await proposed();
    const pending = await deps.proposals.noteOutcome(proposalId, 'done', '2020-08-01T00:00:00.000Z');
    expect(pending).not.toHaveProperty('outcome');
    await decided(proposalId, APPROVED);
    expect(await deps.proposals.noteOutcome(proposalId, 'raced', undefined)).toMatchObject({ outcome: 'done' });
    expect(await deps.proposals.read(proposalId)).toMatchObject({ outcome: 'done', executedAt: '2020-08-01T00:00:00.000Z' });
  });
});

test('all proposals are read page by page', async () => {
  for (let at = 0; at < 105; at++) await proposed({ body: `{"number":${at + 1_000}}` });
  const found: string[] = [];
  let after: string | undefined;
  let pages = 0;
  do {
    const page = await deps.proposals.page(after);
    found.push(...page.proposals.filter(({ waveId }) => waveId === facts.waveId).map(({ proposalId }) => proposalId));
    after = page.next;
    pages++;
  } while (after);
  expect([new Set(found).size, found.length]).toEqual([105, 105]);
  expect(pages).toBeGreaterThan(1);
});
