import { beforeEach, describe, expect, test } from 'vitest';
import { sha256Hex } from '#shared/evidence/sha256.ts';
import { recoveryStore } from '#shared/ledger/recovery-store.ts';
import type { ListVersion } from '#shared/lists/list-items.ts';
import { pepperFacts, WrongPepper } from '#shared/registrations/peppers.ts';
import { isExtension, type PlanBody, planBodySchema, planSchema } from '#shared/waves/plan.ts';
import { basisOf, type ScheduleDeps, scheduleWave } from '#shared/waves/schedule-wave.ts';
import { attemptsText, planVersions } from '#shared/waves/wave.ts';
import { waveBookingsStore } from '#shared/waves/wave-bookings-store.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';
import { fakeClock } from '../support/emulator.ts';
import { listItems } from '../support/lists.ts';
import { PEPPER, plan } from '../support/people.ts';
import { useEmulator } from '../support/use-emulator.ts';

const emulator = useEmulator();
const clock = fakeClock('2020-08-01T00:00:00Z');
const OPENS = '2020-08-08T05:00:00.000Z';
const CLOSES = '2020-08-12T16:59:00.000Z';
const TABLES = { waves: 'waves', ledger: 'ledger' };
let waveNumber = 0;
let waveId: string;
let deps: ScheduleDeps;

beforeEach(() => {
  waveId = `wave-${++waveNumber}`;
  clock.epochMs = Date.parse('2020-08-01T00:00:00Z');
  deps = {
    clock,
    waves: wavesStore(emulator.documents, 'waves'),
    bookings: waveBookingsStore(emulator.documents, TABLES, wavesStore(emulator.documents, 'waves')),
    recovery: recoveryStore(emulator.documents, TABLES),
    chain: { chainHash: 'c'.repeat(64), name: 'chain', test: true },
    peppers: async () => [PEPPER],
    sealingKey: async () => ({ sealingKeyId: 'key-1', sealingPublicKey: 'public-1' }),
    preflight: async () => [],
    lists: async () => [],
  };
});

const bookings = (waves: Pick<ScheduleDeps['waves'], 'read'> = deps.waves) => waveBookingsStore(emulator.documents, TABLES, waves);
const CLOSING = { provinces: {}, deadline: '2020-09-11T16:59:59.999Z' };

const body = (changes: Partial<PlanBody> = {}): PlanBody =>
  planBodySchema.parse({
    number: 4,
    opensAt: '2020-08-08T12:00:00+07:00',
    closesAt: CLOSES,
    beacon: { at: '2020-08-12T17:10:00Z' },
    places: 10,
    byProvince: { 31: 6, 32: 4 },
    priority: { group: 'laid-off', perMille: 800 },
    spillOver: true,
    rules: { minimumAge: 18, formalEducation: 'refused', barredOccupations: ['civil-servant'], exclusionLists: [] },
    ...changes,
  });
let proposals = 0;
/** As approved at once, of the wave as it stands. */
const schedule = async (changes: Partial<PlanBody> = {}) => {
  const basis = basisOf(await wavesStore(emulator.documents, 'waves').read(waveId));
  return scheduleWave(deps, { waveId, body: body(changes), proposal: { proposalId: `proposal-${++proposals}`, basis } });
};
const settleMs = 30_000;

