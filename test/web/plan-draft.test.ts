import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PROVINCES } from '#shared/regions/provinces.ts';
import { BARRED_OCCUPATIONS } from '#shared/registrations/occupations.ts';
import { faultsOf, type PlanBody, planBodyOf, planBodySchema } from '#shared/waves/plan.ts';
import { checkPlan, FIELDS, fieldAt, type Situation } from '#web/officer/plan/check-plan.ts';
import { bodyOf, copyOf, draftOf, withClosing } from '#web/officer/plan/draft.ts';
import { planChanges } from '#web/officer/plan/plan-facts.ts';
import { momentOf, wibInstant } from '#web/officer/plan/wib.ts';
import type { Wave } from '#web/shared/api.ts';
import { planBody } from '../support/running-system.ts';

const instants = fc
  .date({ min: new Date('2019-01-01T00:00:00.000Z'), max: new Date('2039-12-31T00:00:00.000Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const places = fc.integer({ min: 1, max: 5_000 });
const listNames = fc.uniqueArray(fc.constantFrom('aid-2020', 'aid-2020@2', 'aid-2021@1', 'officials@12'), { maxLength: 3 });
const bodies: fc.Arbitrary<PlanBody> = fc
  .record(
    {
      number: fc.integer({ min: 1, max: 9999 }),
      opensAt: instants,
      closesAt: instants,
      beacon: fc.record({ at: instants }),
      places,
      byProvince: fc.oneof(
        fc.constant('national' as const),
        fc.dictionary(fc.constantFrom(...PROVINCES.map(({ code }) => code)), fc.integer({ min: 0, max: 5_000 }), { minKeys: 1 }),
      ),
      priority: fc.record(
        { group: fc.constant('laid-off' as const), perMille: fc.integer({ min: 0, max: 1000 }), lists: listNames },
        { requiredKeys: ['group', 'perMille'] },
      ),
      spillOver: fc.boolean(),
      fundedBy: fc.constant('recovery' as const),
      refills: fc.integer({ min: 1, max: 12 }),
      rules: fc.record(
        {
          minimumAge: fc.integer({ min: 0, max: 150 }),
          maximumAge: fc.integer({ min: 0, max: 150 }),
          formalEducation: fc.constantFrom('refused' as const, 'allowed' as const),
          barredOccupations: fc.uniqueArray(fc.constantFrom(...BARRED_OCCUPATIONS)),
          exclusionLists: listNames,
          barredLists: listNames,
          civilRegistry: fc.constant('checked' as const),
        },
        { requiredKeys: ['minimumAge', 'formalEducation', 'barredOccupations', 'exclusionLists'] },
      ),
      reserved: places,
    },
    { requiredKeys: ['number', 'opensAt', 'closesAt', 'beacon', 'places', 'byProvince', 'spillOver', 'rules'] },
  )
  .map((body) => planBodySchema.parse(body));
const waveOf = (body: PlanBody, changes: Partial<Wave> = {}) => ({ waveId: '2020-04', ...body, ...changes }) as Wave;

describe('a plan in the editor', () => {
  test('what is opened and sent without a change is what stands, to the byte', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const wave = waveOf(body);
        expect(bodyOf(draftOf(wave), wave)).toEqual(body);
        expect(planBodyOf(wave)).toEqual(body);
      }),
    );
  });

  test('no difference between two plans goes unsaid, in either language, and nothing else is said', () => {
    const meaning = ({ rules: { barredLists = [], ...rules }, priority, ...body }: PlanBody) => ({
      ...body,
      rules: { ...rules, barredLists },
      priority: priority && { ...priority, lists: priority.lists ?? [] },
    });
    const pairs = fc.tuple(bodies, bodies, fc.constantFrom(...(Object.keys(planBodySchema.shape) as (keyof PlanBody)[])));
    fc.assert(
      fc.property(pairs, fc.constantFrom('id' as const, 'en' as const), ([body, other, field], language) => {
        const next = { ...body, [field]: other[field] };
        const same = JSON.stringify(meaning(next)) === JSON.stringify(meaning(body));
        expect(planChanges(body, next, language).length === 0, field).toBe(same);
      }),
      { numRuns: 1_000 },
    );
  });

  test('an instant in WIB and back is the same instant', () => {
    fc.assert(
      fc.property(instants, (at) => {
        expect(wibInstant(momentOf(at))).toBe(at);
      }),
    );
    expect(momentOf('2020-08-08T17:00:00.000Z')).toEqual({ date: '2020-08-09', time: '00:00' });
    expect(wibInstant({ date: '2021-02-30', time: '12:00' })).toBeUndefined();
    expect(wibInstant({ date: '', time: '12:00' })).toBeUndefined();
  });

  test('the beacon moves as far as the closing, and comes ten minutes after the first one', () => {
    const draft = draftOf(waveOf(planBody()));
    const later = withClosing(draft, { date: '2020-08-11', time: '18:00' });
    expect(later.beacon).toEqual({ date: '2020-08-11', time: '18:10' });
    // While the day is being typed there is no closing to follow.
    const between = withClosing({ ...draft, beacon: { date: '', time: '' } }, { date: '', time: '18:00' });
    expect(withClosing(between, { date: '2020-08-12', time: '18:00' }).beacon).toEqual({ date: '2020-08-12', time: '18:10' });
  });

  test('a copy names the newest versions of lists, and no day of the wave that it is copied from', () => {
    const wave = waveOf(planBody({ rules: { ...planBody().rules, exclusionLists: ['aid-2020@2'] } }));
    expect(copyOf(wave)).toMatchObject({
      waveId: '',
      number: '5',
      exclusionLists: ['aid-2020'],
      opens: { date: '', time: '12:00' },
    });
  });
});

