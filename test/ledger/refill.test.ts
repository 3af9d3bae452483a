import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { settleWave } from '#shared/deadlines/settle-wave.ts';
import { documentBytes, type RefillDocument } from '#shared/evidence/documents.ts';
import { evidenceKey, refillFile } from '#shared/evidence/evidence-names.ts';
import { beginRefill } from '#shared/refill/begin-refill.ts';
import { refilledPots } from '#shared/refill/refilled-pots.ts';
import { signingKeyOf } from '#shared/tokens/signing-key.ts';
import type { RefillBookings } from '#shared/waves/refill-bookings-store.ts';
import { startEmulator } from '../support/emulator.ts';
import { useBucket } from '../support/use-bucket.ts';
import { DEADLINE, entryOf, type LedgerProgramme, programmeOn } from './a-programme.ts';

let WAVE = '';
let waves = 0;
const AFTER = '2020-09-13T02:00:00.000Z';
const NOW = Date.parse(AFTER);
const overdue = { at: AFTER, passed: AFTER };

let stop = async () => {};
afterEach(() => stop());
const bucket = useBucket();
let programme: LedgerProgramme;
let refills: RefillBookings;

/** A published wave of three places, of which three people let two pass; two refills at most. */
beforeEach(async () => {
  const emulator = await startEmulator();
  stop = emulator.stop;
  programme = programmeOn(emulator.documents);
  refills = programme.refills;
  // The bucket is one for all, and keeps what it has.
  waves++;
  WAVE = `2020-0${waves}`;
  await programme.announce({ waveId: WAVE, byProvince: { 31: 3 }, places: 3, opensAt: '2020-08-08T05:00:00.000Z', refills: 2 });
  await programme.begin(WAVE);
  for (const person of [1, 3, 5]) await programme.award(WAVE, person);
  await programme.close(WAVE);
  programme.clock.epochMs = NOW;
  for (const person of [1, 3]) await programme.places.revokeOverdue(programme.place(WAVE, person), overdue);
});

const faults = async () => (await programme.check()).faults;
const year = async () => (await programme.check()).years[0];
const wave = async () => (await programme.waves.read(WAVE))!;
const deps = () => {
  const { clock, waves, ledger } = programme;
  return { clock, waves, ledger, bookings: refills, evidence: bucket.evidence, softwareVersion: 'test' };
};
const begin = () => beginRefill(deps(), { waveId: WAVE });
const pots = (back: number, given: number) => ({
  awarded: given,
  provinces: refilledPots({ 31: back }, Array<string>(given).fill('31')),
});
/** As publishRefill leaves it for the next. */
async function publish(refill: number, returned: number[], given: number): Promise<void> {
  const { provinces } = pots(returned.length, given);
  const of = { waveId: WAVE, refill, after: 'a'.repeat(64), drawnAt: AFTER, returned: returned.map(entryOf).sort(), rounds: [] };
  const document: RefillDocument = {
    ...of,
    awarded: given,
    left: returned.length - given,
    provinces,
    winners: 'b'.repeat(64),
    softwareVersion: 'test',
  };
  await bucket.evidence.writeOnce(evidenceKey(WAVE, refillFile(refill)), documentBytes(document));
  await refills.finish(WAVE, refill, document, NOW);
}
const settle = () =>
  settleWave(
    {
      ...deps(),
      appeals: programme.appeals,
      bookings: programme.bookings,
      signingKey: async () => signingKeyOf(Buffer.alloc(32, 9)),
    },
    { waveId: WAVE },
  );

