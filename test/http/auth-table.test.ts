import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt, decodeProtectedHeader, generateKeyPair, importPKCS8, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPERATIONS } from '#shared/http/operations/operations.ts';
import { SECURITY_HEADERS } from '#shared/lambda/http-handler.ts';
import { factsOf } from '../support/lists.ts';
import { applicant, nik } from '../support/people.ts';
import { type HttpAnswer, planBody, type System, startSystem } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';

/**
 * Each route for each caller. A capital letter after a status marks an answer of the gateway itself, which no function of ours gives:
 * `401G`. Callers, by their columns:
 *   none      no token at all
 *   officer, approver, auditor, support   an access token of that group
 *   noRole    a token of the user pool for somebody in no group
 *   expired   an officer's token whose twelve hours are over
 *   unsigned  an officer's claims with alg none
 *   foreign   an officer's claims signed by another key under the pool's key id
 *   audience, issuer   an officer's token by the right key for another client, of another issuer
 *   manage, other      the manage token of a registration in the wave, and that of another person
 *   receipt   the public receipt of that registration
 *   mExpired  a manage token after its 400 days
 *   mUnsigned, mForeign   the manage token's claims with alg none, and signed by another key under the right key id
 */
const TABLE = `
                                         | none officer approver auditor support noRole expired unsigned foreign audience issuer manage other receipt mExpired mUnsigned mForeign
GET /v1/waves                            | 200  200     200      200     200     200    200     200      200     200      200    200    200   200     200      200       200
GET /v1/waves/{waveId}                   | 200  200     200      200     200     200    200     200      200     200      200    200    200   200     200      200       200
GET /v1/waves/{waveId}/evidence/{file+}  | 200  200     200      200     200     200    200     200      200     200      200    200    200   200     200      200       200
GET /v1/openapi.json                     | 200  200     200      200     200     200    200     200      200     200      200    200    200   200     200      200       200
GET /.well-known/jwks.json               | 200  200     200      200     200     200    200     200      200     200      200    200    200   200     200      200       200
POST /v1/waves/{waveId}/registrations    | 200  200     200      200     200     200    200     200      200     200      200    200    200   200     200      200       200
GET /v1/waves/{waveId}/registration      | 401  401     401      401     401     401    401     401      401     401      401    200    200   401     401      401       401
POST /v1/waves/{waveId}/registration     | 401  401     401      401     401     401    401     401      401     401      401    200    200   401     401      401       401
POST /v1/waves/{waveId}/registration/appeal | 401 401    401      401     401     401    401     401      401     401      401    409    409   401     401      401       401
GET /v1/waves/{waveId}/appeals           | 401G 200     200      200     200     403    401G    401G     401G    401G     401G   401G   401G  401G    401G     401G      401G
GET /v1/waves/{waveId}/appeals/{entryId} | 401G 404     404      403     403     403    401G    401G     401G    401G     401G   401G   401G  401G    401G     401G      401G
POST /v1/waves/{waveId}/appeals/{entryId}/dismissal | 401G 404 403 403   403     403    401G    401G     401G    401G     401G   401G   401G  401G    401G     401G      401G
PUT /v1/waves/{waveId}                   | 401G 200     403      403     403     403    401G    401G     401G    401G     401G   401G   401G  401G    401G     401G      401G
POST /v1/waves/{waveId}/plan-decision    | 401G 403     404      403     403     403    401G    401G     401G    401G     401G   401G   401G  401G    401G     401G      401G
POST /v1/waves/{waveId}/selection        | 401G 409     403      403     403     403    401G    401G     401G    401G     401G   401G   401G  401G    401G     401G      401G
POST /v1/waves/{waveId}/dry-run          | 401G 200     200      200     403     403    401G    401G     401G    401G     401G   401G   401G  401G    401G     401G      401G
GET /v1/waves/{waveId}/report            | 401G 200     200      200     200     403    401G    401G     401G    401G     401G   401G   401G  401G    401G     401G      401G
GET /v1/waves/{waveId}/ledger            | 401G 200     200      200     403     403    401G    401G     401G    401G     401G   401G   401G  401G    401G     401G      401G
GET /v1/ledger/{year}                    | 401G 200     200      200     403     403    401G    401G     401G    401G     401G   401G   401G  401G    401G     401G      401G
GET /v1/preflight                        | 401G 200     200      200     403     403    401G    401G     401G    401G     401G   401G   401G  401G    401G     401G      401G
GET /v1/proposals                        | 401G 200     200      200     403     403    401G    401G     401G    401G     401G   401G   401G  401G    401G     401G      401G
GET /v1/proposals/{proposalId}           | 401G 404     404      404     403     403    401G    401G     401G    401G     401G   401G   401G  401G    401G     401G      401G
POST /v1/proposals                       | 401G 409     403      403     403     403    401G    401G     401G    401G     401G   401G   401G  401G    401G     401G      401G
POST /v1/proposals/{proposalId}/decision | 401G 403     404      403     403     403    401G    401G     401G    401G     401G   401G   401G  401G    401G     401G      401G
POST /v1/partners/{partnerId}/activations| 401  401     401      401     401     401    401     401      401     401      401    401    401   401     401      401       401
GET /v1/partners                         | 401G 200     200      200     403     403    401G    401G     401G    401G     401G   401G   401G  401G    401G     401G      401G
GET /v1/lists                            | 401G 200     200      200     403     403    401G    401G     401G    401G     401G   401G   401G  401G    401G     401G      401G
POST /v1/lists/{listId}/imports          | 401G 200     403      403     403     403    401G    401G     401G    401G     401G   401G   401G  401G    401G     401G      401G
PUT /v1/lists/{listId}/imports/{importId}/chunks/{number} | 401G 200 403 403    403     403    401G    401G     401G    401G     401G   401G   401G  401G    401G     401G      401G
POST /v1/lists/{listId}/imports/{importId}/completion     | 401G 409 403 403    403     403    401G    401G     401G    401G     401G   401G   401G  401G    401G     401G      401G
GET /v1/audit/{chain}                    | 401G 200     200      200     403     403    401G    401G     401G    401G     401G   401G   401G  401G    401G     401G      401G
`;
const [HEAD, ...ROWS] = TABLE.trim()
  .split('\n')
  .map((line) => line.split('|').map((part) => part.trim()) as [string, string]);
