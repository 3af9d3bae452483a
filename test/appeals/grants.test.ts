import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AppealItem } from '#shared/appeals/appeal.ts';
import { endAppeals } from '#shared/appeals/end-appeals.ts';
import { settleWave } from '#shared/deadlines/settle-wave.ts';
import { startDueDeadlines } from '#shared/deadlines/start-deadlines.ts';
import { tendPlaces } from '#shared/deadlines/tend-places.ts';
import type { Notice } from '#shared/notifications/notice.ts';
import { deadlineOf } from '#shared/recipients/deadline.ts';
import { registrationsStore } from '#shared/registrations/registrations-store.ts';
import { signingKeyOf } from '#shared/tokens/signing-key.ts';
import type { Wave } from '#shared/waves/wave.ts';
import { AWARDED_AT, entryOf, type LedgerProgramme, programmeOn } from '../ledger/a-programme.ts';
import { startEmulator } from '../support/emulator.ts';
import { useBucket } from '../support/use-bucket.ts';

const WAVE = '2020-04';
const LATER = '2020-05';
const PLAN = { waveId: WAVE, byProvince: { 31: 6 }, places: 6, reserved: 2, opensAt: '2020-08-08T05:00:00.000Z' };
const GRANTED_AT = '2020-08-20T03:00:00.000Z';
const PAST_ALL = '2020-10-01T03:00:00.000Z';

let stop = async () => {};
afterEach(() => stop());
const bucket = useBucket();
let programme: LedgerProgramme;

/** A published wave of six places, two of them awarded to the people 1 and 2, and two more in reserve; the other people were refused. */
beforeEach(async () => {
  const emulator = await startEmulator();
  stop = emulator.stop;
  programme = programmeOn(emulator.documents);
  await published(WAVE, PLAN);
});

async function published(waveId: string, plan: object): Promise<void> {
  await programme.announce({ ...plan, waveId });
  await programme.begin(waveId);
  if (waveId === WAVE) for (const person of [1, 2]) expect(await programme.award(waveId, person)).toBe('awarded');
  await programme.close(waveId);
}

const faults = async () => (await programme.check()).faults;
const read = async (waveId = WAVE) => (await programme.waves.read(waveId)) as Wave;
const registrationKeyOf = (person: number) => entryOf(person) + entryOf(person);

/** The person has been refused and has appealed. @param household of the person's own, unless said otherwise */
async function appealed(person: number, changes: Partial<AppealItem> = {}, sealed = true): Promise<AppealItem> {
  const registrationKey = registrationKeyOf(person);
  const partition = `${WAVE}#${registrationKey.slice(0, 2)}`;
  await programme.documents.send(
    new PutCommand({
      TableName: 'registrations',
      Item: { partition, registrationKey, entryId: entryOf(person), ...(sealed && { sealed: new Uint8Array(9) }) },
    }),
  );
  const { appeal } = await programme.appeals.put({
    waveId: WAVE,
    entryId: entryOf(person),
    appealedAt: AWARDED_AT,
    result: 'excluded',
    rule: 'not-on-an-aid-list-of-the-wave',
    reason: 'listed-by-mistake',
    text: new Uint8Array(9),
    textTag: 'tag',
    registrationKey,
    personKey: `person-${person}`,
    householdKey: `household-of-${person}`,
    province: '31',
    state: 'open',
    ...changes,
  });
  return appeal;
}

const grant = async (appeal: AppealItem, remedy = WAVE, decision = `decision-${appeal.entryId}`, at = GRANTED_AT) =>
  programme.grants.grant(appeal, await read(remedy), { at, decision, reason: 'list-was-wrong' });
const outcome = async (of: ReturnType<typeof grant>) => (await of.catch((error: Error) => ({ outcome: error.name }))).outcome;
const stateOf = async (person: number) => (await programme.appeals.read(WAVE, entryOf(person)))?.state;

/** All reads of all tables, to see that nothing has changed. */
const everything = async () =>
  Promise.all((['waves', 'recipients', 'ledger', 'appeals', 'registrations'] as const).map(programme.items));