describe('scheduling', () => {
  test('announces, and the same again changes nothing', async () => {
    const first = await schedule();
    expect(first).toMatchObject({ outcome: 'announced', wave: { opensAt: OPENS, phase: 'scheduled' } });
    expect(await schedule()).toMatchObject({ outcome: 'unchanged' });
    expect((await deps.waves.read(waveId))?.planHash).toBe('wave' in first ? first.wave.planHash : '');
  });

  const sealingKey = (number: number) => async () => ({ sealingKeyId: `key-${number}`, sealingPublicKey: `public-${number}` });

  test('a wave names the newest pepper and sealing key of its announcement; amending renews it, extending keeps it', async () => {
    const newer = Buffer.alloc(32, 8);
    await schedule();
    const pepperOf = async () => (await deps.waves.read(waveId))!.pepper;
    expect(await pepperOf()).toEqual(pepperFacts([PEPPER]));
    const sealedTo = async () => (await deps.waves.read(waveId))!.sealingKeyId;
    deps = { ...deps, peppers: async () => [PEPPER, newer], sealingKey: sealingKey(2) };
    expect(await schedule()).toMatchObject({ outcome: 'unchanged' });
    expect(await pepperOf()).toEqual(pepperFacts([PEPPER]));
    expect(await schedule({ number: 5 })).toMatchObject({ outcome: 'amended' });
    expect(await pepperOf()).toEqual(pepperFacts([PEPPER, newer]));
    expect(await sealedTo()).toBe('key-2');
    deps = { ...deps, peppers: async () => [PEPPER, newer, Buffer.alloc(32, 9)], sealingKey: sealingKey(3) };
    clock.epochMs = Date.parse(OPENS);
    expect(await schedule({ number: 5, closesAt: '2020-08-12T17:00:00Z' })).toMatchObject({ outcome: 'extended' });
    expect(await pepperOf()).toEqual(pepperFacts([PEPPER, newer]));
    expect(await deps.waves.read(waveId)).toMatchObject({ sealingKeyId: 'key-2', sealingPublicKey: 'public-2' });
  });

  test('a wave is neither announced nor amended under another pepper than that of the waves before it', async () => {
    await schedule();
    deps = { ...deps, peppers: async () => [Buffer.alloc(32, 8), PEPPER] };
    const before = await deps.waves.list();
    await expect(schedule({ number: 5 })).rejects.toThrow(WrongPepper);
    waveId = 'another';
    await expect(schedule()).rejects.toThrow(WrongPepper);
    expect(await deps.waves.list()).toEqual(before);
  });

  test('a new or an earlier opening needs all in place; to put one off or extend it does not', async () => {
    const check = { check: 'beacon', needed: 'a signed round', found: 'silence' } as const;
    const asked: string[] = [];
    deps.preflight = async (opensAt) => {
      asked.push(new Date(opensAt).toISOString());
      return [
        { ...check, holds: false },
        { ...check, check: 'pepper', holds: true },
      ];
    };
    const refused = { outcome: 'notReady', missing: [{ ...check, holds: false }] };
    expect(await schedule()).toEqual(refused);
    expect(await deps.waves.read(waveId)).toBeUndefined();

    const { preflight } = deps;
    deps.preflight = async () => [{ ...check, holds: true }];
    expect(await schedule()).toMatchObject({ outcome: 'announced' });
    deps.preflight = preflight;
    expect(await schedule({ opensAt: '2020-08-08T04:59:59.999Z' })).toEqual(refused);
    expect((await deps.waves.read(waveId))?.opensAt).toBe(OPENS);
    expect(asked).toEqual([OPENS, '2020-08-08T04:59:59.999Z']);

    expect(await schedule({ places: 20, byProvince: 'national' })).toMatchObject({ outcome: 'amended' });
    const later = { opensAt: '2020-08-09T05:00:00.000Z' };
    expect(await schedule(later)).toMatchObject({ outcome: 'amended' });
    clock.epochMs = Date.parse(later.opensAt) + 1;
    expect(await schedule({ ...later, closesAt: '2020-08-12T17:00:00.000Z' })).toMatchObject({ outcome: 'extended' });
    expect(asked).toHaveLength(2);
  });

  test('of two officers who have read the same, one is told: announcing, amending, extending', async () => {
    const { waves } = deps;
    const outcomesOf = async (...changes: Partial<PlanBody>[]) => {
      let readers = 0;
      const bothHaveRead = Promise.withResolvers<void>();
      const read = async (of: string) => {
        const wave = await waves.read(of);
        if (++readers >= 2) bothHaveRead.resolve();
        await bothHaveRead.promise;
        return wave;
      };
      deps = { ...deps, waves: { ...waves, read } };
      return (await Promise.all(changes.map((change) => schedule(change)))).map(({ outcome }) => outcome).toSorted();
    };
    expect(await outcomesOf({}, { number: 5 })).toEqual(['announced', 'raced']);
    expect(await outcomesOf({ number: 6 }, { number: 7 })).toEqual(['amended', 'raced']);
    clock.epochMs = Date.parse(OPENS);
    const number = (await waves.read(waveId))!.plan.number;
    const until = (day: number) => ({
      number,
      closesAt: `2020-08-${day}T16:59:00.000Z`,
      beacon: { at: `2020-08-${day}T17:10:00.000Z` },
    });
    expect(await outcomesOf(until(14), until(15))).toEqual(['extended', 'raced']);
  });

  test.each<[string, Partial<PlanBody>, string, string]>([
    ['whose places do not sum up', { places: 11 }, '/byProvince', 'placesDontSumUp'],
    ['that ends before it starts', { closesAt: '2020-08-08T04:59:00.000Z' }, '/closesAt', 'closesBeforeItOpens'],
    ['that ends as it starts', { closesAt: OPENS }, '/closesAt', 'closesBeforeItOpens'],
    ['with a beacon before the close', { beacon: { at: '2020-08-12T16:58:59.999Z' } }, '/beacon/at', 'beaconBeforeClosing'],
    ['that opens in the past', { opensAt: '2020-07-31T00:00:00.000Z' }, '/opensAt', 'opensInThePast'],
    [
      'whose ages cross',
      { rules: { minimumAge: 18, maximumAge: 17, formalEducation: 'refused', barredOccupations: [], exclusionLists: [] } },
      '/rules/maximumAge',
      'agesCross',
    ],
    [
      'that bars an occupation which can not be barred',
      { rules: { minimumAge: 18, formalEducation: 'refused', barredOccupations: ['farmer'], exclusionLists: [] } },
      '/rules/barredOccupations',
      'notABarredOccupation',
    ],
  ])('a plan %s is refused with the reason', async (_, changes, pointer, message) => {
    expect(await schedule(changes)).toMatchObject({ outcome: 'faulty', faults: [{ pointer, message }] });
    expect(await deps.waves.read(waveId)).toBeUndefined();
  });

  test('amends until shortly before the opening, and freezes then', async () => {
    await schedule();
    expect(await schedule({ places: 12, byProvince: { 31: 6, 32: 6 } })).toMatchObject({ outcome: 'amended' });
    clock.epochMs = Date.parse(OPENS) - 10_000;
    expect(await schedule({ places: 13, byProvince: { 31: 6, 32: 7 } })).toEqual({ outcome: 'tooLate' });
    clock.epochMs = Date.parse(OPENS);
    expect(await schedule({ places: 13, byProvince: { 31: 6, 32: 7 } })).toEqual({ outcome: 'frozen' });
    expect((await deps.waves.read(waveId))?.plan.places).toBe(12);
  });

  test('extends an open wave, never shortens it, never after ten seconds before its closing', async () => {
    await schedule();
    clock.epochMs = Date.parse(OPENS);
    const later = { closesAt: '2020-08-14T16:59:00.000Z', beacon: { at: '2020-08-14T17:10:00.000Z' } };
    expect(await schedule({ ...later, places: 11, byProvince: { 31: 7, 32: 4 } })).toEqual({ outcome: 'frozen' });
    expect(await schedule(later)).toMatchObject({ outcome: 'extended', wave: { closesAt: later.closesAt } });
    expect(await schedule(later)).toMatchObject({ outcome: 'unchanged' });
    expect(await schedule()).toEqual({ outcome: 'frozen' });
    clock.epochMs = Date.parse(later.closesAt) - 10_000;
    expect(await schedule({ closesAt: '2020-08-15T16:59:00.000Z', beacon: { at: '2020-08-15T17:10:00.000Z' } })).toEqual({
      outcome: 'tooLate',
    });
    clock.epochMs = Date.parse(later.closesAt);
    expect(await schedule({ closesAt: '2020-08-15T16:59:00.000Z', beacon: { at: '2020-08-15T17:10:00.000Z' } })).toEqual({
      outcome: 'tooLate',
    });
  });
});

