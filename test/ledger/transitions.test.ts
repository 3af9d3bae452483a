import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { settleWave } from '#shared/deadlines/settle-wave.ts';
import { tendPlaces } from '#shared/deadlines/tend-places.ts';
import type { Notice } from '#shared/notifications/notice.ts';
import { SHARD_GROUPS } from '#shared/shards.ts';
import { signingKeyOf } from '#shared/tokens/signing-key.ts';
import { startEmulator } from '../support/emulator.ts';
import { useBucket } from '../support/use-bucket.ts';
import { DEADLINE, entryOf, type LedgerProgramme, programmeOn } from './a-programme.ts';

const WAVE = '2020-04';
const PLAN = { waveId: WAVE, byProvince: { 31: 6 }, places: 6, opensAt: '2020-08-08T05:00:00.000Z' };
const BEFORE = '2020-09-01T00:00:00.000Z';
const AFTER = '2020-09-13T02:00:00.000Z';
const used = (request = 'request-1') => ({ at: BEFORE, latest: BEFORE, partner: 'a-partner', request });
const overdue = { at: AFTER, passed: AFTER };

let stop = async () => {};
afterEach(() => stop());
const bucket = useBucket();
let programme: LedgerProgramme;

/** A published wave of six places, five of them awarded, to the people 1 to 5. */
beforeEach(async () => {
  // An engine of its own for each: it remembers the tokens of transactions, whatever has become of their items.
  const emulator = await startEmulator();
  stop = emulator.stop;
  programme = programmeOn(emulator.documents);
  await programme.announce(PLAN);
  await programme.begin(WAVE);
  for (const person of [1, 2, 3, 4, 5]) expect(await programme.award(WAVE, person)).toBe('awarded');
  await programme.close(WAVE);
});

const faults = async () => (await programme.check()).faults;
const year = async () => (await programme.check()).years[0];
const place = (person: number) => programme.place(WAVE, person);