const CALLERS = HEAD![1]!.split(/\s+/);
const EXPECTED = ROWS.map(([route, cells]) => ({
  route,
  statuses: Object.fromEntries(cells.split(/\s+/).map((status, at) => [CALLERS[at]!, status])),
}));

const PLAN = planBody({
  opensAt: '2021-08-08T05:00:00.000Z',
  closesAt: '2021-08-09T05:00:00.000Z',
  beacon: { at: '2021-08-09T05:10:00.000Z' },
});
const BODIES: Record<string, unknown> = {
  'POST /v1/waves/{waveId}/registrations': applicant(),
  'PUT /v1/waves/{waveId}': PLAN,
  'POST /v1/waves/{waveId}/dry-run': { entrants: 10 },
  'POST /v1/partners/{partnerId}/activations': { waveId: 'long-ago', entryId: 'e'.repeat(32) },
  'POST /v1/waves/{waveId}/registration/appeal': { reason: 'other', text: 'keberatan' },
  'POST /v1/waves/{waveId}/appeals/{entryId}/dismissal': { reason: 'other' },
  'POST /v1/waves/{waveId}/plan-decision': { proposalId: '0'.repeat(32), decision: 'approved' },
  'POST /v1/proposals': { kind: 'stop-revocations', waveId: 'open', reason: 'other' },
  'POST /v1/proposals/{proposalId}/decision': { decision: 'approved' },
};
const OTHER_PERSON = applicant({ nik: nik(2), kk: '3174051203150002', fullName: 'Warga Lain', birthDate: '1990-01-01' });
const EARLIER = {
  opensAt: '2020-01-02T05:00:00.000Z',
  closesAt: '2020-01-03T05:00:00.000Z',
  beacon: { at: '2020-01-03T05:10:00.000Z' },
};

/** Whose second chunk never comes. */
const OF_THREE_CHUNKS = Array.from({ length: 4_100 }, (_, at) => `${nik(at + 1)}\n`);

let system: System;
let importId: string;
const tokens: Record<string, string | undefined> = { none: undefined };
const entries: Record<string, string> = {};