describe('the versions of a plan', () => {
  const until = (day: number) => ({ closesAt: `2020-08-${day}T16:59:00.000Z`, beacon: { at: `2020-08-${day}T17:10:00.000Z` } });

  test('each extension is a new one that names the one before it by its hash; all are kept', async () => {
    await schedule();
    await schedule({ number: 5 }); // amended before the opening: still the first version
    clock.epochMs = Date.parse(OPENS);
    await schedule({ number: 5, ...until(14) });
    clock.epochMs = Date.parse('2020-08-13T00:00:00Z');
    await schedule({ number: 5, ...until(16) });
    const wave = (await deps.waves.read(waveId))!;
    const versions = planVersions(wave).map((text) => planSchema.parse(JSON.parse(text)));
    expect(versions.map(({ version, closesAt }) => [version, closesAt])).toEqual([
      [1, CLOSES],
      [2, until(14).closesAt],
      [3, until(16).closesAt],
    ]);
    const hashes = planVersions(wave).map(sha256Hex);
    expect(versions.map(({ supersedes }) => supersedes)).toEqual([
      undefined,
      { planHash: hashes[0], at: OPENS },
      { planHash: hashes[1], at: '2020-08-13T00:00:00.000Z' },
    ]);
    expect(wave.planHash).toBe(hashes[2]);
    expect(versions.map((plan, at) => at === 0 || isExtension(versions[at - 1]!, plan))).toEqual([true, true, true]);
  });

  test('an extension moves closing and beacon to later instants and changes nothing else', () => {
    const first = plan();
    const second = { ...first, version: 2, supersedes: { planHash: 'x', at: OPENS }, closesAt: '2020-08-14T16:59:00.000Z' };
    expect(isExtension(first, { ...second, beacon: { ...first.beacon, at: '2020-08-14T17:10:00.000Z' } })).toBe(true);
    for (const changes of [
      { closesAt: first.closesAt },
      { beacon: { ...first.beacon, at: '2020-08-12T17:09:00.000Z' } },
      { places: 11 },
      { spillOver: false },
      { rules: { ...first.rules, minimumAge: 17 } },
    ]) {
      expect(
        isExtension(first, { ...second, beacon: { ...first.beacon, at: second.closesAt }, ...changes }),
        JSON.stringify(changes),
      ).toBe(false);
    }
  });
});

