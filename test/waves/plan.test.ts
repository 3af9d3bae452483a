import { describe, expect, test } from 'vitest';
import {
  faultsOf,
  isExtension,
  isWaveId,
  type PlanBody,
  planBodySchema,
  planOf,
  planSchema,
  planText,
} from '#shared/waves/plan.ts';
import { plan } from '../support/people.ts';

const { waveId: _, version: __, algorithm: ___, beacon, ...common } = plan();
const body: PlanBody = { ...common, beacon: { at: beacon.at } };
const takes = (changes: object) => planBodySchema.safeParse({ ...body, ...changes }).success;
const rules = (changes: object) => takes({ rules: { ...body.rules, ...changes } });

describe("the fields of an officer's plan", () => {
  test('are all needed but the priority', () => {
    expect(takes({})).toBe(true);
    for (const name of Object.keys(body)) expect(takes({ [name]: undefined }), name).toBe(name === 'priority');
    for (const name of Object.keys(body.rules)) expect(rules({ [name]: undefined }), name).toBe(false);
    expect([takes({ more: 1 }), rules({ more: 1 }), takes({ beacon: {} }), takes({ beacon: { ...body.beacon, more: 1 } })]).toEqual(
      [false, false, false, false],
    );
  });

  test.each<[string, (value: number) => boolean, number[], number[]]>([
    ['the number', (number) => takes({ number }), [1, 9999], [0, -1, 10_000, 1.5]],
    ['the places', (places) => takes({ places }), [1, 100_000_000], [0, -1, 100_000_001, 1.5]],
    ['the places of a province', (of) => takes({ byProvince: { '31': of } }), [0, 100_000_000], [-1, 100_000_001, 0.5]],
    ['the share with priority', (perMille) => takes({ priority: { group: 'laid-off', perMille } }), [0, 1000], [-1, 1001, 0.5]],
    ['the least age', (minimumAge) => rules({ minimumAge }), [0, 150], [-1, 151, 17.5]],
    ['the highest age', (maximumAge) => rules({ maximumAge }), [0, 150], [-1, 151, 17.5]],
  ])('%s has its bounds', (_, holds, good, bad) => {
    expect(good.map(holds)).toEqual(good.map(() => true));
    expect(bad.map(holds)).toEqual(bad.map(() => false));
  });

  test('name what they may', () => {
    expect([takes({ byProvince: 'national' }), takes({ byProvince: 'regional' }), takes({ byProvince: { '00': 10 } })]).toEqual([
      true,
      false,
      false,
    ]);
    expect([
      takes({ spillOver: 'yes' }),
      takes({ priority: { group: 'women', perMille: 1 } }),
      takes({ priority: { group: 'laid-off' } }),
    ]).toEqual([false, false, false]);
    expect([
      rules({ formalEducation: 'allowed' }),
      rules({ formalEducation: 'perhaps' }),
      rules({ barredOccupations: ['pirate'] }),
    ]).toEqual([true, false, false]);
    const lists = (...exclusionLists: string[]) => rules({ exclusionLists });
    expect([
      lists(),
      lists('bpum-2020'),
      lists('a'.repeat(64)),
      lists(...Array.from({ length: 10 }, (_, at) => `list-${at}`)),
    ]).toEqual(Array(4).fill(true));
    expect([
      lists(''),
      lists('-a'),
      lists('A'),
      lists('a'.repeat(65)),
      lists('a b'),
      lists('3174056508920003'),
      lists('x'.repeat(3), '!'),
    ]).toEqual(Array(7).fill(false));
    expect(lists(...Array.from({ length: 11 }, (_, at) => `list-${at}`))).toBe(false);
  });

  test('have instants of the years 2000 to 9999 in UTC, kept with milliseconds', () => {
    const opensAt = (text: string) => planBodySchema.safeParse({ ...body, opensAt: text }).data?.opensAt;
    expect(opensAt('2020-08-08T12:00:00+07:00')).toBe('2020-08-08T05:00:00.000Z');
    expect(opensAt('2000-01-01T00:00:00Z')).toBe('2000-01-01T00:00:00.000Z');
    expect(opensAt('9999-12-31T23:59:59.999Z')).toBe('9999-12-31T23:59:59.999Z');
    for (const none of ['1999-12-31T23:59:59Z', '2000-01-01T00:00:00+00:01', '9999-12-31T23:59:59-00:01', '2020-08-08', 'soon']) {
      expect(opensAt(none), none).toBeUndefined();
    }
  });
});

test('a wave id is safe in a path and never a NIK', () => {
  for (const id of ['2020-04', 'a', '1', 'a'.repeat(32), '123456789012345', '12345678-12345678'])
    expect(isWaveId(id), id).toBe(true);
  for (const id of ['', '-a', 'A', 'a b', 'a/b', 'a'.repeat(33), '3174056508920003', 'w-3174056508920003', 'a\n', ' a', 'é']) {
    expect(isWaveId(id), id).toBe(false);
  }
});

