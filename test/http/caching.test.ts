import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPERATIONS } from '#shared/http/operations/operations.ts';
import { applicant } from '../support/people.ts';
import { type HttpAnswer, planBody, type System, startSystem } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';

/**
 * What the front relies on: it keeps what the API allows to be kept, once for all languages, queries and cookies
 * (infra/front.ts). So nothing that differs by one of these, or is somebody's own, may be allowed to be kept.
 */
const READS = Object.entries(OPERATIONS).filter(([route]) => route.startsWith('GET '));
const KEPT = ['/v1/waves', '/v1/waves/open', '/v1/waves/open/evidence/plan.json', '/v1/openapi.json', '/.well-known/jwks.json'];
const NOT_THERE = ['/v1/waves/none', '/v1/waves/open/evidence/none.json', '/v1/waves/none/registration'];

let system: System;
let registered: HttpAnswer;
let manageToken: string;
let proposalId: string;

beforeAll(async () => {
  system = await startSystem('2020-08-07T00:00:00Z');
  expect((await schedule(system, 'open', planBody())).status).toBe(201);
  const { json } = await system.send('GET', '/v1/proposals', { token: await system.runtime.token('auditor') });
  proposalId = (json['proposals'] as { proposalId: string }[])[0]!.proposalId;
  system.advanceTo('2020-08-08T06:00:00Z');
  registered = await system.send('POST', '/v1/waves/open/registrations', { body: applicant() });
  manageToken = String(registered.json['manageToken']);
});
afterAll(() => system?.stop());

test('the paths tried here are all that is read without a token', () => {
  const open = READS.filter(([, { security }]) => !security).map(([route]) => route.replace('GET ', ''));
  const tried = KEPT.map((path) =>
    path.replace('/evidence/plan.json', '/evidence/{file+}').replace('/waves/open', '/waves/{waveId}'),
  );
  expect(tried.toSorted()).toEqual(open.toSorted());
});

test('a receipt may not be kept', () => {
  expect([registered.status, registered.headers.get('cache-control')]).toEqual([201, 'no-store']);
});

describe.each(KEPT)('%s may be kept', (path) => {
  test('and is the same in every language, for every query, cookie and token', async () => {
    const plain = await system.send('GET', path, { headers: { 'accept-language': 'id' } });
    expect(plain.status).toBe(200);
    expect(plain.headers.get('cache-control')).toMatch(/^public, max-age=([1-9]\d*), stale-while-revalidate=\1$/);
    expect([plain.headers.get('vary'), plain.headers.get('set-cookie')]).toEqual([null, null]);
    const others = await Promise.all([
      system.send('GET', path, { headers: { 'accept-language': 'en' } }),
      system.send('GET', `${path}?lang=en&page=2`),
      system.send('GET', path, { headers: { cookie: 'lang=en' } }),
      system.send('GET', path, { token: manageToken }),
    ]);
    for (const { status, text } of others) expect([status, text]).toEqual([200, plain.text]);
  });
});

test.each(NOT_THERE)('that %s is not there may not be kept, and is said in the language asked for', async (path) => {
  const [indonesian, english] = await Promise.all(
    ['id', 'en'].map((language) => system.send('GET', path, { headers: { 'accept-language': language }, token: manageToken })),
  );
  for (const answer of [indonesian!, english!]) {
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([404, 'no-store']);
    expect(answer.headers.get('vary')).toBe('accept-language');
  }
  expect(indonesian!.text).not.toBe(english!.text);
});

test.each(READS.filter(([, { security }]) => security))('no answer of %s may be kept', async (route) => {
  const path = route
    .replace('GET ', '')
    .replace('{waveId}', 'open')
    .replace('{chain}', 'officers')
    .replace('{proposalId}', proposalId)
    .replace('{entryId}', 'e'.repeat(32))
    .replace('{year}', '2020');
  const token = route.includes('/registration') ? manageToken : await system.runtime.token('auditor');
  const own = await system.send('GET', path, { token });
  // What appellants wrote is not shown to auditors.
  const status = route.endsWith('/appeals/{entryId}') ? 403 : 200;
  expect([own.status, own.headers.get('cache-control')]).toEqual([status, 'no-store']);
  for (const refused of [await system.send('GET', path), await system.send('GET', path, { token: 'a.b.c' })]) {
    expect(refused.status).toBe(401);
    // The gateway's own refusal says nothing, and the front keeps nothing of which nothing is said.
    expect(['no-store', null]).toContain(refused.headers.get('cache-control'));
  }
});