describe('a place', () => {
  test('is granted, awarded and left over, each with its entry', async () => {
    expect(await faults()).toEqual([]);
    expect(await year()).toEqual({
      year: '2020',
      decreed: 6,
      awarded: 5,
      awaiting: 5,
      activated: 0,
      returned: 0,
      regranted: 0,
      inHand: 0,
      unfilled: 1,
      undrawn: 0,
      reserved: 0,
    });
  });

  test('is granted once, however often a selection begins, and closed once', async () => {
    await programme.begin(WAVE);
    await programme.close(WAVE);
    expect(await faults()).toEqual([]);
    expect(await year()).toMatchObject({ decreed: 6, unfilled: 1 });
  });

  test('is used once: the same request again is told so, another one is refused, and each is one entry', async () => {
    expect(await programme.places.activate(place(1), used())).toBe('activated');
    expect(await programme.places.activate(place(1), used())).toBe('activated-before');
    expect(await programme.places.activate(place(1), used('request-2'))).toBe('activated-otherwise');
    // Another wave's award, of somebody whose own place is still to be used.
    expect(await programme.places.activate({ ...place(2), waveId: '2020-05' }, used())).toBe('not-a-recipient');
    expect(await programme.places.activate({ ...place(9) }, used())).toBe('not-a-recipient');
    expect(await faults()).toEqual([]);
    expect(await year()).toMatchObject({ awaiting: 4, activated: 1 });
  });

  test('is used until the very end of its last day in WIB, and comes back only after it', async () => {
    const lastInstant = { ...used(), at: DEADLINE, latest: DEADLINE };
    const after = new Date(Date.parse(DEADLINE) + 1).toISOString();
    expect(await programme.places.revokeOverdue(place(1), { at: DEADLINE, passed: DEADLINE })).toBe('not-due');
    expect(await programme.places.activate(place(1), lastInstant)).toBe('activated');
    expect(await programme.places.activate(place(2), { ...used(), at: after, latest: after })).toBe('too-late');
    expect(await programme.places.revokeOverdue(place(2), { at: after, passed: after })).toBe('revoked');
    expect(await faults()).toEqual([]);
    expect(await year()).toMatchObject({ activated: 1, returned: 1, inHand: 1 });
  });

  test('comes back once, and is used no more', async () => {
    expect(await programme.places.revokeOverdue(place(1), overdue)).toBe('revoked');
    expect(await programme.places.revokeOverdue(place(1), overdue)).toBe('revoked-before');
    expect(await programme.places.activate(place(1), used())).toBe('revoked');
    expect(await programme.places.revokeByDecision(place(1), { at: AFTER, decision: 'd' })).toBe('revoked-before');
    expect(await faults()).toEqual([]);
    expect(await year()).toMatchObject({ awaiting: 4, returned: 1 });
    // Nobody receives twice, who has lost a place included.
    expect(await programme.award(WAVE, 1)).toBe('awarded');
    await programme.announce({ ...PLAN, waveId: '2020-05' });
    await programme.begin('2020-05');
    expect(await programme.award('2020-05', 1)).toBe('already-a-recipient');
  });

  test('that was used does not come back', async () => {
    await programme.places.activate(place(1), used());
    expect(await programme.places.revokeOverdue(place(1), overdue)).toBe('activated');
    expect(await programme.places.revokeByDecision(place(1), { at: BEFORE, decision: 'd' })).toBe('activated');
    expect(await faults()).toEqual([]);
  });

  test('on hold has a later deadline, once for each hold, and is taken by nobody meanwhile', async () => {
    const hold = { hold: 'h1', until: '2020-09-20T16:59:59.999Z', seen: DEADLINE, deadline: '2020-10-01T16:59:59.999Z' };
    expect(await programme.places.hold(place(1), hold)).toBe('held');
    expect(await programme.places.hold(place(1), hold)).toBe('held-before');
    const onTopOfItself = { ...hold, seen: hold.deadline, deadline: '2020-11-01T16:59:59.999Z' };
    expect(await programme.places.hold(place(1), onTopOfItself)).toBe('held-before');
    expect(await programme.places.hold(place(1), { ...hold, hold: 'h2' })).toBe('moved-meanwhile');
    expect(await programme.places.revokeOverdue(place(1), overdue)).toBe('on-hold');
    expect(await programme.places.revokeByDecision(place(1), { at: AFTER, decision: 'd' })).toBe('on-hold');
    const late = '2020-09-25T00:00:00.000Z';
    expect(await programme.places.revokeOverdue(place(1), { at: late, passed: late })).toBe('not-due');
    expect(await programme.places.activate(place(1), { ...used(), at: late, latest: late })).toBe('activated');
    expect(await programme.places.hold(place(1), { ...hold, hold: 'h3', seen: hold.deadline })).toBe('not-awarded');
    expect(await programme.places.hold(place(9), hold)).toBe('not-a-recipient');
    expect(await faults()).toEqual([]);
  });

  test('moves once, whatever comes at the same time', async () => {
    const outcomes = await Promise.all([
      ...Array.from({ length: 10 }, (_, at) => programme.places.activate(place(1), { ...used(`request-${at}`), latest: BEFORE })),
      ...Array.from({ length: 10 }, (_, at) => programme.places.revokeByDecision(place(1), { at: AFTER, decision: `d${at}` })),
    ]);
    expect(outcomes.filter((outcome) => outcome === 'activated' || outcome === 'revoked').length).toBeGreaterThanOrEqual(1);
    expect(await faults()).toEqual([]);
    const { activated, returned } = (await year())!;
    expect(activated + returned).toBe(1);
  });
});