describe('a refill', () => {
  test('books what came back as granted once, however often it begins, and in the end what nobody could have as in hand', async () => {
    expect(await Promise.all([begin(), begin(), begin()])).toEqual(Array(3).fill({ refill: 1 }));
    expect(await begin()).toEqual({ refill: 1 });
    expect((await wave()).refills).toEqual([{ begunAt: AFTER, places: 2 }]);
    expect(await faults()).toEqual([]);
    expect(await year()).toMatchObject({ decreed: 3, returned: 2, regranted: 2, inHand: 0, undrawn: 2 });
    expect(await programme.award(WAVE, 7)).toBe('awarded');
    await refills.finish(WAVE, 1, pots(2, 1), NOW);
    await refills.finish(WAVE, 1, pots(2, 1), NOW + 1);
    expect((await wave()).refills).toEqual([{ begunAt: AFTER, places: 2, endedAt: AFTER, awarded: 1 }]);
    expect(await faults()).toEqual([]);
    expect(await year()).toMatchObject({ decreed: 3, awarded: 4, returned: 2, regranted: 1, inHand: 1, undrawn: 0 });
  });

  test('does not begin before the deadline, nor while a hold of the wave lets it stand, nor without a place that came back', async () => {
    programme.clock.epochMs = Date.parse(DEADLINE);
    expect(await begin()).toEqual({ refill: 0 });
    programme.clock.epochMs = NOW;
    const holds = [{ hold: 'h', from: '2020-09-10T00:00:00.000Z', until: '2020-09-20T00:00:00.000Z', reason: 'outage' }];
    const read = async () => ({ ...(await wave()), holds });
    expect(await beginRefill({ ...deps(), waves: { read } }, { waveId: WAVE })).toEqual({ refill: 0 });
    await begin();
    await publish(1, [1, 3], 0);
    expect(await begin()).toEqual({ refill: 0 });
    expect((await wave()).refills).toHaveLength(1);
  });

  test('does not begin where the plan wants none, or no more', async () => {
    await begin();
    await programme.award(WAVE, 7);
    await publish(1, [1, 3], 1);
    await programme.places.revokeOverdue(programme.place(WAVE, 5), overdue);
    expect(await Promise.all([begin(), begin()])).toEqual([{ refill: 2 }, { refill: 2 }]);
    expect(await refills.begin(WAVE, 2, { 31: 1 }, NOW)).toBe(true);
    expect((await wave()).refills).toHaveLength(2);
    await publish(2, [5], 0);
    await programme.places.revokeOverdue(programme.place(WAVE, 7), overdue);
    const without = async () => ({ ...(await wave()), plan: { ...(await wave()).plan, refills: undefined } });
    expect(await begin()).toEqual({ refill: 0 });
    expect(await beginRefill({ ...deps(), waves: { read: without } }, { waveId: WAVE })).toEqual({ refill: 0 });
    expect(await faults()).toEqual([]);
    expect(await year()).toMatchObject({ returned: 4, regranted: 1, inHand: 3 });
  });

  test('gives away the places that were fixed first, and leaves what comes back meanwhile to the next', async () => {
    const failing = { ...refills, begin: async () => Promise.reject(new Error('died')) };
    await expect(beginRefill({ ...deps(), bookings: failing }, { waveId: WAVE })).rejects.toThrow('died');
    await programme.places.revokeOverdue(programme.place(WAVE, 5), overdue);
    await begin();
    expect((await wave()).refills).toMatchObject([{ places: 2 }]);
    expect(await faults()).toEqual([]);
    await publish(1, [1, 3], 0);
    expect(await begin()).toEqual({ refill: 2 });
    expect((await wave()).refills).toMatchObject([{ places: 2 }, { places: 1 }]);
    expect(await faults()).toEqual([]);
  });

  test('is the next one after one that is over, and never of a settled wave', async () => {
    expect(await refills.begin(WAVE, 2, { 31: 1 }, NOW)).toBe(false);
    await expect(refills.finish(WAVE, 1, pots(2, 1), NOW)).rejects.toThrow('has not begun');
    await refills.begin(WAVE, 1, { 31: 2 }, NOW);
    expect(await refills.begin(WAVE, 2, { 31: 1 }, NOW)).toBe(false);
    await refills.finish(WAVE, 1, pots(2, 0), NOW);
    expect(await programme.bookings.settle(WAVE, NOW, 1)).toBe(true);
    expect(await refills.begin(WAVE, 2, { 31: 1 }, NOW)).toBe(false);
    expect((await wave()).refills).toHaveLength(1);
    expect(await faults()).toEqual([]);
  });

  test('keeps the wave from being settled until it is over, and so does a place that the next one is to have', async () => {
    await programme.places.activate(programme.place(WAVE, 5), { at: DEADLINE, latest: DEADLINE, partner: 'p', request: 'r' });
    await settle();
    expect((await wave()).settledAt).toBeUndefined();
    await begin();
    await settle();
    expect((await wave()).settledAt).toBeUndefined();
    // Whoever saw the wave without it, or before it was over.
    expect(await programme.bookings.settle(WAVE, NOW, 0)).toBe(false);
    expect(await programme.bookings.settle(WAVE, NOW, 1)).toBe(false);
    expect(await programme.award(WAVE, 7)).toBe('awarded');
    await publish(1, [1, 3], 1);
    await settle();
    expect((await wave()).settledAt).toBeUndefined();
    const request = { at: DEADLINE, latest: DEADLINE, partner: 'p', request: 'r7' };
    await programme.places.activate(programme.place(WAVE, 7), request);
    await settle();
    expect((await wave()).settledAt).toBe(AFTER);
    const places = JSON.parse(Buffer.from(await bucket.evidence.readWritten(evidenceKey(WAVE, 'places.json'))).toString());
    expect(places).toMatchObject({ places: 3, refilled: 1, provinces: { 31: { activated: 2, returned: 1 } } });
    expect(await faults()).toEqual([]);
  });

  test('has the places that came back to itself: no other wave is granted them before it is settled', async () => {
    expect(await programme.recover('2020-11', 1, 'd')).toEqual({ outcome: 'notInHand', inHand: 0 });
    await begin();
    await programme.award(WAVE, 7);
    await publish(1, [1, 3], 1);
    expect(await programme.recover('2020-11', 1, 'd')).toEqual({ outcome: 'notInHand', inHand: 0 });
    for (const person of [5, 7]) {
      const request = { at: DEADLINE, latest: DEADLINE, partner: 'p', request: `r${person}` };
      await programme.places.activate(programme.place(WAVE, person), request);
    }
    await settle();
    expect(await programme.recover('2020-11', 2, 'd')).toEqual({ outcome: 'notInHand', inHand: 1 });
    expect(await programme.recover('2020-11', 1, 'd')).toMatchObject({ outcome: 'granted' });
    expect(await faults()).toEqual([]);
    expect(await year()).toMatchObject({ returned: 2, regranted: 2, inHand: 0 });
  });
});

test('what a pot gives beyond what came back to it, it gets from pots that had nobody left', () => {
  expect(refilledPots({ 31: 3, 32: 2, 33: 1 }, ['31', '91', '91', '33'])).toEqual({
    31: { returned: 3, spilledIn: 0, spilledOut: 2, awarded: 1, left: 0 },
    32: { returned: 2, spilledIn: 0, spilledOut: 0, awarded: 0, left: 2 },
    33: { returned: 1, spilledIn: 0, spilledOut: 0, awarded: 1, left: 0 },
    91: { returned: 0, spilledIn: 2, spilledOut: 0, awarded: 2, left: 0 },
  });
});
