import { beforeEach, describe, expect, test } from 'vitest';
import { type PlanBody, planBodySchema } from '#shared/waves/plan.ts';
import { type ScheduleDeps, scheduleWave } from '#shared/waves/schedule-wave.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';
import { fakeClock } from '../support/emulator.ts';
import { useEmulator } from '../support/use-emulator.ts';

const emulator = useEmulator();
const clock = fakeClock('2020-08-01T00:00:00Z');
const OPENS = '2020-08-08T05:00:00.000Z';
const CLOSES = '2020-08-12T16:59:00.000Z';
let waveNumber = 0;
let waveId: string;
let deps: ScheduleDeps;

beforeEach(() => {
  waveId = `wave-${++waveNumber}`;
  clock.epochMs = Date.parse('2020-08-01T00:00:00Z');
  deps = { clock, waves: wavesStore(emulator.documents, 'waves'), chainHash: 'c'.repeat(64), sealingPublicKey: async () => 'key' };
});

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
const schedule = async (changes: Partial<PlanBody> = {}) => scheduleWave(deps, { waveId, body: body(changes) });
const settleMs = 30_000;

describe('scheduling', () => {
  test('announces, and the same again changes nothing', async () => {
    const first = await schedule();
    expect(first).toMatchObject({ outcome: 'announced', wave: { opensAt: OPENS, phase: 'scheduled' } });
    expect(await schedule()).toMatchObject({ outcome: 'unchanged' });
    expect((await deps.waves.read(waveId))?.planHash).toBe('wave' in first ? first.wave.planHash : '');
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

describe('the phases of a wave', () => {
  const closed = Date.parse(CLOSES);
  test('selection begins once, and not before the wave has settled', async () => {
    await schedule();
    expect(await deps.waves.beginSelection(waveId, closed + settleMs - 1, settleMs)).toBeUndefined();
    const both = await Promise.all([1, 2].map(() => deps.waves.beginSelection(waveId, closed + settleMs, settleMs)));
    expect(both.map((wave) => [wave?.phase, wave?.attempt])).toEqual([
      ['selecting', 1],
      ['selecting', 1],
    ]);
  });

  test('an extension and a selection exclude each other', async () => {
    await schedule();
    await deps.waves.beginSelection(waveId, closed + settleMs, settleMs);
    clock.epochMs = Date.parse(OPENS);
    expect(await schedule({ closesAt: '2020-08-14T16:59:00.000Z', beacon: { at: '2020-08-14T17:10:00.000Z' } })).toEqual({
      outcome: 'tooLate',
    });
  });

  test('a failed attempt is followed by the next once, and publishing is repeatable', async () => {
    await schedule();
    await expect(deps.waves.publish(waveId)).rejects.toThrow('not being selected');
    await deps.waves.beginSelection(waveId, closed + settleMs, settleMs);
    expect(await Promise.all([1, 2].map(() => deps.waves.nextAttempt(waveId, 1)))).toEqual(expect.arrayContaining([true, false]));
    expect((await deps.waves.read(waveId))?.attempt).toBe(2);
    await deps.waves.publish(waveId);
    await deps.waves.publish(waveId);
    expect((await deps.waves.read(waveId))?.phase).toBe('published');
    expect(await deps.waves.nextAttempt(waveId, 2)).toBe(false);
  });
});
