import { beforeEach, describe, expect, test } from 'vitest';
import { proposalsStore } from '#shared/desk/proposals-store.ts';
import { recoveryStore } from '#shared/ledger/recovery-store.ts';
import type { ListVersion } from '#shared/lists/list-items.ts';
import { type PlanBody, planBodySchema } from '#shared/waves/plan.ts';
import { decidePlan, type PlanDeskDeps, proposePlan } from '#shared/waves/plan-proposals.ts';
import { waveBookingsStore } from '#shared/waves/wave-bookings-store.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';
import { fakeClock } from '../support/emulator.ts';
import { listItems } from '../support/lists.ts';
import { PEPPER } from '../support/people.ts';
import { planBody } from '../support/running-system.ts';
import { useEmulator } from '../support/use-emulator.ts';

const emulator = useEmulator();
const clock = fakeClock('2020-08-01T00:00:00Z');
const TABLES = { waves: 'waves', ledger: 'ledger' };
const BEGINS = clock.epochMs;
const OPENS = Date.parse('2020-08-08T05:00:00.000Z');
let deps: PlanDeskDeps;
let waveId: string;
let number = 0;

beforeEach(() => {
  waveId = `wave-${++number}`;
  clock.epochMs = BEGINS;
  deps = {
    clock,
    waves: wavesStore(emulator.documents, 'waves'),
    bookings: waveBookingsStore(emulator.documents, TABLES, wavesStore(emulator.documents, 'waves')),
    recovery: recoveryStore(emulator.documents, TABLES),
    proposals: proposalsStore(emulator.documents, 'desk'),
    chain: { chainHash: 'c'.repeat(64), name: 'chain', test: true },
    peppers: async () => [PEPPER],
    sealingKey: async () => ({ sealingKeyId: 'key-1', sealingPublicKey: 'public-1' }),
    preflight: async () => [],
    lists: async () => [],
  };
});

const body = (changes: Partial<PlanBody> = {}) => planBodySchema.parse(planBody(changes));
const propose = (changes: Partial<PlanBody> = {}, proposedBy = 'officer-1') =>
  proposePlan(deps, { waveId, body: body(changes), proposedBy });
async function idOf(proposed: ReturnType<typeof propose>): Promise<string> {
  const result = await proposed;
  if (result.outcome !== 'proposed') throw new Error(`it was ${result.outcome}`);
  return result.proposal.proposalId;
}
const decide = (proposalId: string, decidedBy = 'approver-1') =>
  decidePlan(deps, { waveId, proposalId, decision: { state: 'approved', decidedBy } });
const present = () => deps.waves.read(waveId);
const later = (day: number) => ({ closesAt: `2020-08-${day}T05:00:00.000Z`, beacon: { at: `2020-08-${day}T05:10:00.000Z` } });

describe('proposing a plan', () => {
  test('leaves the wave as it is until somebody else approves', async () => {
    const proposalId = await idOf(propose());
    expect(await present()).toBeUndefined();
    expect(await decide(proposalId, 'officer-1')).toEqual({ outcome: 'ownProposal' });
    expect(await present()).toBeUndefined();
    expect(await decide(proposalId)).toMatchObject({ outcome: 'announced', wave: { waveId, proposalId } });
    expect(await present()).toMatchObject({ proposalId, phase: 'scheduled' });
    expect(await deps.proposals.read(proposalId)).toMatchObject({ outcome: 'announced', executedAt: '2020-08-01T00:00:00.000Z' });
  });

  test('is refused at once for all that would be refused then, and puts nothing on the desk', async () => {
    const nothing = { ...deps.proposals, propose: () => expect.unreachable('it was proposed') };
    deps = { ...deps, proposals: nothing as never };
    expect(await propose({ places: 11 })).toMatchObject({ outcome: 'faulty' });
    const missing = { check: 'beacon', holds: false, needed: 'a signed round', found: 'silence' } as const;
    deps.preflight = async () => [missing];
    expect(await propose()).toEqual({ outcome: 'notReady', missing: [missing] });
  });

  test('of how the wave stands already needs nobody', async () => {
    await decide(await idOf(propose()));
    expect(await propose()).toMatchObject({ outcome: 'unchanged', wave: { waveId } });
  });

  test('comes too late from ten seconds before the opening, or the closing, on', async () => {
    await decide(await idOf(propose()));
    clock.epochMs = OPENS - 10_000;
    expect(await propose({ number: 5 })).toEqual({ outcome: 'tooLate' });
    clock.epochMs -= 1;
    expect(await propose({ number: 5 })).toMatchObject({ outcome: 'proposed' });
    clock.epochMs = Date.parse(body().closesAt) - 10_000;
    expect(await propose(later(10))).toEqual({ outcome: 'tooLate' });
    clock.epochMs -= 1;
    expect(await propose(later(10))).toMatchObject({ outcome: 'proposed' });
    clock.epochMs = OPENS;
    expect(await propose({ ...later(10), places: 11, byProvince: 'national' })).toEqual({ outcome: 'frozen' });
  });
});

