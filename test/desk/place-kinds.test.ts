import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tendPlaces } from '#shared/deadlines/tend-places.ts';
import { type DeskDeps, decideKind, proposeKind } from '#shared/desk/decide-kind.ts';
import { KINDS } from '#shared/desk/kinds.ts';
import { proposalsStore } from '#shared/desk/proposals-store.ts';
import { revocationStops } from '#shared/waves/revocation-stops-store.ts';
import { entryOf, type LedgerProgramme, placesDeps, programmeOn } from '../ledger/a-programme.ts';
import { startEmulator } from '../support/emulator.ts';

const WAVE = '2020-04';
const PLAN = { waveId: WAVE, byProvince: { 31: 4 }, places: 4, opensAt: '2020-08-08T05:00:00.000Z' };
const NOW = '2020-09-10T03:00:00.000Z';
const AFTER = '2020-09-13T02:00:00.000Z';
const place = { waveId: WAVE, entryId: entryOf(1) };

let stop = async () => {};
let programme: LedgerProgramme;
let deps: DeskDeps;
afterEach(() => stop());

/** A published wave with the recipients 1 to 3, two days before their deadline of 12 September. */
beforeEach(async () => {
  const emulator = await startEmulator();
  stop = emulator.stop;
  programme = programmeOn(emulator.documents);
  await programme.announce(PLAN);
  await programme.begin(WAVE);
  for (const person of [1, 2, 3]) await programme.award(WAVE, person);
  await programme.close(WAVE);
  programme.clock.epochMs = Date.parse(NOW);
  deps = {
    clock: programme.clock,
    proposals: proposalsStore(emulator.documents, 'desk'),
    revocations: revocationStops(emulator.documents, 'waves'),
    ...placesDeps(emulator.documents, programme.clock),
  };
});

const propose = (body: { kind: keyof typeof KINDS; waveId: string } & Record<string, unknown>) =>
  proposeKind(deps, { kind: KINDS[body.kind] as never, body, proposedBy: 'officer-1' });
const approve = (proposalId: string) => decideKind(deps, { proposalId, decision: { state: 'approved', decidedBy: 'approver-1' } });
async function idOf(body: Parameters<typeof propose>[0]): Promise<string> {
  const proposed = await propose(body);
  if (proposed.outcome !== 'proposed') throw new Error(`it was refused: ${proposed.problem}`);
  return proposed.proposal.proposalId;
}
const done = async (body: Parameters<typeof propose>[0]) => approve(await idOf(body));
const refused = (problem: string) => ({ outcome: 'refused', problem });
const item = (person: number) => programme.places.read(`person-${person}`);
const faults = async () => (await programme.check()).faults;
const tendAll = async () => {
  for (const group of '0123456789abcdef')
    await tendPlaces(
      { ...deps, waves: programme.waves, ledger: programme.ledger, places: programme.places, notices: { publish: async () => {} } },
      { waveId: WAVE, group },
    );
};