describe('a plan checked as it is typed', () => {
  const situation: Situation = {
    aim: 'new',
    present: undefined,
    waves: [],
    lists: undefined,
    now: Date.parse('2020-08-01T00:00:00Z'),
  };
  const draft = { ...draftOf(waveOf(planBody())), waveId: '2020-05' };
  const wrongOf = (changes: Partial<typeof draft>, other: Partial<Situation> = {}) =>
    Object.keys(checkPlan({ ...draft, ...changes }, { ...situation, ...other }).faults);

  test('what stands as a plan can be sent, and every field that the API refuses has its place in the form', () => {
    expect(checkPlan(draft, situation)).toEqual({ body: planBody(), faults: {} });
    fc.assert(
      fc.property(bodies, (body) => {
        const expected = faultsOf(body).map(({ pointer }) => fieldAt(pointer));
        expect(expected).not.toContain(undefined);
        const checked = checkPlan(
          { ...draftOf(waveOf(body)), waveId: '2020-05' },
          { ...situation, now: Date.parse('2018-01-01T00:00:00Z') },
        );
        expect(Object.keys(checked.faults).sort()).toEqual([...new Set(expected)].sort());
      }),
    );
    const fields = Object.keys(planBodySchema.shape).map((name) => fieldAt(`/${name}`));
    expect(fields.filter((field) => field === undefined)).toHaveLength(1);
    expect(fieldAt('/rules/exclusionLists/0')).toBe('exclusionLists');
    expect(fieldAt('/placesOfSomething')).toBeUndefined();
    expect(FIELDS).toContain(fieldAt('/beacon/at'));
  });

  test.each([
    ['an id in capitals', { waveId: 'Gelombang 5' }, ['waveId']],
    ['no number', { number: '' }, ['number']],
    ['half a number', { number: '4.5' }, ['number']],
    ['no closing', { closes: { date: '', time: '' } }, ['closesAt']],
    ['a closing before the opening', { closes: { date: '2020-08-08', time: '11:00' } }, ['closesAt']],
    ['a beacon before the closing', { beacon: { date: '2020-08-09', time: '11:59' } }, ['beacon']],
    ['an opening that is past', { opens: { date: '2020-07-31', time: '12:00' } }, ['opensAt']],
    ['places that are no number', { places: 'banyak' }, ['places']],
    ['a total that is another', { places: '11' }, ['byProvince']],
    ['a province that is no number', { byProvince: { '31': '6', '32': 'empat' } }, ['byProvince']],
    ['no province', { byProvince: { '31': '' } }, ['byProvince']],
    ['too many refills', { refills: '13' }, ['refills']],
    ['a share above all', { perMille: '1001' }, ['perMille']],
    ['ages that cross', { maximumAge: '17' }, ['maximumAge']],
    ['a reserve of places that came back', { fundedBy: 'recovery' as const, reserved: '5' }, ['reserved']],
    ['two things at once', { number: '0', minimumAge: '151' }, ['number', 'minimumAge']],
  ])('%s', (_, changes, fields) => {
    expect(wrongOf(changes)).toEqual(fields);
  });

  test('lists by the API’s own rules, an id that is taken, and an extension that is none', () => {
    const version = { list: 'aid', version: 1, kind: 'aid' as const, asOf: '2020-08-20', lines: 1, people: 1, duplicates: 0 };
    const lists = [{ ...version, sha256: '', chunksSha256: '', importedAt: '', importedBy: '' }];
    expect(wrongOf({ exclusionLists: ['aid'] }, { lists })).toEqual(['exclusionLists']);
    expect(wrongOf({ exclusionLists: ['aid@1'] }, { lists })).toEqual(['exclusionLists']);
    expect(wrongOf({ barredLists: ['aid@1'] }, { lists: [{ ...lists[0]!, asOf: '2020-08-01' }] })).toEqual(['barredLists']);
    expect(wrongOf({ exclusionLists: ['aid'] }, { lists: [{ ...lists[0]!, asOf: '2020-08-01' }] })).toEqual([]);
    const wave = waveOf(planBody());
    expect(wrongOf({ waveId: '2020-04' }, { waves: [wave] })).toEqual(['waveId']);
    expect(wrongOf({}, { aim: 'extend', present: wave, now: Date.parse('2020-08-08T06:00:00Z') })).toEqual(['closesAt']);
  });
});