describe('the lists of a plan', () => {
  const version = (name: string) => listItems(name, []).at(-1) as ListVersion;
  const aided = { rules: { ...body().rules, exclusionLists: ['aid'] } };

  test('stand in the proposal by their exact versions: what is imported before the approval is not approved', async () => {
    deps = { ...deps, lists: async () => [version('aid@1')] };
    const proposalId = await idOf(propose(aided));
    expect(JSON.parse((await deps.proposals.read(proposalId))!.body)).toMatchObject({ rules: { exclusionLists: ['aid@1'] } });
    deps = { ...deps, lists: async () => [version('aid@1'), version('aid@2')] };
    expect(await decide(proposalId)).toMatchObject({ outcome: 'announced' });
    expect((await present())?.plan).toMatchObject({ rules: { exclusionLists: ['aid@1'] }, lists: [{ list: 'aid@1' }] });
    expect(await idOf(propose(aided))).not.toBe(proposalId);
  });

  test('are refused when they are proposed, and asked for again when they are approved', async () => {
    const refused = { outcome: 'faulty', faults: [{ pointer: '/rules/exclusionLists/0', message: 'noSuchList' }] };
    expect(await propose(aided)).toEqual(refused);
    deps = { ...deps, lists: async () => [version('aid@1')] };
    const proposalId = await idOf(propose(aided));
    deps = { ...deps, lists: async () => [] };
    expect(await decide(proposalId)).toEqual(refused);
    expect(await present()).toBeUndefined();
  });
});