describe('a hold of a place', () => {
  const body = { kind: 'hold-place', ...place, until: '2020-09-15T03:00:00.000Z', reason: 'open-appeal' } as const;

  test('moves its deadline by as much as the clock stands, to the end of that day in WIB, and nothing is taken meanwhile', async () => {
    expect(await done(body)).toMatchObject({ outcome: 'done' });
    // Two days and some hours were left on 10 September, and are left on the 15th.
    expect(await item(1)).toMatchObject({ state: 'awarded', heldUntil: body.until, deadline: '2020-09-17T16:59:59.999Z' });
    programme.clock.epochMs = Date.parse(AFTER);
    await tendAll();
    expect([(await item(1))?.state, (await item(2))?.state]).toEqual(['awarded', 'revoked']);
    expect(await propose({ kind: 'revoke-place', ...place, reason: 'withdrew' })).toEqual(refused('place-on-hold'));
    programme.clock.epochMs = Date.parse('2020-09-17T17:00:00.000Z');
    await tendAll();
    expect((await item(1))?.state).toBe('revoked');
    expect(await faults()).toEqual([]);
  });

  test('approved twice, or again after the answer was lost, is one hold', async () => {
    const proposalId = await idOf(body);
    const { noteOutcome } = deps.proposals;
    deps = { ...deps, proposals: { ...deps.proposals, noteOutcome: () => Promise.reject(new Error('killed')) } };
    await expect(approve(proposalId)).rejects.toThrow('killed');
    deps = { ...deps, proposals: { ...deps.proposals, noteOutcome } };
    expect(await approve(proposalId)).toMatchObject({ outcome: 'done' });
    expect(await item(1)).toMatchObject({ holds: [proposalId], deadline: '2020-09-17T16:59:59.999Z' });
  });

  test('that ends in the past, of a place that is used, or of nobody, is refused', async () => {
    expect(await propose({ ...body, until: NOW })).toEqual(refused('ends-in-the-past'));
    expect(await propose({ ...body, entryId: entryOf(9) })).toEqual(refused('unknown-place'));
    expect(await propose({ ...body, waveId: '2020-05' })).toEqual(refused('unknown-place'));
    const pending = await idOf(body);
    await programme.places.activate(programme.place(WAVE, 1), { at: NOW, latest: NOW, partner: 'p', request: 'r' });
    expect(await propose({ ...body, reason: 'other' })).toEqual(refused('place-not-to-be-used'));
    expect(await approve(pending)).toEqual(refused('place-not-to-be-used'));
    expect(await faults()).toEqual([]);
  });

  test('that ends before another one of the same place is refused: what was held longer stays held', async () => {
    const shorter = await idOf({ ...body, until: '2020-09-10T05:00:00.000Z' });
    // By so little that the deadline, which is the end of a day, does not move.
    expect(await done({ ...body, until: '2020-09-10T09:00:00.000Z', reason: 'disaster' })).toMatchObject({ outcome: 'done' });
    expect(await propose({ ...body, until: '2020-09-10T06:00:00.000Z' })).toEqual(refused('place-on-hold'));
    expect(await approve(shorter)).toEqual(refused('place-on-hold'));
    expect((await item(1))?.heldUntil).toBe('2020-09-10T09:00:00.000Z');
    const place = programme.place(WAVE, 1);
    const { deadline } = (await item(1))!;
    const beside = { hold: shorter, until: '2020-09-10T05:00:00.000Z', seen: deadline, deadline };
    expect(await programme.places.hold(place, beside)).toBe('moved-meanwhile');
    programme.clock.epochMs = Date.parse('2020-09-10T06:00:00.000Z');
    expect(await propose({ kind: 'revoke-place', waveId: WAVE, entryId: entryOf(1), reason: 'withdrew' })).toEqual(
      refused('place-on-hold'),
    );
  });

  test('that was reckoned from a deadline that has moved since is overtaken', async () => {
    const [first, second] = [await idOf(body), await idOf({ ...body, reason: 'disaster' })];
    expect(await approve(first)).toMatchObject({ outcome: 'done' });
    expect(await approve(second)).toEqual(refused('proposal-overtaken'));
    expect((await item(1))?.holds).toEqual([first]);
  });

  test('that is approved when it would have ended is refused', async () => {
    const pending = await idOf(body);
    programme.clock.epochMs = Date.parse(body.until);
    expect(await approve(pending)).toEqual(refused('ends-in-the-past'));
    expect((await item(1))?.holds).toBeUndefined();
  });
});

describe('a hold of a wave', () => {
  const body = { kind: 'hold-wave', waveId: WAVE, from: NOW, until: '2020-09-13T03:00:00.000Z', reason: 'partner-outage' } as const;

  test('lets the clocks of all its places stand, and one hold follows the other', async () => {
    expect(await done(body)).toMatchObject({ outcome: 'done' });
    programme.clock.epochMs = Date.parse('2020-09-13T02:59:00.000Z');
    await tendAll();
    expect((await item(1))?.state).toBe('awarded');
    expect(await propose({ ...body, from: '2020-09-12T00:00:00.000Z', until: '2020-09-20T00:00:00.000Z' })).toEqual(
      refused('holds-overlap'),
    );
    expect(await done({ ...body, from: body.until, until: '2020-09-14T03:00:00.000Z' })).toMatchObject({ outcome: 'done' });
    programme.clock.epochMs = Date.parse('2020-09-16T16:59:59.999Z');
    await tendAll();
    expect((await item(1))?.state).toBe('awarded');
    programme.clock.epochMs = Date.parse('2020-09-16T17:00:00.000Z');
    await tendAll();
    expect((await item(1))?.state).toBe('revoked');
    expect(await faults()).toEqual([]);
  });

  test('two that were proposed at the same time become one', async () => {
    const [first, second] = [await idOf(body), await idOf({ ...body, reason: 'disaster' })];
    expect(await approve(first)).toMatchObject({ outcome: 'done' });
    expect(await approve(second)).toEqual(refused('proposal-overtaken'));
    expect((await programme.waves.read(WAVE))?.holds).toHaveLength(1);
  });

  test('of a wave that is not published, is settled or is not there, or that ends in the past, is refused', async () => {
    await programme.announce({ ...PLAN, waveId: '2020-05' });
    expect(await propose({ ...body, waveId: '2020-05' })).toEqual(refused('not-published-yet'));
    expect(await propose({ ...body, waveId: '2020-06' })).toEqual(refused('unknown-wave'));
    expect(await propose({ ...body, until: NOW })).toEqual(refused('ends-in-the-past'));
    await programme.bookings.settle(WAVE, Date.parse(NOW), 0);
    expect(await propose(body)).toEqual(refused('nothing-to-change'));
  });
});