beforeAll(async () => {
  system = await startSystem('2020-01-01T12:00:00Z');
  const announce = async (waveId: string, body: object) => expect((await schedule(system, waveId, body)).status).toBe(201);
  const register = async (waveId: string, body: object) => {
    const answer = await system.send('POST', `/v1/waves/${waveId}/registrations`, { body });
    expect(answer.status).toBe(201);
    return answer.json as { entryId: string; manageToken: string; receipt: string };
  };
  await announce('long-ago', { ...PLAN, ...EARLIER });
  system.advanceTo('2020-01-02T06:00:00Z');
  tokens['mExpired'] = (await register('long-ago', applicant())).manageToken;
  tokens['expired'] = await system.runtime.token('officer');

  system.advanceTo('2021-08-07T00:00:00Z');
  await announce('open', PLAN);
  system.advanceTo('2021-08-08T06:00:00Z');
  const mine = await register('open', applicant());
  const others = await register('open', OTHER_PERSON);
  Object.assign(tokens, { manage: mine.manageToken, receipt: mine.receipt, other: others.manageToken });
  Object.assign(entries, { manage: mine.entryId, other: others.entryId });
  tokens['officer'] = await system.runtime.token('officer');
  for (const role of ['approver', 'auditor', 'support']) tokens[role] = await system.runtime.token(role);
  const begun = { body: await factsOf(OF_THREE_CHUNKS.join('')), token: tokens['officer'] };
  importId = String((await system.send('POST', '/v1/lists/aid/imports', begun)).json['importId']);
  BODIES['POST /v1/lists/{listId}/imports'] = begun.body;
  await forge(tokens['officer'], mine.manageToken);
});
afterAll(() => system.stop());

/** What only somebody with the pool's private key, or with none, could make. */
async function forge(officer: string, manage: string): Promise<void> {
  const claims = decodeJwt(officer);
  const header = decodeProtectedHeader(officer) as { alg: string; kid: string };
  const poolId = String(claims.iss).split('/').at(-1)!;
  const poolKey = await importPKCS8(readFileSync(join(system.dataFolder, 'user-pools', `${poolId}.pem`), 'utf8'), 'RS256');
  const signed = (changes: object, key = poolKey) => new SignJWT({ ...claims, ...changes }).setProtectedHeader(header).sign(key);
  tokens['noRole'] = await signed({ 'cognito:groups': [] });
  tokens['audience'] = await signed({ client_id: 'another-client' });
  tokens['issuer'] = await signed({ iss: `${claims.iss}x` });
  tokens['foreign'] = await signed({}, (await generateKeyPair('RS256')).privateKey);
  tokens['unsigned'] = new UnsecuredJWT(claims).encode();
  const manageHeader = decodeProtectedHeader(manage) as { alg: string };
  const { privateKey } = await generateKeyPair('EdDSA');
  tokens['mForeign'] = await new SignJWT(decodeJwt(manage)).setProtectedHeader(manageHeader).sign(privateKey);
  const none = Buffer.from(JSON.stringify({ ...manageHeader, alg: 'none' })).toString('base64url');
  tokens['mUnsigned'] = `${none}.${manage.split('.')[1]}.`;
}

function ask(route: string, caller: string, headers: Record<string, string> = {}): Promise<HttpAnswer> {
  const [method = '', path = ''] = route.split(' ');
  const token = tokens[caller];
  const parts = {
    waveId: 'open',
    'file+': 'plan.json',
    chain: 'officers',
    listId: 'aid',
    importId,
    number: '1',
    year: '2021',
    proposalId: '0'.repeat(32),
    partnerId: 'pijar',
    entryId: 'e'.repeat(32),
  };
  return system.send(
    method,
    path.replace(/\{([\w+]+)\}/g, (_, name: keyof typeof parts) => parts[name]),
    {
      headers: { ...headers, ...(route.includes('/chunks/') && { 'content-type': 'text/csv' }) },
      ...(route in BODIES && { body: BODIES[route] }),
      ...(route.includes('/chunks/') && { raw: OF_THREE_CHUNKS.slice(0, 2_000).join('') }),
      ...(token !== undefined && { token }),
    },
  );
}

const isFromGateway = ({ json }: HttpAnswer) => Object.keys(json).join() === 'message';

test('the table has a row for each route, and a status for each caller', () => {
  expect(EXPECTED.map(({ route }) => route).toSorted()).toEqual(Object.keys(OPERATIONS).toSorted());
  for (const { route, statuses } of EXPECTED) expect(Object.keys(statuses), route).toEqual(CALLERS);
});