describe('a day of deadlines', () => {
  const told: Notice[] = [];
  beforeEach(() => void told.splice(0));
  const deps = () => {
    const { waves, bookings, ledger, places, clock, appeals } = programme;
    const { evidence } = bucket;
    const notices = { publish: async (some: readonly Notice[]) => void told.push(...some) };
    return {
      waves,
      bookings,
      ledger,
      places,
      clock,
      appeals,
      evidence,
      notices,
      signingKey: async () => signingKeyOf(Buffer.alloc(32, 9)),
    };
  };
  const day = async () => {
    const of = deps();
    let awaiting = 0;
    for (const group of SHARD_GROUPS) awaiting += (await tendPlaces(of, { waveId: WAVE, group })).awaiting;
    await settleWave(of, { waveId: WAVE });
    return { awaiting, evidence: of.evidence };
  };

  test('takes back what was not used in time, and settles the wave, once', async () => {
    await programme.places.activate(place(1), used());
    programme.clock.epochMs = Date.parse(DEADLINE);
    expect((await day()).awaiting).toBe(4);
    expect((await programme.waves.read(WAVE))?.settledAt).toBeUndefined();
    programme.clock.epochMs = Date.parse(AFTER);
    const { awaiting, evidence } = await day();
    expect(awaiting).toBe(0);
    expect((await programme.waves.read(WAVE))?.settledAt).toBe(AFTER);
    const places = JSON.parse(Buffer.from(await evidence.readWritten(`evidence/${WAVE}/places.json`)).toString());
    expect(places).toMatchObject({
      places: 6,
      provinces: { 31: { granted: 0, awarded: 0, activated: 1, returned: 4, unfilled: 1 } },
    });
    programme.clock.epochMs += 86_400_000;
    expect((await day()).awaiting).toBe(0);
    expect((await programme.waves.read(WAVE))?.settledAt).toBe(AFTER);
    expect(await faults()).toEqual([]);
    expect(await year()).toMatchObject({ activated: 1, returned: 4, awaiting: 0 });
  });

  test('tells who will lose a place 14, 7 and 1 days before, and who has, also when the run that took it back died before it told', async () => {
    const on = async (at: string) => {
      told.splice(0);
      programme.clock.epochMs = Date.parse(at);
      await day();
      return told.map(({ kind, entryId, ...of }) =>
        [kind, entryId, 'daysLeft' in of ? of.daysLeft : 'day' in of ? of.day : ''].join(' '),
      );
    };
    for (const person of [3, 4, 5]) await programme.places.activate(place(person), used(`request-${person}`));
    const both = (text: (entryId: string) => string) => [entryOf(1), entryOf(2)].map(text);
    expect(await on('2020-08-29T02:00:00.000Z')).toEqual(both((entryId) => `reminder ${entryId} 14`));
    expect(await on('2020-08-30T02:00:00.000Z')).toEqual([]);
    expect(await on('2020-09-05T02:00:00.000Z')).toEqual(both((entryId) => `reminder ${entryId} 7`));
    expect(await on('2020-09-11T02:00:00.000Z')).toEqual(both((entryId) => `reminder ${entryId} 1`));
    expect(told[0]).toMatchObject({ waveId: WAVE, deadline: DEADLINE, registrationKey: 'ab'.repeat(32) });
    await programme.places.revokeOverdue(place(1), { at: AFTER, passed: AFTER });
    expect(await on(AFTER)).toEqual(both((entryId) => `revoked ${entryId} 2020-09-13`));
    expect(await on('2020-09-14T02:00:00.000Z')).toEqual([]);
  });

  test('takes back nothing while officers have stopped it', async () => {
    programme.clock.epochMs = Date.parse(AFTER);
    const { waves } = programme;
    const stopped = { at: BEFORE, reason: 'the marketplace is down' };
    const read = async (waveId: string) => ({ ...(await waves.read(waveId))!, revocationsStopped: stopped });
    const { awaiting } = await tendPlaces({ ...deps(), waves: { read } }, { waveId: WAVE, group: '0' });
    expect(awaiting).toBe(5);
    expect(await year()).toMatchObject({ returned: 0 });
  });

  test('lets the clock of the whole wave stand while a hold lasts, and by as much longer after it', async () => {
    const { waves } = programme;
    const holds = [{ hold: 'h', from: '2020-09-10T00:00:00.000Z', until: '2020-09-20T00:00:00.000Z', reason: 'outage' }];
    const read = async (waveId: string) => ({ ...(await waves.read(waveId))!, holds });
    const awaitingAt = async (at: string) => {
      programme.clock.epochMs = Date.parse(at);
      return (await tendPlaces({ ...deps(), waves: { read } }, { waveId: WAVE, group: '0' })).awaiting;
    };
    expect(await awaitingAt('2020-09-19T23:59:59.000Z')).toBe(5);
    expect(await awaitingAt('2020-09-22T16:59:59.999Z')).toBe(5);
    expect(await awaitingAt('2020-09-22T17:00:00.000Z')).toBe(0);
    expect(await faults()).toEqual([]);
  });

  test('is of a published wave only', async () => {
    await programme.announce({ ...PLAN, waveId: '2020-05' });
    await expect(tendPlaces(deps(), { waveId: '2020-05', group: '0' })).rejects.toThrow('not published');
    await expect(settleWave(deps(), { waveId: '2020-05' })).rejects.toThrow('not published');
  });
});