describe('what the fields must be to each other', () => {
  test.each<[string, Partial<PlanBody>, object[]]>([
    ['a plan that can stand', {}, []],
    ['a wave of no length', { closesAt: body.opensAt }, [{ pointer: '/closesAt', message: 'closesBeforeItOpens' }]],
    ['a beacon at the closing', { beacon: { at: body.closesAt } }, []],
    [
      'a beacon before the closing',
      { beacon: { at: '2020-08-12T16:58:59.999Z' } },
      [{ pointer: '/beacon/at', message: 'beaconBeforeClosing' }],
    ],
    [
      'provinces that do not sum up',
      { byProvince: { '31': 6, '32': 3 } },
      [{ pointer: '/byProvince', message: 'placesDontSumUp' }],
    ],
    ['one pot', { byProvince: 'national' }, []],
    ['equal ages', { rules: { ...body.rules, maximumAge: 18 } }, []],
    ['ages that cross', { rules: { ...body.rules, maximumAge: 17 } }, [{ pointer: '/rules/maximumAge', message: 'agesCross' }]],
    [
      'an occupation that may not be barred beside one that may',
      { rules: { ...body.rules, barredOccupations: ['soldier', 'driver'] } },
      [{ pointer: '/rules/barredOccupations', message: 'notABarredOccupation' }],
    ],
  ])('%s', (_, changes, faults) => {
    expect(faultsOf({ ...body, ...changes })).toEqual(faults);
  });
});

describe('the published plan', () => {
  const chain = { chainHash: 'ab'.repeat(32), name: 'quicknet', test: false };
  const superseding = { planHash: 'cd'.repeat(32), at: '2020-08-11T09:00:00.000Z' };

  test('has its fields in one order, whatever is left out', () => {
    const full = planOf('2020-04', body, { version: 2, supersedes: superseding, chain });
    expect(Object.keys(full).join()).toBe(
      'waveId,version,supersedes,number,opensAt,closesAt,beacon,places,byProvince,priority,spillOver,rules,algorithm',
    );
    expect(full.beacon).toEqual({
      chain: chain.chainHash,
      chainName: 'quicknet',
      test: false,
      at: beacon.at,
      outage: 'wait-for-the-round',
    });
    expect(planSchema.parse(full)).toEqual(full);
    const { priority: ____, ...without } = body;
    expect(Object.keys(planOf('2020-04', without, { version: 1, chain })).join()).toBe(
      'waveId,version,number,opensAt,closesAt,beacon,places,byProvince,spillOver,rules,algorithm',
    );
    expect(planText({ a: [1] } as never)).toBe('{\n  "a": [\n    1\n  ]\n}\n');
  });

  test('is read again whole or not at all', () => {
    const full = planOf('2020-04', body, { version: 2, supersedes: superseding, chain });
    const reads = (changes: object) => planSchema.safeParse({ ...full, ...changes }).success;
    for (const name of Object.keys(full)) {
      expect(reads({ [name]: undefined }), name).toBe(['supersedes', 'priority'].includes(name));
    }
    for (const name of Object.keys(full.beacon)) expect(reads({ beacon: { ...full.beacon, [name]: undefined } }), name).toBe(false);
    expect([reads({ more: 1 }), reads({ version: 0 }), reads({ version: 1.5 }), reads({ algorithm: 'gelombang/draw/v2' })]).toEqual(
      Array(4).fill(false),
    );
    expect(reads({ beacon: { ...full.beacon, outage: 'take-another' } })).toBe(false);
    expect([
      reads({ supersedes: { planHash: 'x' } }),
      reads({ supersedes: { at: superseding.at } }),
      reads({ supersedes: { ...superseding, at: 'soon' } }),
    ]).toEqual(Array(3).fill(false));
    expect(reads({ supersedes: { ...superseding, more: 1 } })).toBe(false);
  });

  test('is extended by a later closing, and a beacon no earlier; by nothing else', () => {
    const present = plan();
    const later = { version: 2, supersedes: superseding, closesAt: '2020-08-12T17:05:00.000Z' };
    const extends_ = (changes: object) => isExtension(present, plan({ ...later, ...changes }));
    expect(extends_({})).toBe(true);
    expect(extends_({ beacon: { ...present.beacon, at: '2020-08-12T17:20:00.000Z' } })).toBe(true);
    expect(extends_({ beacon: { ...present.beacon, at: '2020-08-12T17:09:59.999Z' } })).toBe(false);
    expect(extends_({ closesAt: present.closesAt })).toBe(false);
    expect(extends_({ closesAt: '2020-08-12T16:58:00.000Z' })).toBe(false);
    expect(extends_({ places: 11 })).toBe(false);
    expect(extends_({ opensAt: '2020-08-08T05:00:00.001Z' })).toBe(false);
    expect(extends_({ beacon: { ...present.beacon, chain: '1'.repeat(64) } })).toBe(false);
    const { byProvince, ...others } = plan(later);
    expect(isExtension(present, { byProvince, ...others })).toBe(true);
  });
});
