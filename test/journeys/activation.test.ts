import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ANSWERS } from '#shared/http/answers.ts';
import { signedActivation } from '#shared/partners/sign-request.ts';
import { aPartner, fresh } from '../partners/a-partner.ts';
import { registerByTwo } from '../partners/registered.ts';
import { applicant, nik } from '../support/people.ts';
import { type HttpAnswer, planBody, type System, startSystem, untilPublished } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';

const WAVE = 'first';
/** Two places for three people. */
const PEOPLE = [1, 2, 3].map((number) => applicant({ nik: nik(number), kk: `317405120315000${number}`, birthDate: '1990-01-01' }));
/** Thirty days after the awards of 9 August, to the end of the day in WIB. */
const DEADLINE = '2020-09-08T16:59:59.999Z';
const partner = aPartner('pijar');
type Person = { entryId: string; manageToken: string };
let system: System;
let winners: Person[];
let loser: Person;

beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00Z');
  const body = planBody({ places: 2, byProvince: 'national' });
  expect((await schedule(system, WAVE, body)).status).toBe(201);
  expect(await registerByTwo(system, 'pijar', partner.body)).toBe(200);
  system.advanceTo('2020-08-08T05:00:00Z');
  const people: Person[] = [];
  for (const person of PEOPLE) {
    const { status, json } = await system.send('POST', `/v1/waves/${WAVE}/registrations`, { body: person });
    expect(status).toBe(201);
    people.push(json as Person);
  }
  expect(await own(people[0]!)).not.toHaveProperty('place');
  system.advanceTo('2020-08-09T05:10:31Z');
  await untilPublished(system, WAVE);
  const states = await Promise.all(people.map(own));
  winners = people.filter((_, at) => states[at]!.state === 'selected');
  loser = people.find((_, at) => states[at]!.state === 'not-selected')!;
});
afterAll(() => system?.stop());

async function own({ manageToken }: Person) {
  const { status, json } = await system.send('GET', `/v1/waves/${WAVE}/registration`, { token: manageToken });
  expect(status).toBe(200);
  return ANSWERS.OwnRegistration.parse(json);
}

function activate(
  { entryId }: Pick<Person, 'entryId'>,
  names: { idempotencyKey?: string; nonce?: string } = {},
): Promise<HttpAnswer> {
  const now = system.runtime.clock.now();
  const of = { waveId: WAVE, entryId, idempotencyKey: fresh(), nonce: fresh(), now, ...names };
  const { method, path, headers, body } = signedActivation(partner.key, of);
  return system.send(method, path, { raw: body, headers });
}
const said = ({ status, json }: HttpAnswer) =>
  `${status} ${String(json['type'] ?? '').replace('urn:gelombang:problem:', '')}`.trim();

describe('who was selected', () => {
  test('is told of the place and until when it can be used; who was not, of none', async () => {
    expect(winners).toHaveLength(2);
    for (const winner of winners) expect((await own(winner)).place).toEqual({ state: 'awarded', deadline: DEADLINE });
    expect(await own(loser)).not.toHaveProperty('place');
  });

  test('has the place activated by a partner’s signed request, and is told so', async () => {
    const [winner] = winners as [Person];
    const names = { idempotencyKey: fresh(), nonce: fresh() };
    const first = await activate(winner, names);
    expect(said(first)).toBe('201');
    const { activatedAt } = ANSWERS.Activation.parse(first.json);
    expect((await own(winner)).place).toEqual({ state: 'activated', deadline: DEADLINE, activatedAt });

    expect(said(await activate(winner, names))).toBe('409 replayed-request');
    const again = await activate(winner, { ...names, nonce: fresh() });
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect(said(await activate(winner))).toBe('409 activated-otherwise');
    expect(said(await activate(winners[1]!, { ...names, nonce: fresh() }))).toBe('422 idempotency-key-reused');
    expect((await own(winners[1]!)).place).toMatchObject({ state: 'awarded' });
  });
});

test('an entry that was not drawn, and one that is nobody’s, has no place', async () => {
  expect(said(await activate(loser))).toBe('404 unknown-place');
  expect(said(await activate({ entryId: 'f'.repeat(32) }))).toBe('404 unknown-place');
});

test('a body that is none is refused field by field, with no word of the sender’s', async () => {
  const answer = await activate({ entryId: '3174056508920003' });
  expect(said(answer)).toBe('422 invalid-fields');
  expect(answer.json['errors']).toMatchObject([{ pointer: '/entryId' }]);
  expect(answer.text).not.toContain('3174056508920003');
});

test('a suspended partner is no partner, from the next request on', async () => {
  const put = (state: 'suspended' | 'active') => registerByTwo(system, 'pijar', { ...partner.body, state });
  expect(await put('suspended')).toBe(200);
  const refused = await activate(winners[1]!);
  expect([said(refused), refused.headers.get('www-authenticate')]).toEqual(['401 unauthorized', 'Bearer']);
  expect(await put('active')).toBe(200);
  const { json } = await system.send('GET', '/v1/partners', { token: await system.runtime.token('auditor') });
  expect(ANSWERS.Partners.parse(json).partners).toMatchObject([
    { partnerId: 'pijar', state: 'active', keys: [{ kid: partner.key.keyId }], proposalId: expect.any(String) },
  ]);
});

test('after the deadline nothing is activated any more', async () => {
  system.advanceTo('2020-09-08T17:00:00Z');
  const { place } = await own(winners[1]!);
  expect(said(await activate(winners[1]!))).toBe(place?.state === 'revoked' ? '409 place-revoked' : '409 deadline-passed');
});
