import { describe, expect, test } from 'vitest';
import type { ListVersion } from '#shared/lists/list-items.ts';
import { partsOfName } from '#shared/lists/list-names.ts';
import { listsHold, listsInForce, resolveLists } from '#shared/lists/resolve-lists.ts';
import { type PlanBody, planBodySchema, planOf, planSchema } from '#shared/waves/plan.ts';
import { listItems } from '../support/lists.ts';
import { planBody } from '../support/running-system.ts';

const version = (name: string, asOf: string, kind: ListVersion['kind'] = 'aid') =>
  ({ ...listItems(name, [], { asOf, kind }).at(-1), ...partsOfName(name) }) as ListVersion;
const VERSIONS = [
  version('aid', '2020-07-01'),
  version('aid@2', '2020-08-01'),
  version('aid@3', '2020-06-01'),
  version('aid@4', '2020-08-20'),
  version('twice@1', '2020-08-01'),
  version('twice@2', '2020-08-01'),
  version('officials@1', '2020-08-01', 'barred-occupation'),
  version('laid-off@1', '2020-08-01', 'priority'),
].map((of) => ({ ...of, version: of.version ?? 1 }));

const body = (exclusionLists: string[], barredLists?: string[], lists?: string[]): PlanBody => {
  const of = planBody();
  return planBodySchema.parse({
    ...of,
    rules: { ...of.rules, exclusionLists, ...(barredLists && { barredLists }) },
    priority: { group: 'laid-off', perMille: 800, ...(lists && { lists }) },
  });
};
const chain = { chainHash: 'c'.repeat(64), name: 'chain', test: true };

describe('the lists of a plan', () => {
  test('by themselves mean the newest snapshot by the closing day, and of one day the one imported last', () => {
    const resolved = resolveLists(body(['aid', 'twice'], ['officials'], ['laid-off']), VERSIONS);
    if ('faults' in resolved) throw new Error('they are all there');
    expect(resolved.body.rules).toMatchObject({ exclusionLists: ['aid@2', 'twice@2'], barredLists: ['officials@1'] });
    expect(resolved.body.priority).toMatchObject({ lists: ['laid-off@1'] });
    expect(resolved.lists).toEqual([
      { list: 'aid@2', kind: 'aid', asOf: '2020-08-01' },
      { list: 'twice@2', kind: 'aid', asOf: '2020-08-01' },
      { list: 'officials@1', kind: 'barred-occupation', asOf: '2020-08-01' },
      { list: 'laid-off@1', kind: 'priority', asOf: '2020-08-01' },
    ]);
    const plan = planOf('a', resolved.body, { version: 1, lists: resolved.lists, chain });
    expect(planSchema.safeParse(plan).success).toBe(true);
    expect(listsHold(plan)).toBe(true);
  });

  test('by version mean that one, named once', () => {
    expect(resolveLists(body(['aid@1', 'aid@2', 'aid']), VERSIONS)).toMatchObject({
      body: { rules: { exclusionLists: ['aid@1', 'aid@2'] } },
    });
  });

  test('of a wave that is open stay what they were', () => {
    const standing = [{ list: 'aid@1', kind: 'aid', asOf: '2020-07-01' }] as const;
    expect(resolveLists(body(['aid']), VERSIONS, standing)).toMatchObject({ body: { rules: { exclusionLists: ['aid@1'] } } });
  });

  test.each([
    ['no such list', body(['bpum']), '/rules/exclusionLists/0', 'noSuchList'],
    ['no such version', body(['aid', 'aid@5']), '/rules/exclusionLists/1', 'noSuchList'],
    ['a kind that does not belong there', body([], ['aid']), '/rules/barredLists/0', 'listOfAnotherKind'],
    ['a kind without priority', body([], [], ['officials']), '/priority/lists/0', 'listOfAnotherKind'],
    ['a snapshot of a day after the closing', body(['aid@4']), '/rules/exclusionLists/0', 'listAfterTheClosing'],
  ])('are refused with %s', (_, plan, pointer, message) => {
    expect(resolveLists(plan, VERSIONS)).toEqual({ faults: [{ pointer, message }] });
  });

  test('are published by exact versions only', () => {
    const plan = (name: string) => ({ ...planOf('a', body([name]), { version: 1, chain }) });
    expect([planSchema.safeParse(plan('aid@1')).success, planSchema.safeParse(plan('aid')).success]).toEqual([true, false]);
  });

  test('hold when they are those that the rules name, each of its kind and of its day', () => {
    const named = { list: 'aid@2', kind: 'aid', asOf: '2020-08-01' } as const;
    const plan = planOf('a', body(['aid@2']), { version: 1, lists: [named], chain });
    expect(listsHold(plan)).toBe(true);
    for (const lists of [
      [],
      [{ ...named, list: 'aid@1' }],
      [{ ...named, kind: 'priority' as const }],
      [{ ...named, asOf: '2020-08-20' }],
      [named, { ...named, list: 'aid@1' }],
    ])
      expect(listsHold({ ...plan, lists })).toBe(false);
  });
});

test('on a day the newest snapshot of each list by then was in force', () => {
  const on = (day: string) => listsInForce(VERSIONS, day).map(({ list, version: of }) => `${list}@${of}`);
  expect(on('2020-05-31')).toEqual([]);
  expect(on('2020-06-30')).toEqual(['aid@3']);
  expect(on('2020-07-31')).toEqual(['aid@1']);
  expect(on('2020-08-19')).toEqual(['aid@2', 'twice@2', 'officials@1', 'laid-off@1']);
  expect(on('2020-08-20')[0]).toBe('aid@4');
});