/** Refused with that word, and nothing has changed. */
async function changesNothing(of: () => ReturnType<typeof grant>, word: string): Promise<void> {
  const before = await everything();
  expect(await outcome(of())).toBe(word);
  expect(await everything()).toEqual(before);
  expect(await faults()).toEqual([]);
}

describe('an appeal that is granted', () => {
  test('makes the appellant a recipient of a reserved place, with a deadline of the own, and nothing of the draw changes', async () => {
    const before = await read();
    expect(await grant(await appealed(10))).toEqual({ outcome: 'granted', decidedAt: GRANTED_AT });
    expect(await programme.places.read('person-10')).toMatchObject({
      awardId: `${WAVE}/${entryOf(10)}`,
      state: 'awarded',
      pot: '31',
      deadline: deadlineOf(GRANTED_AT, '2020'),
    });
    expect(await programme.appeals.read(WAVE, entryOf(10))).toMatchObject({
      state: 'granted',
      decidedAt: GRANTED_AT,
      decisionReason: 'list-was-wrong',
      remedyWaveId: WAVE,
    });
    const { reservedAwarded, ...rest } = await read();
    expect([reservedAwarded, rest]).toEqual([1, before]);
    expect(await faults()).toEqual([]);
    const { years, waves } = await programme.check();
    expect(years[0]).toMatchObject({ decreed: 8, awarded: 3, unfilled: 4, undrawn: 0, reserved: 1 });
    expect(waves[0]!.now).toMatchObject({ reserved: 1, awarded: 3, unfilled: 4 });
  });

  test('stays granted when the answer was lost: the same decision finds it done, another one does not', async () => {
    const appeal = await appealed(10);
    await grant(appeal);
    const after = await everything();
    expect(await grant(appeal, WAVE, undefined, '2020-08-25T03:00:00.000Z')).toEqual({ outcome: 'granted', decidedAt: GRANTED_AT });
    expect(await outcome(grant(appeal, WAVE, 'another'))).toBe('decidedOtherwise');
    expect(await everything()).toEqual(after);
  });

  test('is granted once by ten decisions at the same time', async () => {
    const appeal = await appealed(10);
    const outcomes = await Promise.all(Array.from({ length: 10 }, (_, at) => outcome(grant(appeal, WAVE, `decision-${at}`))));
    expect(outcomes.filter((of) => of === 'granted')).toHaveLength(1);
    expect((await read()).reservedAwarded).toBe(1);
    expect(await faults()).toEqual([]);
  });

  test('of twenty at the same time as many as there are places in reserve are', async () => {
    const appeals = await Promise.all(Array.from({ length: 20 }, (_, at) => appealed(10 + at)));
    const outcomes = await Promise.all(appeals.map((appeal) => outcome(grant(appeal))));
    expect(outcomes.filter((of) => of === 'granted')).toHaveLength(2);
    expect(new Set(outcomes)).toEqual(new Set(['granted', 'noReservedPlace']));
    expect((await read()).reservedAwarded).toBe(2);
    expect((await programme.items('recipients')).filter(({ key }) => String(key).startsWith('person#'))).toHaveLength(4);
    expect(await faults()).toEqual([]);
  });

  test('gives nobody a second place who has received meanwhile', async () => {
    const appeal = await appealed(2, { householdKey: 'another' });
    await changesNothing(() => grant(appeal), 'alreadyARecipient');
  });

  test('gives no household a third recipient', async () => {
    for (const person of [10, 11]) expect(await outcome(grant(await appealed(person, { householdKey: 'one' })))).toBe('granted');
    await published(LATER, { ...PLAN, opensAt: '2020-08-15T05:00:00.000Z' });
    const third = await appealed(12, { householdKey: 'one' });
    await changesNothing(() => grant(third, LATER), 'householdFull');
  });

  test('of a wave without reserved places has none, and no other place is taken for it', async () => {
    await published(LATER, { ...PLAN, reserved: undefined, opensAt: '2020-08-15T05:00:00.000Z' });
    const appeal = await appealed(10);
    await changesNothing(() => grant(appeal, LATER), 'noReservedPlace');
  });

  test('waits until the wave of the place is published: a draw is not disturbed', async () => {
    await programme.announce({ ...PLAN, waveId: LATER });
    await programme.begin(LATER);
    const appeal = await appealed(10);
    await changesNothing(() => grant(appeal, LATER), 'noReservedPlace');
  });

  test('needs the details that payment needs, and keeps them from erasure', async () => {
    const erased = await appealed(10, {}, false);
    await changesNothing(() => grant(erased), 'detailsErased');
    expect(await outcome(grant(await appealed(11)))).toBe('granted');
    await appealed(12);
    const { eraseSealed } = registrationsStore(programme.documents, 'registrations');
    for (const person of [11, 12]) {
      const registrationKey = registrationKeyOf(person);
      await eraseSealed(WAVE, registrationKey.slice(0, 2), { registrationKey, entryId: entryOf(person) });
    }
    const kept = (await programme.items('registrations')).filter(({ sealed }) => sealed).map(({ entryId }) => entryId);
    expect(kept).toEqual([entryOf(11)]);
  });

  test('of another registration by the same key is none', async () => {
    const appeal = await appealed(10);
    await changesNothing(() => grant({ ...appeal, registrationKey: registrationKeyOf(11) }), 'detailsErased');
  });

  test('can be a place of a later wave, tended there, and told of by the registration of the earlier one', async () => {
    await published(LATER, { ...PLAN, byProvince: 'national', opensAt: '2020-08-15T05:00:00.000Z' });
    expect(await outcome(grant(await appealed(10), LATER))).toBe('granted');
    expect(await faults()).toEqual([]);
    expect(await programme.places.read('person-10')).toMatchObject({ waveId: LATER, pot: 'national' });
    expect([(await read()).reservedAwarded, (await read(LATER)).reservedAwarded]).toEqual([undefined, 1]);
    const told = await dayOf(LATER, '2020-09-12T03:00:00.000Z');
    expect(told).toEqual([
      {
        kind: 'reminder',
        waveId: LATER,
        entryId: entryOf(10),
        registrationKey: registrationKeyOf(10),
        registeredIn: WAVE,
        daysLeft: 7,
        deadline: deadlineOf(GRANTED_AT, '2020'),
      },
    ]);
    await dayOf(LATER, PAST_ALL);
    expect(await programme.places.read('person-10')).toMatchObject({ state: 'revoked' });
    expect(await faults()).toEqual([]);
  });

  test('has days of its own: its wave is gone through every day until its place is used or back', async () => {
    const started = async (at: string) => {
      const startDeadlines = async () => true;
      return startDueDeadlines({ clock: { now: () => Date.parse(at) }, waves: programme.waves, startDeadlines });
    };
    expect(await started('2020-08-22T03:00:00.000Z')).toEqual([]);
    await grant(await appealed(10));
    expect(await started('2020-08-22T03:00:00.000Z')).toEqual([WAVE]);
  });
});

