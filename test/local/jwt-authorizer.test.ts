import { join } from 'node:path';
import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { beforeEach, expect, test } from 'vitest';
import { createClock } from '#infra/local/clock.ts';
import { type JwtAuthorizer, jwtAuthorizer } from '#infra/local/http/jwt-authorizer.ts';
import { type JwtIssuer, openJwtIssuer } from '#infra/local/http/jwt-issuer.ts';
import { temporaryFolder } from './fixture-assembly.ts';

const ISSUER = 'https://cognito-idp.ap-southeast-3.amazonaws.com/pool';
const NOON = Date.parse('2020-04-11T12:00:00Z');
const HOUR = 3_600_000;
let clock = createClock(NOON);
let pool: JwtIssuer;
let authorize: JwtAuthorizer;

beforeEach(async () => {
  clock = createClock(NOON);
  pool = await openJwtIssuer(ISSUER, join(temporaryFolder(), 'pool.pem'), clock);
  authorize = jwtAuthorizer({ issuer: ISSUER, audiences: ['client'], keys: pool.keys, clock });
});
const token = (clientId = 'client') => pool.accessToken({ clientId, groups: ['officer', 'auditor'], username: 'somebody' });
const refused = (description: string) => ({ refused: { description } });

test('a token of the pool is let in, and its claims are texts as AWS passes them', async () => {
  for (const header of [`Bearer ${await token()}`, `bearer ${await token()}`, await token()]) {
    expect(await authorize(header)).toMatchObject({
      claims: {
        iss: ISSUER,
        client_id: 'client',
        'cognito:groups': '[officer auditor]',
        token_use: 'access',
        exp: String(NOON / 1000 + 12 * 3600),
      },
    });
  }
});

test('it ends after 12 hours of the runtime clock', async () => {
  const early = `Bearer ${await token()}`;
  clock.advanceTo(NOON + 12 * HOUR - 1_000);
  expect(await authorize(early)).toHaveProperty('claims');
  clock.advanceTo(NOON + 12 * HOUR);
  expect(await authorize(early)).toEqual(refused('the token has expired'));
});

test('a token of another audience, issuer or key is refused', async () => {
  expect(await authorize(`Bearer ${await token('other-client')}`)).toEqual(refused('the token is for another audience'));
  const elsewhere = jwtAuthorizer({ issuer: `${ISSUER}2`, audiences: ['client'], keys: pool.keys, clock });
  expect(await elsewhere(`Bearer ${await token()}`)).toEqual(refused('the token is not valid'));
  const foreign = await openJwtIssuer(ISSUER, join(temporaryFolder(), 'foreign.pem'), clock);
  const forged = await foreign.accessToken({ clientId: 'client', groups: ['officer'], username: 'x' });
  expect(await authorize(`Bearer ${forged}`)).toEqual(refused('the token is not valid'));
});

test('unsigned tokens, tokens of a shared secret, without an end, from the future, and garbage are refused', async () => {
  const claims = { client_id: 'client', iss: ISSUER, exp: NOON / 1000 + 60 };
  expect(await authorize(`Bearer ${new UnsecuredJWT(claims).encode()}`)).toHaveProperty('refused.description');
  const shared = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new Uint8Array(32));
  expect(await authorize(`Bearer ${shared}`)).toHaveProperty('refused.description');
  const { privateKey } = await generateKeyPair('RS256');
  const endless = await new SignJWT({ client_id: 'client', iss: ISSUER }).setProtectedHeader({ alg: 'RS256' }).sign(privateKey);
  expect(await authorize(`Bearer ${endless}`)).toHaveProperty('refused.description');
  const future = await openJwtIssuer(ISSUER, join(temporaryFolder(), 'p.pem'), { now: () => NOON + HOUR });
  const early = jwtAuthorizer({ issuer: ISSUER, audiences: ['client'], keys: future.keys, clock });
  const made = await future.accessToken({ clientId: 'client', groups: [], username: 'x' });
  expect(await early(`Bearer ${made}`)).toEqual(refused('the token was issued in the future'));
  for (const garbage of ['Bearer x', 'Bearer a.b.c', 'Basic eDp5', 'Bearer {}', `Bearer ${'.'.repeat(10_000)}`]) {
    expect(await authorize(garbage)).toHaveProperty('refused.description');
  }
});

test('no token at all', async () => {
  for (const none of [undefined, '', 'Bearer ']) expect(await authorize(none)).toEqual({ refused: 'missing' });
});