describe('the phases of a wave', () => {
  const closed = Date.parse(CLOSES);
  test('selection begins once, and not before the wave has settled', async () => {
    await schedule();
    expect(await bookings().beginSelection(waveId, closed + settleMs - 1, settleMs, 'schedule')).toBeUndefined();
    const both = await Promise.all([1, 2].map(() => bookings().beginSelection(waveId, closed + settleMs, settleMs, 'schedule')));
    expect(both.map((wave) => [wave?.phase, wave?.attempt])).toEqual([
      ['selecting', 1],
      ['selecting', 1],
    ]);
    await bookings().beginSelection(waveId, closed + 10 * settleMs, settleMs, 'officer');
    expect((await deps.waves.read(waveId))?.attempts).toEqual([
      { attempt: 1, beganAt: '2020-08-12T16:59:30.000Z', begunBy: 'schedule' },
    ]);
  });

  test('an extension and a selection exclude each other', async () => {
    await schedule();
    await bookings().beginSelection(waveId, closed + settleMs, settleMs, 'schedule');
    clock.epochMs = Date.parse(OPENS);
    expect(await schedule({ closesAt: '2020-08-14T16:59:00.000Z', beacon: { at: '2020-08-14T17:10:00.000Z' } })).toEqual({
      outcome: 'tooLate',
    });
    // Also when the officer's request has seen it open, and is written late.
    const { plan: _, ...item } = (await deps.waves.read(waveId))!;
    const extended = { ...item, phase: 'scheduled' as const, closesAt: '2020-08-14T16:59:00.000Z' };
    expect(await deps.waves.extend(extended, item, Date.parse(OPENS))).toBe(false);
    expect((await deps.waves.read(waveId))?.phase).toBe('selecting');
  });

  test('who publishes after having read what is no longer so changes nothing of a published wave, and ends the present attempt', async () => {
    await schedule();
    await bookings().beginSelection(waveId, closed + settleMs, settleMs, 'schedule');
    const { waves } = deps;
    const havingRead = async () => {
      const earlier = [await waves.read(waveId)];
      return { ...waves, read: async (of: string) => earlier.pop() ?? waves.read(of) };
    };
    const beforeTheNext = await havingRead();
    const failed = { attempt: 1, endedAt: '2020-08-12T18:00:00.000Z', outcome: 'failed' as const };
    await waves.nextAttempt(waveId, failed, Date.parse('2020-08-12T19:00:00Z'));
    const beforePublishing = await havingRead();
    const published = await bookings(beforeTheNext).publish(waveId, Date.parse('2020-08-12T20:00:00Z'), CLOSING);
    expect(published.attempts.map(({ endedAt, outcome }) => [endedAt, outcome])).toEqual([
      [failed.endedAt, 'failed'],
      ['2020-08-12T20:00:00.000Z', 'published'],
    ]);
    expect(await bookings(beforePublishing).publish(waveId, Date.parse('2020-08-12T21:00:00Z'), CLOSING)).toEqual(published);
  });

  test('a failed attempt is followed by the next once, and publishing is repeatable', async () => {
    await schedule();
    await expect(bookings().publish(waveId, closed, CLOSING)).rejects.toThrow('not being selected');
    await bookings().beginSelection(waveId, closed + settleMs, settleMs, 'schedule');
    const failed = { attempt: 1, endedAt: '2020-08-12T18:00:00.000Z', outcome: 'timed-out' as const };
    const next = [1, 2].map((officer) => deps.waves.nextAttempt(waveId, failed, Date.parse('2020-08-12T19:00:00Z') + officer));
    expect(await Promise.all(next)).toEqual(expect.arrayContaining([true, false]));
    expect((await deps.waves.read(waveId))?.attempt).toBe(2);
    const published = await bookings().publish(waveId, Date.parse('2020-08-12T20:00:00Z'), CLOSING);
    expect(await bookings().publish(waveId, Date.parse('2020-08-12T21:00:00Z'), CLOSING)).toEqual(published);
    expect(published.phase).toBe('published');
    expect(await deps.waves.nextAttempt(waveId, { ...failed, attempt: 2 }, closed)).toBe(false);
    expect(await deps.waves.read(waveId)).toEqual(published);
  });

  test('give the lines of attempts the same bytes in whatever order the table has their fields', () => {
    const line = { attempt: 1, beganAt: CLOSES, begunBy: 'officer', endedAt: CLOSES, outcome: 'published' } as const;
    const turned = Object.fromEntries(Object.entries(line).reverse()) as typeof line;
    expect(attemptsText({ waveId, attempts: [turned] })).toBe(attemptsText({ waveId, attempts: [line] }));
  });

  test('leave a line for each attempt, also for one that failed or is still under way', async () => {
    await schedule();
    const lines = async () =>
      attemptsText((await deps.waves.read(waveId))!)
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    await bookings().beginSelection(waveId, closed + settleMs, settleMs, 'schedule');
    const first = { waveId, attempt: 1, beganAt: '2020-08-12T16:59:30.000Z', begunBy: 'schedule' };
    expect(await lines()).toEqual([first]);
    const end = { endedAt: '2020-08-12T18:00:00.000Z', outcome: 'failed' as const };
    await deps.waves.nextAttempt(waveId, { attempt: 1, ...end }, Date.parse('2020-08-12T19:00:00Z'));
    const second = { waveId, attempt: 2, beganAt: '2020-08-12T19:00:00.000Z', begunBy: 'officer' };
    expect(await lines()).toEqual([{ ...first, ...end }, second]);
    await bookings().publish(waveId, Date.parse('2020-08-12T20:00:00Z'), CLOSING);
    expect(await lines()).toEqual([
      { ...first, ...end },
      { ...second, endedAt: '2020-08-12T20:00:00.000Z', outcome: 'published' },
    ]);
  });
});