describe('approving a plan', () => {
  test('asks for everything again, at that moment: it may be tried again when it is there', async () => {
    const proposalId = await idOf(propose());
    const missing = { check: 'beacon', holds: false, needed: 'a signed round', found: 'silence' } as const;
    deps.preflight = async () => [missing];
    expect(await decide(proposalId)).toEqual({ outcome: 'notReady', missing: [missing] });
    expect(await present()).toBeUndefined();
    expect(await deps.proposals.read(proposalId)).toMatchObject({ state: 'approved', outcome: 'notReady' });
    deps.preflight = async () => [];
    expect(await decide(proposalId)).toMatchObject({ outcome: 'announced' });
    clock.epochMs = OPENS - 60_000;
    const past = await idOf(propose({ number: 5 }));
    clock.epochMs = OPENS - 10_000;
    expect(await decide(past)).toEqual({ outcome: 'tooLate' });
  });

  test('of a wave that has changed since is refused, and changes nothing', async () => {
    const [first, second] = [await idOf(propose()), await idOf(propose({ number: 5 }, 'officer-2'))];
    await decide(second);
    const before = await present();
    expect(await decide(first)).toEqual({ outcome: 'raced' });
    expect(await present()).toEqual(before);
  });

  test('of another wave, or of no plan, finds nothing', async () => {
    const proposalId = await idOf(propose());
    const decision = { state: 'approved', decidedBy: 'approver-1' } as const;
    expect(await decidePlan(deps, { waveId: 'another', proposalId, decision })).toEqual({ outcome: 'unknownProposal' });
    const facts = { kind: 'stop-revocations', waveId, body: '{}', basis: '', proposedBy: 'officer-1' };
    const stop = { ...facts, bodyHash: '', proposedAt: '', decideBy: '9', state: 'pending', proposalId: 'a'.repeat(32) } as const;
    await deps.proposals.propose(stop);
    expect(await decide(stop.proposalId)).toEqual({ outcome: 'unknownProposal' });
    expect(await deps.proposals.read(proposalId)).toMatchObject({ state: 'pending' });
    expect(await deps.proposals.read(stop.proposalId)).toMatchObject({ state: 'pending' });
  });

  test('whose answer was lost after the write succeeds: the wave stands by this very proposal', async () => {
    const { waves, bookings } = deps;
    const lost = <Write extends (...of: never[]) => Promise<boolean>>(write: Write) =>
      (async (...of: Parameters<Write>) => {
        expect(await write(...of)).toBe(true);
        return write(...of);
      }) as Write;
    deps = {
      ...deps,
      waves: { ...waves, amend: lost(waves.amend), extend: lost(waves.extend) },
      bookings: { announce: lost(bookings.announce) },
    };
    expect(await decide(await idOf(propose()))).toMatchObject({ outcome: 'announced' });
    expect(await decide(await idOf(propose({ number: 5 })))).toMatchObject({ outcome: 'amended' });
    clock.epochMs = OPENS;
    expect(await decide(await idOf(propose({ number: 5, ...later(10) })))).toMatchObject({ outcome: 'extended' });
  });

  test('that died before it was noted changes nothing when the wave has changed since, even back to what it was', async () => {
    await decide(await idOf(propose()));
    const amended = await idOf(propose({ number: 5 }));
    const { proposals } = deps;
    deps = { ...deps, proposals: { ...proposals, noteOutcome: () => Promise.reject(new Error('killed')) } };
    await expect(decide(amended)).rejects.toThrow('killed');
    deps = { ...deps, proposals };
    expect((await present())?.plan.number).toBe(5);
    const back = await idOf(propose({}, 'officer-2'));
    expect(await decide(back)).toMatchObject({ outcome: 'amended' });
    const before = await present();
    expect(await decide(amended)).toEqual({ outcome: 'raced' });
    expect(await present()).toEqual(before);
    expect(before).toMatchObject({ proposalId: back, plan: { number: 4 } });
  });

  test('ten times at once schedules once, and all are told so', async () => {
    const proposalId = await idOf(propose());
    const outcomes = (await Promise.all(Array.from({ length: 10 }, () => decide(proposalId)))).map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome !== 'announced' && outcome !== 'unchanged')).toEqual([]);
    expect(await deps.proposals.read(proposalId)).toMatchObject({ state: 'approved', executedAt: expect.any(String) });
  });

  test('between whose reading and writing the plan has gone and come back changes nothing', async () => {
    await decide(await idOf(propose()));
    const { plan: _, ...item } = (await present())!;
    const other = { ...item, planText: item.planText.replace('"number": 4', '"number": 9'), proposalId: 'another' };
    for (const proposalId of ['not-this-one', undefined]) {
      const seen = { planHash: item.planHash, ...(proposalId && { proposalId }) };
      expect(await deps.waves.amend(other, seen, BEGINS)).toBe(false);
      expect(await deps.waves.extend(other, seen, OPENS)).toBe(false);
    }
    expect((await present())?.planText).toBe(item.planText);
    expect(await deps.waves.amend(other, item, BEGINS)).toBe(true);
  });

  test('again, after it was carried out and another plan has come, shows the wave as it stands now', async () => {
    const first = await idOf(propose());
    await decide(first);
    await decide(await idOf(propose({ number: 5 })));
    expect(await decide(first)).toMatchObject({ outcome: 'unchanged', wave: { plan: { number: 5 } } });
    expect((await present())?.plan.number).toBe(5);
  });
});

test('a rejected plan never comes to stand', async () => {
  const proposalId = await idOf(propose());
  const decision = { state: 'rejected', decidedBy: 'approver-1', reason: 'wrong-places' } as const;
  expect(await decidePlan(deps, { waveId, proposalId, decision })).toMatchObject({ outcome: 'rejected' });
  expect(await decide(proposalId)).toEqual({ outcome: 'decidedOtherwise' });
  expect(await present()).toBeUndefined();
});
