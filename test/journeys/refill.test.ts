import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refillSchema } from '#shared/evidence/documents.ts';
import { ANSWERS } from '#shared/http/answers.ts';
import { yearLedgerSchema } from '#shared/ledger/ledger-report.ts';
import { signedActivation } from '#shared/partners/sign-request.ts';
import { keysOfSet } from '#shared/tokens/public-keys.ts';
import { publicWaveSchema } from '#shared/waves/public-wave.ts';
import { folderSource } from '#verify/source.ts';
import { verifyWave } from '#verify/verify-wave.ts';
import { aPartner, fresh } from '../partners/a-partner.ts';
import { registerByTwo } from '../partners/registered.ts';
import { applicant, nik } from '../support/people.ts';
import { evidenceFile, planBody, type System, startSystem, untilPublished } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';

const WAVE = 'refilled';
const PEOPLE = Array.from({ length: 9 }, (_, at) =>
  applicant({ nik: nik(at + 1), kk: `317405120315000${at + 1}`, birthDate: '1990-01-01', province: '31' }),
);
const partner = aPartner('pijar');
type Person = { entryId: string; manageToken: string };
const people: Person[] = [];
let system: System;

/** Three places for nine people, at most two refills. Of each draw one place at most is used. */
beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00Z');
  const body = planBody({ places: 3, byProvince: { '31': 3 }, refills: 2 });
  expect((await schedule(system, WAVE, body)).status).toBe(201);
  expect(await registerByTwo(system, 'pijar', partner.body)).toBe(200);
  system.advanceTo('2020-08-08T05:00:00Z');
  for (const person of PEOPLE)
    people.push((await system.send('POST', `/v1/waves/${WAVE}/registrations`, { body: person })).json as Person);
  system.advanceTo('2020-08-09T05:10:31Z');
  await untilPublished(system, WAVE);
}, 120_000);
afterAll(() => system?.stop());

async function own({ manageToken }: Person) {
  const { json } = await system.send('GET', `/v1/waves/${WAVE}/registration`, { token: manageToken });
  return ANSWERS.OwnRegistration.parse(json);
}
const owns = () => Promise.all(people.map(own));
const wave = async () => publicWaveSchema.parse((await system.send('GET', `/v1/waves/${WAVE}`)).json);

async function activate(entryId: string): Promise<number> {
  const of = { waveId: WAVE, entryId, idempotencyKey: fresh(), nonce: fresh(), now: system.runtime.clock.now() };
  const { method, path, headers, body } = signedActivation(partner.key, of);
  return (await system.send(method, path, { raw: body, headers })).status;
}

async function until(reached: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await reached()) return;
    const failed = system.runtime.executions().find(({ status }) => status !== 'RUNNING' && status !== 'SUCCEEDED');
    if (failed) throw new Error(`${failed.name}: ${failed.status} ${failed.cause}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it has not come to that in a minute');
}

async function ledger() {
  const token = await system.runtime.token('auditor');
  return yearLedgerSchema.parse((await system.send('GET', '/v1/ledger/2020', { token })).json);
}

async function inHandFor(places: number): Promise<number> {
  const body = { kind: 'grant-recovered', waveId: 'next', year: '2020', places, byProvince: { '31': places } };
  return (await system.send('POST', '/v1/proposals', { body, token: await system.runtime.token('officer') })).status;
}

test('places that came back go to the next of the order, twice, and then are in hand; a stranger can make it all again', async () => {
  const winners = (await owns()).filter(({ state }) => state === 'selected');
  expect(winners).toHaveLength(3);
  expect(await activate(winners[0]!.entryId)).toBe(201);

  // The morning after the deadline of 8 September: two places come back.
  system.advanceTo('2020-09-09T02:00:30Z');
  await until(async () => (await wave()).refilled?.[0]?.endedAt !== undefined);
  expect((await wave()).refilled).toMatchObject([{ places: 2, awarded: 2 }]);
  const second = (await owns()).filter(({ refill }) => refill === 1);
  expect(second.map(({ state, place }) => [state, place])).toEqual(
    Array(2).fill(['selected', { state: 'awarded', deadline: '2020-10-09T16:59:59.999Z' }]),
  );
  const losers = winners.slice(1);
  for (const { entryId } of losers)
    expect((await owns()).find((of) => of.entryId === entryId)).toMatchObject({ state: 'selected', place: { state: 'revoked' } });
  await until(async () =>
    second.every(({ entryId }) => existsSync(join(system.dataFolder, 'outbox', `${WAVE}.${entryId}.selected.txt`))),
  );
  expect(await ledger()).toMatchObject({ decreed: 3, awarded: 5, returned: 2, regranted: 2, inHand: 0, unfilled: 0, undrawn: 0 });
  // Whatever comes back of this wave is its own until it is settled.
  expect(await inHandFor(1)).toBe(409);

  // Neither of the two uses the place: a second refill, the last of the plan. One of its two is used.
  system.advanceTo('2020-10-10T02:00:30Z');
  await until(async () => (await wave()).refilled?.[1]?.endedAt !== undefined);
  const third = (await owns()).filter(({ refill }) => refill === 2);
  expect(third).toHaveLength(2);
  expect(await activate(third[0]!.entryId)).toBe(201);
  expect(await inHandFor(1)).toBe(409);
  system.advanceTo('2020-11-10T02:00:30Z');
  await until(async () => (await wave()).settledAt !== undefined);
  expect((await wave()).refilled).toHaveLength(2);
  expect(await ledger()).toMatchObject({ decreed: 3, awarded: 7, activated: 2, returned: 5, regranted: 4, inHand: 1 });
  expect(await inHandFor(2)).toBe(409);
  expect(await inHandFor(1)).toBe(202);

  // The order of the tickets, without those who had been selected before.
  const results = await owns();
  const byTicket = results.toSorted((left, right) => (left.ticket! < right.ticket! ? -1 : 1));
  expect(byTicket.map(({ state, refill = 0 }) => (state === 'selected' ? refill : 'none'))).toEqual([
    0,
    0,
    0,
    1,
    1,
    2,
    2,
    'none',
    'none',
  ]);
  const document = refillSchema.parse(JSON.parse(evidenceFile(system.runtime, WAVE, 'refills/1.json')!));
  expect(document.returned).toEqual(losers.map(({ entryId }) => entryId).toSorted());

  const keys = { keys: keysOfSet((await system.send('GET', '/.well-known/jwks.json')).text), from: 'the server' };
  const bucket = system.runtime.bucketFolder(system.runtime.environment('draw')['EVIDENCE_BUCKET']!);
  const folder = join(bucket, 'evidence', WAVE);
  const findings = await verifyWave(folderSource(folder), keys);
  expect(findings.filter(({ state }) => state !== 'holds')).toEqual([]);
  expect(findings.find(({ check }) => check === 'refills')?.sentence).toBe(
    '2 refills of 2 at most, 4 places that came back awarded again by the same order',
  );
  expect(execFileSync('python3', ['docs/recount.py', folder]).toString()).toContain('2 refills');
}, 240_000);
