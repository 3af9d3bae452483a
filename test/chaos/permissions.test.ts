import { expect, test } from 'vitest';
import { appealSealedTo } from '#shared/appeals/appeal.ts';
import { ENVIRONMENT } from '#shared/names.ts';
import { sealTo } from '#shared/sealing/seal.ts';
import { permissionsByFunction } from '../infra/permissions.ts';
import { functionName, resourcesOf, synthesized } from '../infra/synthesized-template.ts';
import { factsOf } from '../support/lists.ts';
import { nik } from '../support/people.ts';
import { untilSettled } from './books.ts';
import { AdvanceToNext, Register, Schedule, scheduled } from './commands.ts';
import { untilDelivered } from './delivered.ts';
import { untilErased, untilPublished } from './guarantees.ts';
import { Model } from './model.ts';
import { Activate } from './partner-commands.ts';
import { BEGINS_AT, MINUTE_MS, planOf, waveIdOf } from './people.ts';
import { APPROVER, type Person, Programme } from './programme.ts';

// Each chaos seed holds the calls of the functions in it against their roles; these are the functions that none of its commands calls.
test('from the announcement to the erasure, no function asks for what its role does not allow', async () => {
  const list = `${nik(1)}\n`;
  const facts = await factsOf(list);
  const programme = await Programme.begin(1, BEGINS_AT);
  const model = new Model();
  const { simulation } = programme;
  programme.faults.heal();
  try {
    const waveId = waveIdOf(programme, 0);
    const ask = async (name: string, of: Partial<Parameters<Programme['request']>[1]> = {}) =>
      simulation.until(programme.request(name, { waveId, ...of }));
    await new Schedule(0, 20, 1).run(model, programme);
    await new Schedule(1, 20, 1).run(model, programme);
    await new AdvanceToNext(1_000).run(model, programme);
    await new Register([0, 1, 2, 3, 4, 5], 0, 0, 1).run(model, programme);
    // Of the second wave no place is used, so that there is a refill.
    await new Register([8, 9, 10, 11, 12, 13], 1, 0, 1).run(model, programme);
    const token = model.entry(0, waveId).told?.manageToken as string;
    await new Schedule(2, 20, 1).run(model, programme);
    await untilPublished(model, programme);
    const officer: Person = { sub: 'somebody', groups: 'officer approver' };
    const proposed = async (body: object) => {
      const { json } = await ask('proposals', { officer, route: 'POST /v1/proposals', body });
      return { proposalId: json['proposalId'] as string };
    };
    const approval = { officer: APPROVER, route: 'POST /v1/proposals/{proposalId}/decision', body: { decision: 'approved' } };
    const path = await proposed({ kind: 'stop-revocations', waveId, reason: 'other' });
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
      await ask('proposals', { ...approval, path }),
      await ask('proposals', { officer, path }),
      await ask('proposals', { officer }),
      await ask('lists', { officer }),
      await ask('ledger', { officer }),
      await ask('ledger', { officer, path: { year: '2020' } }),
      // Else the places would never come back.
      await ask('proposals', { ...approval, path: await proposed({ kind: 'resume-revocations', waveId }) }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    for (let person = 0; person < 6; person++) await new Activate(0, person, person, 1, false).run(model, programme);
    expect(programme.tables.items('recipients').filter(({ state }) => state === 'activated').length).toBeGreaterThan(0);
    expect((await ask('partners', { officer })).status).toBe(200);
    const listed = { listId: 'aid' };
    const begun = await ask('import-list', { officer, path: listed, body: facts });
    const importId = String(begun.json['importId']);
    const chunk = await ask('import-list', { officer, path: { ...listed, importId, number: '1' }, csv: list });
    const completed = await ask('import-list', { officer, path: { ...listed, importId } });
    expect([begun.status, chunk.status, completed.status]).toEqual([201, 200, 201]);
    const entry = { officer, path: { entryId: await appealed(programme, waveId) } };
    const appealing = { token, body: { reason: 'other', text: 'keberatan' } };
    const seen = [
      await ask('appeal', appealing),
      await ask('appeals', { officer, route: 'GET /v1/waves/{waveId}/appeals' }),
      await ask('appeals', { ...entry, route: 'GET /v1/waves/{waveId}/appeals/{entryId}' }),
      await ask('appeals', { ...entry, body: { reason: 'other' } }),
    ];
    expect(seen.map(({ status }) => status)).toEqual([409, 200, 200, 200]);
    expect(seen[2]!.json).toMatchObject({ text: 'keberatan' });
    await untilSettled(programme);
    await untilDelivered(programme);
    await untilErased(programme);
    expect(programme.surprises).toEqual([]);

    const silent = [...permissionsByFunction(synthesized('dev')).keys()].filter((name) => !programme.called.has(name));
    expect(silent).toEqual(['join-wave']);
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
    const schedule = () => simulation.until(scheduled(programme, waveIdOf(programme, 0), planOf(0, 20)));
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

/** An appeal as one of the registered would have made it, had a rule refused. @returns of which entry */
async function appealed(programme: Programme, waveId: string): Promise<string> {
  const { sealingPublicKey } = programme.tables.items('waves').find((wave) => wave['waveId'] === waveId)!;
  const { entryId, registrationKey, personKey, householdKey } = programme.tables.items('registrations')[0]! as Record<
    string,
    string
  >;
  const text = sealTo(sealingPublicKey as string)('keberatan', appealSealedTo(registrationKey!));
  const Item = {
    ...{ waveId, entryId, registrationKey, personKey, householdKey, text, textTag: 'tag', province: '31', state: 'open' },
    ...{ appealedAt: '2020-08-20T00:00:00.000Z', result: 'excluded', reason: 'other' },
  };
  programme.tables.execute('PutCommand', { TableName: 'appeals', Item } as never, { pageItems: 9, stale: false, partial: false });
  return entryId!;
}