describe('an appeal that is dismissed', () => {
  const dismiss = (person: number, reason: 'rule-applies' | 'not-shown' = 'rule-applies') =>
    programme.appeals.dismiss({ waveId: WAVE, entryId: entryOf(person) }, reason, Date.parse(GRANTED_AT));

  test('is decided for good, once', async () => {
    const appeal = await appealed(10);
    expect(await dismiss(10)).toMatchObject({ dismissed: true, appeal: { state: 'dismissed', decisionReason: 'rule-applies' } });
    expect(await dismiss(10, 'not-shown')).toMatchObject({ dismissed: false, appeal: { decisionReason: 'rule-applies' } });
    await changesNothing(() => grant(appeal), 'decidedOtherwise');
  });

  test('is not one that was granted', async () => {
    await grant(await appealed(10));
    expect(await dismiss(10)).toMatchObject({ dismissed: false, appeal: { state: 'granted' } });
    expect(await stateOf(10)).toBe('granted');
    expect(await dismiss(11)).toEqual({ dismissed: false, appeal: undefined });
  });
});

describe('the end of a wave', () => {
  const settled = async () => (await read()).settledAt;

  // The first of these, since a file that is published stays.
  test('leaves what is left of the reserve unfilled, says so in its file, and nothing of it is awarded after that', async () => {
    for (const person of [1, 2]) await programme.places.activate(programme.place(WAVE, person), used);
    expect(await outcome(grant(await appealed(10)))).toBe('granted');
    await dayOf(WAVE, PAST_ALL);
    expect(await settled()).toBe(PAST_ALL);
    const file = await bucket.evidence.readWritten(`evidence/${WAVE}/places.json`);
    expect(JSON.parse(Buffer.from(file).toString())).toMatchObject({
      places: 8,
      provinces: {
        31: { granted: 0, awarded: 0, activated: 2, returned: 1, unfilled: 4 },
        national: { granted: 0, awarded: 0, activated: 0, returned: 0, unfilled: 1 },
      },
    });
    expect(await faults()).toEqual([]);
    const late = await appealed(11);
    await changesNothing(() => grant(late), 'noReservedPlace');
  });

  test('waits until nobody can appeal any more, and until every appeal is decided', async () => {
    for (const person of [1, 2]) await programme.places.activate(programme.place(WAVE, person), used);
    await appealed(10);
    await dayOf(WAVE, '2020-08-27T17:30:00.000Z');
    expect(await settled()).toBeUndefined();
    await dayOf(WAVE, PAST_ALL);
    expect(await settled()).toBeUndefined();
    await programme.appeals.dismiss({ waveId: WAVE, entryId: entryOf(10) }, 'rule-applies', Date.parse(PAST_ALL));
    // The fourteenth day ends at 16:59:59.999 of the 27th of August in UTC, and appeals that are under way then have an hour.
    await dayOf(WAVE, '2020-08-27T17:30:00.000Z');
    expect(await settled()).toBeUndefined();
    await dayOf(WAVE, '2020-08-27T18:00:00.000Z');
    expect(await settled()).toBe('2020-08-27T18:00:00.000Z');
  });

  test('is put off when a reserved place was awarded since its places were counted', async () => {
    const counted = await read();
    expect(await outcome(grant(await appealed(10)))).toBe('granted');
    const { appeals, bookings } = programme;
    const clock = { now: () => Date.parse(PAST_ALL) };
    expect(await endAppeals({ clock, appeals, bookings }, counted)).toBe(false);
    expect((await read()).reserveClosedAt).toBeUndefined();
    expect(await endAppeals({ clock, appeals, bookings }, await read())).toBe(true);
    expect(await endAppeals({ clock, appeals, bookings }, await read())).toBe(true);
    expect(await bookings.closeReserve(await read(), Date.parse(PAST_ALL) + 1)).toBe(false);
    expect((await read()).reserveClosedAt).toBe(PAST_ALL);
    expect(await faults()).toEqual([]);
  });

  test('comes to a wave that has reserved nothing and awarded nothing for an appeal too', async () => {
    await published(LATER, { ...PLAN, reserved: undefined });
    await dayOf(LATER, PAST_ALL);
    expect((await read(LATER)).settledAt).toBe(PAST_ALL);
    expect((await read(LATER)).reserveClosedAt).toBeUndefined();
    expect(await faults()).toEqual([]);
  });
});

const used = { at: GRANTED_AT, latest: GRANTED_AT, partner: 'a-partner', request: 'a-request' };

/** A day of the wave: its places are tended, and it is settled if it can be. @returns whom was told what */
async function dayOf(waveId: string, at: string): Promise<Notice[]> {
  programme.clock.epochMs = Date.parse(at);
  const told: Notice[] = [];
  const { waves, bookings, ledger, places, clock, appeals } = programme;
  const notices = { publish: async (some: readonly Notice[]) => void told.push(...some) };
  const deps = { waves, bookings, ledger, places, clock, appeals, notices, evidence: bucket.evidence };
  for (const group of '0123456789abcdef') await tendPlaces(deps, { waveId, group });
  await settleWave({ ...deps, signingKey: async () => signingKeyOf(Buffer.alloc(32, 9)) }, { waveId });
  return told;
}
