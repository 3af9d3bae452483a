import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvedByTwo, askAt } from '#demo/scheduling.ts';
import { certificateSchema, placesDocumentSchema } from '#shared/evidence/documents.ts';
import { ANSWERS } from '#shared/http/answers.ts';
import { signedActivation } from '#shared/partners/sign-request.ts';
import type { PublicWave } from '#shared/waves/public-wave.ts';
import type { Found } from '#web/public/evidence.ts';
import { placesOfWave } from '#web/public/places/wave-places.ts';
import { flowOf } from '#web/public/places/year-flow.ts';
import { aPartner, fresh } from '../partners/a-partner.ts';
import { registerByTwo } from '../partners/registered.ts';
import { applicant, nik } from '../support/people.ts';
import { planBody, type System, startSystem, untilPublished } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';

const WAVE = 'refilled';
const partner = aPartner('pijar');
type Person = { entryId: string; manageToken: string };
const people: Person[] = [];
let system: System;

/** Four places, and one for appeals, for six people in one wave that gives what comes back to the next of its order, once. */
beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00Z');
  const body = planBody({ places: 4, byProvince: { '31': 4 }, reserved: 1, refills: 1 });
  expect((await schedule(system, WAVE, body)).status).toBe(201);
  expect(await registerByTwo(system, 'pijar', partner.body)).toBe(200);
  system.advanceTo('2020-08-08T05:00:00Z');
  for (let number = 1; number <= 6; number++) {
    const person = applicant({ nik: nik(number), kk: `317405120315000${number}`, birthDate: '1990-01-01', province: '31' });
    people.push((await system.send('POST', `/v1/waves/${WAVE}/registrations`, { body: person })).json as Person);
  }
  system.advanceTo('2020-08-09T05:10:31Z');
  await untilPublished(system, WAVE);
}, 120_000);
afterAll(() => system?.stop());

const waves = async () => ANSWERS.Waves.parse((await system.send('GET', '/v1/waves')).json).waves;
const wave = async () => (await waves()).find(({ waveId }) => waveId === WAVE)!;

async function file<T>(waveId: string, name: string, schema: { parse(json: unknown): T }): Promise<Found<T>> {
  const { status, json } = await system.send('GET', `/v1/waves/${waveId}/evidence/${name}`);
  return status === 200 ? { state: 'read', document: schema.parse(json), digest: '' } : { state: 'absent' };
}

/** The year as anybody sees it, and as the ledger has it. */
async function both() {
  const places = await Promise.all(
    (await waves()).map(async (one: PublicWave) =>
      placesOfWave(
        one,
        await file(one.waveId, 'certificate.json', certificateSchema),
        await file(one.waveId, 'places.json', placesDocumentSchema),
      ),
    ),
  );
  const token = await system.runtime.token('auditor');
  const ledger = ANSWERS.YearLedger.parse((await system.send('GET', '/v1/ledger/2020', { token })).json);
  const flow = flowOf(places);
  expect(flow.faulty).toEqual([]);
  expect([flow.decreed, flow.inHand, flow.fates.unfilled]).toEqual([ledger.decreed, ledger.inHand, ledger.unfilled]);
  expect(flow.fates.undrawn + flow.fates.reserved + flow.fates.regiving).toBe(ledger.undrawn);
  // A place that changed hands in its own wave is one place here, and came back and was given again there.
  expect(flow.fates.back + flow.refilled).toBe(ledger.returned);
  expect(flow.regranted + flow.refilled).toBe(ledger.regranted);
  return { flow, ledger };
}

async function until(reached: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 900; tries++) {
    if (await reached()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it has not come to that');
}

async function activateOne(): Promise<void> {
  for (const { entryId, manageToken } of people) {
    const { json } = await system.send('GET', `/v1/waves/${WAVE}/registration`, { token: manageToken });
    if (json['state'] !== 'selected') continue;
    const of = { waveId: WAVE, entryId, idempotencyKey: fresh(), nonce: fresh(), now: system.runtime.clock.now() };
    const { method, path, headers, body } = signedActivation(partner.key, of);
    expect((await system.send(method, path, { raw: body, headers })).status).toBe(201);
    return;
  }
}

test('what the page makes of public files is what the ledger says: drawn, refilled, settled, and granted again', async () => {
  await activateOne();
  const drawn = await both();
  // Of an unsettled wave nothing public says who has used a place.
  expect(drawn.flow.fates).toMatchObject({ awaited: 4, reserved: 1, used: 0, back: 0 });
  expect(drawn.ledger).toMatchObject({ activated: 1, awaiting: 3 });

  // Three come back on the morning after the deadline; two people are left to have them.
  system.advanceTo('2020-09-09T02:00:30Z');
  await until(async () => (await wave()).refilled?.[0]?.endedAt !== undefined);
  const refilled = await both();
  expect(refilled.flow).toMatchObject({ refilled: 2, inHand: 1, fates: { awaited: 3, back: 1 } });

  system.advanceTo('2020-10-10T02:00:30Z');
  await until(async () => (await wave()).settledAt !== undefined);
  const settled = await both();
  expect(settled.flow.fates).toMatchObject({ used: 1, back: 3, unfilled: 1, awaited: 0, reserved: 0 });
  expect(settled.flow.fates.used).toBe(settled.ledger.activated);

  const tokens = { officer: await system.runtime.token('officer'), approver: await system.runtime.token('approver') };
  const grant = { kind: 'grant-recovered', waveId: 'next', year: '2020', places: 2, byProvince: { '31': 2 } };
  expect((await approvedByTwo(askAt(system.runtime.url), grant, tokens)).status).toBe(200);
  const dates = {
    opensAt: '2020-10-12T05:00:00.000Z',
    closesAt: '2020-10-13T05:00:00.000Z',
    beacon: { at: '2020-10-13T05:10:00.000Z' },
  };
  const next = planBody({ number: 5, places: 2, byProvince: { '31': 2 }, fundedBy: 'recovery', ...dates });
  expect((await schedule(system, 'next', next)).status).toBe(201);
  const granted = await both();
  expect(granted.flow).toMatchObject({ regranted: 2, inHand: 1, fates: { undrawn: 2 } });
}, 240_000);