describe('places that came back', () => {
  beforeEach(async () => {
    for (const person of [1, 2, 3]) await programme.places.revokeOverdue(place(person), overdue);
  });

  test('are granted to a wave that is announced after it, drawn in it, and counted once', async () => {
    expect(await programme.recover('2020-11', 2, 'decision-1')).toMatchObject({ outcome: 'granted' });
    expect(await programme.recover('2020-11', 2, 'decision-1')).toMatchObject({ outcome: 'grantedBefore' });
    expect(await faults()).toEqual([]);
    expect(await year()).toMatchObject({ decreed: 6, returned: 3, regranted: 2, inHand: 1, undrawn: 2 });
    const plan = { ...PLAN, waveId: '2020-11', places: 2, byProvince: { 31: 2 } };
    expect(await programme.announce(plan)).toBe(false);
    expect(await programme.announce({ ...plan, fundedBy: 'recovery' })).toBe(true);
    await programme.begin('2020-11');
    expect(await programme.award('2020-11', 7)).toBe('awarded');
    await programme.close('2020-11');
    expect(await faults()).toEqual([]);
    expect(await year()).toMatchObject({ decreed: 6, awarded: 6, returned: 3, regranted: 2, inHand: 1, unfilled: 2 });
  });

  test('are never granted beyond what is in hand, to a wave that is announced, or to one wave twice', async () => {
    expect(await programme.recover('2020-11', 4, 'decision-1')).toEqual({ outcome: 'notInHand', inHand: 3 });
    expect(await programme.recover(WAVE, 1, 'decision-1')).toEqual({ outcome: 'announcedAlready' });
    await programme.announce({ ...PLAN, waveId: '2020-05' });
    expect(await programme.recover('2020-05', 1, 'decision-1')).toEqual({ outcome: 'announcedAlready' });
    expect(await programme.recover('2020-11', 1, 'decision-1')).toMatchObject({ outcome: 'granted' });
    expect(await programme.recover('2020-11', 1, 'decision-2')).toEqual({ outcome: 'announcedAlready' });
    expect(await programme.recover('2020-12', 3, 'decision-3')).toEqual({ outcome: 'notInHand', inHand: 2 });
    expect(await faults()).toEqual([]);
  });

  test('are granted once, whoever grants at the same time', async () => {
    const asked = ['2020-11', '2020-12', '2020-13', '2020-14'].map((waveId) => programme.recover(waveId, 2, `of ${waveId}`));
    const outcomes = await Promise.all(asked);
    expect(outcomes.filter(({ outcome }) => outcome === 'granted')).toHaveLength(1);
    expect(await faults()).toEqual([]);
    expect(await year()).toMatchObject({ returned: 3, regranted: 2, inHand: 1 });
  });

  test('make no wave that was not granted them', async () => {
    expect(await programme.announce({ ...PLAN, waveId: '2020-11', fundedBy: 'recovery' })).toBe(false);
  });
});
