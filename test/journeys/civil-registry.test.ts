import { afterAll, beforeAll, expect, test } from 'vitest';
import { commitmentSchema } from '#shared/evidence/documents.ts';
import { applicant, nik } from '../support/people.ts';
import { evidenceFile, planBody, type System, startSystem, untilPublished } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';

/** The sandbox knows whose NIK shows the birth date that is given. */
const KNOWN = { birthDate: '1990-01-01' };
const UNKNOWN = { birthDate: '1991-01-01' };
let system: System;

beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00Z');
});
afterAll(() => system?.stop());

const sandbox = async (method: 'GET' | 'PUT', state?: string) =>
  (await system.send(method, '/_local/registry', state === undefined ? {} : { body: { state } })).json as {
    state: string;
    asked: number;
  };

/** A wave with two people whom the registry knows, one whom it does not, and one whom a rule refuses before. */
async function waveOf(waveId: string, day: number, from: number): Promise<string[]> {
  const at = (time: string, of = day) => `2020-08-${String(of).padStart(2, '0')}T${time}.000Z`;
  const body = planBody({
    opensAt: at('05:00:00'),
    closesAt: at('05:00:00', day + 1),
    beacon: { at: at('05:10:00', day + 1) },
    byProvince: 'national',
    rules: { ...planBody().rules, civilRegistry: 'checked' },
  });
  expect((await schedule(system, waveId, body)).status).toBe(201);
  system.advanceTo(at('05:00:01'));
  const tokens: string[] = [];
  for (const [number, changes] of [KNOWN, KNOWN, UNKNOWN, { ...UNKNOWN, inFormalEducation: true }].entries()) {
    const person = applicant({ nik: nik(from + number), kk: `31740512031${from + number}0`.padEnd(16, '0'), ...changes });
    const { status, json } = await system.send('POST', `/v1/waves/${waveId}/registrations`, { body: person });
    expect(status).toBe(201);
    tokens.push(String(json['manageToken']));
  }
  system.advanceTo(at('05:00:31', day + 1));
  await untilPublished(system, waveId, 120);
  return tokens;
}
const commitmentOf = (waveId: string) =>
  commitmentSchema.parse(JSON.parse(evidenceFile(system.runtime, waveId, 'commitment.json')!));

test('whom the registry does not know is refused by its rule, and only those are asked about whom no other rule refuses', {
  timeout: 300_000,
}, async () => {
  expect(await sandbox('GET')).toEqual({ state: 'up', asked: 0 });
  const tokens = await waveOf('known', 8, 1_001);
  expect((await sandbox('GET')).asked).toBe(3);
  const { entrants, exclusions, registryPending } = commitmentOf('known');
  expect([
    entrants.total,
    exclusions['matches-the-civil-registry'],
    exclusions['not-in-formal-education'],
    registryPending,
  ]).toEqual([2, 1, 1, 0]);
  const own = await system.send('GET', '/v1/waves/known/registration', { token: tokens[2]! });
  expect(own.json).toMatchObject({ state: 'excluded', rule: { name: 'matches-the-civil-registry' } });
});

test.each([
  ['down', 12, 2_001],
  ['wrong', 16, 3_001],
  ['slow', 20, 4_001],
])(
  'a registry that is %s refuses nobody: they take part, and officers see how many are pending',
  { timeout: 300_000 },
  async (state, day, from) => {
    expect((await sandbox('PUT', state)).state).toBe(state);
    await waveOf(state, day, from);
    const { entrants, exclusions, registryPending } = commitmentOf(state);
    expect([entrants.total, exclusions['matches-the-civil-registry'], registryPending]).toEqual([3, 0, 3]);
    const report = await system.send('GET', `/v1/waves/${state}/report`, { token: await system.runtime.token('auditor') });
    expect(report.json['registryPending']).toBe(3);
  },
);

test('the sandbox takes no other state, and is in no template', async () => {
  expect((await system.send('PUT', '/_local/registry', { body: { state: 'asleep' } })).status).toBe(422);
  expect((await system.send('GET', '/_local/registry/else')).status).toBe(404);
});
