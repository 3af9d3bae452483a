import { expect, test } from 'vitest';
import { ENVIRONMENT } from '#shared/names.ts';
import { permissionsByFunction } from '../infra/permissions.ts';
import { functionName, resourcesOf, synthesized } from '../infra/synthesized-template.ts';
import { AdvanceToNext, Register, Schedule } from './commands.ts';
import { untilErased, untilPublished } from './guarantees.ts';
import { Model } from './model.ts';
import { BEGINS_AT, MINUTE_MS, planOf, waveIdOf } from './people.ts';
import { Programme } from './programme.ts';

// Each chaos seed holds the calls of the functions in it against their roles; these are the functions that none of its commands calls.
test('from the announcement to the erasure, no function asks for what its role does not allow', async () => {
  const programme = await Programme.begin(1, BEGINS_AT);
  const model = new Model();
  const { simulation } = programme;
  programme.faults.heal();
  try {
    const waveId = waveIdOf(programme, 0);
    const ask = async (name: string, of: Partial<Parameters<Programme['request']>[1]> = {}) =>
      simulation.until(programme.request(name, { waveId, ...of }));
    await new Schedule(0, 20, 1).run(model, programme);
    await new AdvanceToNext(1_000).run(model, programme);
    await new Register([0, 1, 2, 3, 4, 5], 0, 0, 1).run(model, programme);
    const token = model.entry(0, waveId).told?.manageToken as string;
    await new Schedule(2, 20, 1).run(model, programme);
    await untilPublished(model, programme);
    const officer = true;
    const answers = [
      await ask('waves'),
      await ask('evidence', { path: { file: 'plan.json' } }),
      await ask('own-registration', { token }),
      await ask('public-keys'),
      await ask('openapi'),
      await ask('start-selection', { officer }),
      await ask('report', { officer }),
      await ask('audit', { officer, path: { chain: 'officers' } }),
      await ask('dry-run', { officer, body: { entrants: 10 } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    await untilErased(programme);
    expect(programme.surprises).toEqual([]);

    const silent = [...permissionsByFunction(synthesized('dev')).keys()].filter((name) => !programme.called.has(name));
    expect(silent).toEqual(['deliver-notice', 'join-wave']);
  } finally {
    programme.end();
  }
});

test('nor does one that makes ready what production buys for an opening, or looks whether it is there', async () => {
  const programme = await Programme.begin(2, BEGINS_AT);
  const { openingNeeds } = ENVIRONMENT;
  const before = process.env[openingNeeds] as string;
  const production = synthesized('production');
  const clock = resourcesOf(production, 'AWS::Lambda::Function').find(([id]) => functionName(production, id) === 'wave-clock');
  process.env[openingNeeds] = clock![1].Properties.Environment.Variables[openingNeeds];
  const { simulation, capacity } = programme;
  programme.faults.heal();
  try {
    const schedule = () =>
      simulation.until(programme.request('schedule-wave', { waveId: waveIdOf(programme, 0), body: planOf(0, 20), officer: true }));
    const refused = await schedule();
    const missing = (refused.json['checks'] as { check: string }[]).map(({ check }) => check);
    expect([refused.status, missing]).toEqual([409, ['reserved-concurrency', 'table-writes']]);

    Object.assign(capacity, { reserved: 800, tableWrites: 8_000 });
    expect((await schedule()).status).toBe(201);
    capacity.tableWrites = 4_000;
    await simulation.until(programme.tick());
    expect(capacity).toMatchObject({ warm: 100, tableWrites: 8_000 });
    await simulation.advanceTo(simulation.now + 30 * MINUTE_MS);
    await simulation.until(programme.tick());
    expect(capacity.warm).toBeUndefined();
    expect(programme.surprises).toEqual([]);
  } finally {
    process.env[openingNeeds] = before;
    programme.end();
  }
});
