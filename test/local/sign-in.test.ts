import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isRegistered } from '#infra/local/sign-in/redirects.ts';
import { type System, startSystem } from '../support/running-system.ts';

let system: System;
let clientId = '';
const VERIFIER = 'v'.repeat(43);
const challenge = createHash('sha256').update(VERIFIER).digest('base64url');
const at = (path: string) => `${system.runtime.url}${path}`;
const CALLBACK = '/petugas/masuk';

beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00.000Z');
  clientId = JSON.parse((await system.send('GET', '/officers-sign-in.json')).text).clientId as string;
});
afterAll(() => system?.stop());

const authorize = (changes: Record<string, string> = {}, form?: Record<string, string>) => {
  const query = { response_type: 'code', client_id: clientId, redirect_uri: at(CALLBACK), state: 'a&b', ...changes };
  const proof = { code_challenge: challenge, code_challenge_method: 'S256', ...changes };
  return fetch(at(`/oauth2/authorize?${new URLSearchParams({ ...query, ...proof })}`), {
    redirect: 'manual',
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  });
};
const codeOf = async (form: Record<string, string> = { who: 'siti officer' }) => {
  const { status, headers } = await authorize({}, form);
  expect(status).toBe(303);
  const { origin, pathname, searchParams } = new URL(headers.get('location')!);
  expect([`${origin}${pathname}`, searchParams.get('state')]).toEqual([at(CALLBACK), 'a&b']);
  return searchParams.get('code')!;
};
const tokens = async (form: Record<string, string>) => {
  const body = new URLSearchParams({ client_id: clientId, ...form });
  const response = await fetch(at('/oauth2/token'), { method: 'POST', body });
  return { status: response.status, json: (await response.json()) as Record<string, string> };
};
const redeem = (code: string, changes: Record<string, string> = {}) =>
  tokens({ grant_type: 'authorization_code', code, redirect_uri: at(CALLBACK), code_verifier: VERIFIER, ...changes });

test('a code becomes tokens that the API takes for an hour, and a refresh token renews them for half a day', async () => {
  const { status, json } = await redeem(await codeOf());
  expect([status, json['token_type'], json['expires_in']]).toEqual([200, 'Bearer', 3600]);
  const reads = async (token: string) => (await system.send('GET', '/v1/proposals', { token })).status;
  expect(await reads(json['access_token']!)).toBe(200);
  system.advanceTo('2020-08-08T05:05:00.000Z');
  expect(await reads(json['access_token']!)).toBe(401);
  const renewed = await tokens({ grant_type: 'refresh_token', refresh_token: json['refresh_token']! });
  expect(await reads(renewed.json['access_token']!)).toBe(200);
  system.advanceTo('2020-08-08T16:10:00.000Z');
  expect((await tokens({ grant_type: 'refresh_token', refresh_token: json['refresh_token']! })).json).toEqual({
    error: 'invalid_grant',
  });
});

test('a code is good once, for five minutes, for its verifier, address and client', async () => {
  const code = await codeOf();
  expect((await redeem(code)).status).toBe(200);
  expect((await redeem(code)).json).toEqual({ error: 'invalid_grant' });
  for (const changes of [{ code_verifier: 'w'.repeat(43) }, { redirect_uri: at('/en/officers/sign-in') }, { client_id: 'x' }]) {
    const one = await codeOf();
    expect((await redeem(one, changes)).status).toBe(400);
  }
  // A wrong guess uses the code up.
  const guessed = await codeOf();
  await redeem(guessed, { code_verifier: 'a guess' });
  expect((await redeem(guessed)).json).toEqual({ error: 'invalid_grant' });
  const late = await codeOf();
  system.advanceTo(new Date(system.runtime.clock.now() + 300_000).toISOString());
  expect((await redeem(late)).json).toEqual({ error: 'invalid_grant' });
});

test('nobody is sent to an address that is not the client’s, not even with an error', async () => {
  for (const changes of [
    { redirect_uri: 'https://example.com/petugas/masuk' },
    { redirect_uri: at('/petugas') },
    { redirect_uri: `${at(CALLBACK)}?x` },
    { client_id: 'x' },
  ]) {
    const { status, headers } = await authorize(changes, { who: 'siti officer' });
    expect([status, headers.get('location')]).toEqual([400, null]);
  }
  const out = await fetch(at(`/logout?client_id=${clientId}&logout_uri=https://example.com/petugas`), { redirect: 'manual' });
  expect([out.status, out.headers.get('location')]).toEqual([400, null]);
});

test('what is no code flow with PKCE is refused at the client', async () => {
  const changes: Record<string, string>[] = [
    { response_type: 'token' },
    { code_challenge_method: 'plain' },
    { code_challenge: '' },
  ];
  for (const change of changes) {
    const { status, headers } = await authorize(change, { who: 'siti officer' });
    expect(status).toBe(303);
    expect(new URL(headers.get('location')!).searchParams.get('error')).toMatch(/^(?:unsupported_response_type|invalid_request)$/);
  }
});

test('a role that is not there, or none, is told on the page, whose markup nobody writes', async () => {
  for (const form of [{ who: 'siti chief' }, { name: 'siti' }, { name: '<b>', role: 'officer' }]) {
    const answer = await authorize({}, form);
    const text = await answer.text();
    expect([answer.status, text.includes('class="fault"'), text.includes('<b>')]).toEqual([400, true, false]);
  }
});

test('only what Cognito would do is done: other methods are refused, large forms too', async () => {
  for (const [method, path] of [
    ['GET', '/oauth2/token'],
    ['POST', '/logout'],
    ['DELETE', '/oauth2/authorize'],
    ['POST', '/officers-sign-in.json'],
  ] as const)
    expect([path, (await fetch(at(path), { method })).status]).toEqual([path, 405]);
  expect((await fetch(at('/oauth2/token'), { method: 'POST', body: 'x'.repeat(20_000) })).status).toBe(413);
  expect((await tokens({ grant_type: 'password' })).json).toEqual({ error: 'unsupported_grant_type' });
});

test('an address of this machine may have any port, and no other address may', () => {
  const registered = ['http://localhost:8787/petugas/masuk', 'https://gelombang.example/petugas/masuk'];
  for (const address of [...registered, 'http://127.0.0.1:1/petugas/masuk', 'http://[::1]/petugas/masuk'])
    expect([address, isRegistered(address, registered)]).toEqual([address, true]);
  for (const address of [
    ...['http://localhost/petugas', 'http://localhost/petugas/masuk#x', 'http://localhost.example/petugas/masuk'],
    ...['https://localhost/petugas/masuk', 'https://gelombang.example:1/petugas/masuk', 'nothing', ''],
  ])
    expect([address, isRegistered(address, registered)]).toEqual([address, false]);
});