describe.each(EXPECTED)('$route', ({ route, statuses }) => {
  test('answers each caller as the table says', async () => {
    expect(Object.keys(tokens).toSorted()).toEqual(CALLERS.toSorted());
    const answered: Record<string, string> = {};
    for (const caller of CALLERS) {
      const answer = await ask(route, caller);
      answered[caller] = `${answer.status}${isFromGateway(answer) ? 'G' : ''}`;
      if (answer.status === 401) expect(answer.headers.get('www-authenticate'), caller).toMatch(/^Bearer/);
    }
    expect(answered).toEqual(statuses);
  });

  test('every answer of a function has the security headers, and none lets a page of another origin read it', async () => {
    for (const caller of CALLERS) {
      const answer = await ask(route, caller, { origin: 'https://elsewhere.example' });
      expect(
        [...answer.headers.keys()].filter((name) => name.startsWith('access-control-')),
        caller,
      ).toEqual([]);
      if (!isFromGateway(answer)) expect(Object.fromEntries(answer.headers)).toMatchObject(SECURITY_HEADERS);
    }
    const [, path = ''] = route.split(' ');
    const asked = { origin: 'https://elsewhere.example', 'access-control-request-method': route.split(' ')[0]! };
    const preflight = await system.send('OPTIONS', path.replace('{waveId}', 'open'), { headers: asked });
    expect(preflight.status).toBe(404);
    expect([...preflight.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
});

describe('a manage token', () => {
  test.each(['manage', 'other'])('of %s shows the registration of its own holder and nothing of another', async (caller) => {
    for (const route of ['GET /v1/waves/{waveId}/registration', 'POST /v1/waves/{waveId}/registration']) {
      const { status, json, text } = await ask(route, caller);
      expect([status, json['entryId']]).toEqual([200, entries[caller]]);
      expect(text).not.toContain(entries[caller === 'manage' ? 'other' : 'manage']);
    }
  });

  test('of one wave opens no registration in another', async () => {
    const answer = await system.send('GET', '/v1/waves/long-ago/registration', { token: tokens['manage']! });
    expect([answer.status, answer.json['type']]).toEqual([404, 'urn:gelombang:problem:unknown-registration']);
  });

  test('signed with the public key as a shared secret is refused', async () => {
    const { keys } = (await system.send('GET', '/.well-known/jwks.json')).json as { keys: { x: string; kid: string }[] };
    const secret = Buffer.from(keys[0]!.x, 'base64url');
    const forged = await new SignJWT(decodeJwt(tokens['manage']!))
      .setProtectedHeader({ ...decodeProtectedHeader(tokens['manage']!), alg: 'HS256' })
      .sign(secret);
    expect((await system.send('GET', '/v1/waves/open/registration', { token: forged })).status).toBe(401);
  });
});

test('the security headers are those of an API', () => {
  expect(SECURITY_HEADERS).toEqual({
    'strict-transport-security': 'max-age=31536000',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  });
});

describe('who types the NIK of somebody who is registered', () => {
  const type = (changes: object) => system.send('POST', '/v1/waves/open/registrations', { body: { ...applicant(), ...changes } });

  test.each<[string, object]>([
    ['another family card', { kk: '3174051203150099' }],
    ['another name', { fullName: 'Orang Lain' }],
    ['another birth date', { birthDate: '1992-08-26' }],
    ['another phone', { phone: '+6281111111111' }],
    ['another province', { province: '32' }],
    ['other answers', { laidOff: false, inFormalEducation: true, occupation: 'farmer' }],
  ])('with %s learns that it is registered with other details, word for word the same and nothing else', async (_, changes) => {
    const answer = await type(changes);
    expect(answer.status).toBe(409);
    expect(answer.json).toEqual({
      type: 'urn:gelombang:problem:registered-with-other-details',
      title: 'You are registered in this wave with other details; the first registration stands.',
      status: 409,
    });
    expect(answer.text).not.toContain(entries['manage']);
  });

  test('with all details right gets what the person got: the details are the password, and there is no lesser one', async () => {
    const { status, json } = await type({});
    expect([status, json['entryId']]).toEqual([200, entries['manage']]);
  });
});