describe('a revocation by decision', () => {
  const body = { kind: 'revoke-place', ...place, reason: 'not-eligible' } as const;

  test('takes a place back before its deadline, once, and books it', async () => {
    const proposalId = await idOf(body);
    expect(await approve(proposalId)).toMatchObject({ outcome: 'done' });
    expect(await approve(proposalId)).toMatchObject({ outcome: 'executedBefore' });
    expect(await item(1)).toMatchObject({ state: 'revoked', revokedBy: proposalId });
    expect(await propose(body)).toEqual(refused('place-not-to-be-used'));
    expect((await programme.check()).years[0]).toMatchObject({ returned: 1, inHand: 1 });
    expect(await faults()).toEqual([]);
  });

  test('of a place that is used meanwhile is refused', async () => {
    const proposalId = await idOf(body);
    await programme.places.activate(programme.place(WAVE, 1), { at: NOW, latest: NOW, partner: 'p', request: 'r' });
    expect(await approve(proposalId)).toEqual(refused('place-not-to-be-used'));
    expect(await faults()).toEqual([]);
  });
});

describe('a grant of places that came back', () => {
  const body = { kind: 'grant-recovered', waveId: '2020-11', year: '2020', places: 2, byProvince: { 31: 2 } } as const;

  test('is refused while fewer are in hand, and for a wave that is announced or was granted some', async () => {
    expect(await propose(body)).toEqual(refused('not-in-hand'));
    programme.clock.epochMs = Date.parse(AFTER);
    await tendAll();
    expect(await propose({ ...body, waveId: WAVE })).toEqual(refused('announced-or-granted'));
    expect(await done(body)).toMatchObject({ outcome: 'done' });
    expect(await propose({ ...body, places: 1, byProvince: { 31: 1 } })).toEqual(refused('announced-or-granted'));
    expect(await propose({ ...body, waveId: '2020-12' })).toEqual(refused('not-in-hand'));
    expect((await programme.check()).years[0]).toMatchObject({ returned: 3, regranted: 2, inHand: 1 });
    expect(await faults()).toEqual([]);
  });

  test('two that would take the same places become one, and a repeat of it changes nothing', async () => {
    programme.clock.epochMs = Date.parse(AFTER);
    await tendAll();
    const [first, second] = [await idOf(body), await idOf({ ...body, waveId: '2020-12' })];
    const [one, other, again] = await Promise.all([approve(first), approve(second), approve(first)]);
    // Whichever came first has them: the other is refused, however often it is approved.
    expect(one.outcome === 'refused').toBe(other.outcome !== 'refused');
    expect(again.outcome === 'refused').toBe(one.outcome === 'refused');
    expect((await programme.check()).years[0]).toMatchObject({ returned: 3, regranted: 2, inHand: 1 });
    expect(await faults()).toEqual([]);
  });

  test('adds up, or is none', () => {
    expect(KINDS['grant-recovered'].schema.safeParse(body).success).toBe(true);
    expect(KINDS['grant-recovered'].schema.safeParse({ ...body, places: 3 }).success).toBe(false);
    expect(KINDS['grant-recovered'].schema.safeParse({ ...body, byProvince: 'national' }).success).toBe(true);
  });
});