describe('the lists of a plan', () => {
  const version = (name: string, changes: Partial<ListVersion> = {}) => listItems(name, [], changes).at(-1) as ListVersion;
  const rules = (...exclusionLists: string[]) => ({ rules: { ...body().rules, exclusionLists } });
  const listsOf = async () => (await deps.waves.read(waveId))?.plan.lists?.map(({ list }) => list);

  test('are published by their exact versions; a plan that names what is not there is refused, and none is announced', async () => {
    expect(await schedule(rules('aid'))).toEqual({
      outcome: 'faulty',
      faults: [{ pointer: '/rules/exclusionLists/0', message: 'noSuchList' }],
    });
    expect(await deps.waves.read(waveId)).toBeUndefined();
    deps = { ...deps, lists: async () => [version('aid@1'), version('aid@2')] };
    expect(await schedule(rules('aid@3'))).toMatchObject({ outcome: 'faulty' });
    expect(await schedule(rules('aid'))).toMatchObject({ outcome: 'announced' });
    expect((await deps.waves.read(waveId))?.plan).toMatchObject({
      rules: { exclusionLists: ['aid@2'] },
      lists: [{ list: 'aid@2', kind: 'aid', asOf: '2020-08-01' }],
    });
  });

  test('are taken up anew when a wave is amended, and stay when it is extended', async () => {
    deps = { ...deps, lists: async () => [version('aid@1')] };
    await schedule(rules('aid'));
    deps = { ...deps, lists: async () => [version('aid@1'), version('aid@2')] };
    expect(await schedule(rules('aid'))).toMatchObject({ outcome: 'amended' });
    expect(await listsOf()).toEqual(['aid@2']);
    deps = { ...deps, lists: async () => [version('aid@1'), version('aid@2'), version('aid@3')] };
    clock.epochMs = Date.parse(OPENS);
    expect(await schedule({ ...rules('aid'), closesAt: '2020-08-12T17:00:00Z' })).toMatchObject({ outcome: 'extended' });
    expect(await listsOf()).toEqual(['aid@2']);
    expect(await schedule({ ...rules('aid@3'), closesAt: '2020-08-12T17:01:00Z' })).toMatchObject({ outcome: 'frozen' });
  });

  test('are those of the pepper that the wave goes by', async () => {
    deps = { ...deps, lists: async () => [version('aid@1', { pepperCheck: '0'.repeat(16) })] };
    await expect(schedule(rules('aid'))).rejects.toThrow(WrongPepper);
    expect(await deps.waves.read(waveId)).toBeUndefined();
  });
});
