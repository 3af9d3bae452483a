import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { CompactSign, UnsecuredJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { checkPartnerRequest, type ReceivedRequest } from '#shared/partners/check-request.ts';
import type { Partner } from '#shared/partners/partner.ts';
import { partnerOf } from '#shared/partners/register-partner.ts';
import { signClaims, signedActivation } from '#shared/partners/sign-request.ts';
import { activationsPath, PARTNER_TYPE, type RequestClaims } from '#shared/partners/signed-request.ts';
import { aPartner } from './a-partner.ts';

const NOW = Date.parse('2020-08-20T03:00:00.400Z');
const SECONDS = Math.floor(NOW / 1000);
const { key, body } = aPartner('pijar');
const other = aPartner('pijar');
const ENTRY = 'e'.repeat(32);
const IDEMPOTENCY_KEY = 'activation-of-4711';

const partner = partnerOf({ partnerId: 'pijar', ...body });
const activation = (now = NOW) =>
  signedActivation(key, { waveId: '2020-04', entryId: ENTRY, idempotencyKey: IDEMPOTENCY_KEY, nonce: 'n'.repeat(22), now });

function received(changes: Partial<ReceivedRequest> = {}): ReceivedRequest {
  const { headers, method, path, body: bytes } = activation();
  return {
    partnerId: 'pijar',
    method,
    path,
    token: headers['authorization']!.replace('Bearer ', ''),
    idempotencyKey: IDEMPOTENCY_KEY,
    body: Buffer.from(bytes),
    ...changes,
  };
}
const check = (changes: Partial<ReceivedRequest> = {}, of: Partner | undefined = partner, now = NOW) =>
  checkPartnerRequest({ read: async () => of }, received(changes), now);

/** The claims of the request as it is, with some of them changed. */
function claims(changes: Partial<Record<keyof RequestClaims, unknown>> = {}): RequestClaims {
  const [, payload] = received().token!.split('.');
  return { ...JSON.parse(Buffer.from(payload!, 'base64url').toString()), ...changes };
}
const withClaims = (changes: Partial<Record<keyof RequestClaims, unknown>>, now = NOW) =>
  check({ token: signClaims(key, claims(changes)) }, partner, now);
const withHeader = async (header: object, signer = key.privateKey) =>
  check({
    token: await new CompactSign(Buffer.from(JSON.stringify(claims())))
      .setProtectedHeader({ alg: 'EdDSA', kid: key.keyId, typ: PARTNER_TYPE, ...header })
      .sign(signer),
  });

test('a request as it was signed is taken, and says whose it is', async () => {
  expect(await check()).toEqual({
    partnerId: 'pijar',
    nonce: 'n'.repeat(22),
    idempotencyKey: IDEMPOTENCY_KEY,
    bodyHash: claims().body,
  });
});

describe('of another request nothing is taken', () => {
  test.each<[string, Partial<ReceivedRequest>]>([
    ['another body', { body: Buffer.from(JSON.stringify({ waveId: '2020-04', entryId: 'f'.repeat(32) })) }],
    ['the same body written otherwise', { body: Buffer.from(`${activation().body} `) }],
    ['no body', { body: Buffer.alloc(0) }],
    ['another idempotency key', { idempotencyKey: 'activation-of-4712' }],
    ['no idempotency key', { idempotencyKey: undefined }],
    ['another path', { path: activationsPath('other') }],
    ['another method', { method: 'PUT' }],
    ['no token', { token: undefined }],
    ['a token that is none', { token: 'a.b.c' }],
    ['the path of nobody', { partnerId: undefined }],
    ['a partner that can not be', { partnerId: '../pijar' }],
  ])('%s', async (_, changes) => {
    expect(await check(changes)).toBeUndefined();
  });

  test('a partner that is not there, or is suspended', async () => {
    expect(await checkPartnerRequest({ read: async () => undefined }, received(), NOW)).toBeUndefined();
    expect(await check({}, { ...partner, state: 'suspended' })).toBeUndefined();
  });
});

describe('signatures', () => {
  test('by a key that is not the partner’s, whatever id it gives itself', async () => {
    for (const keyId of [key.keyId, other.key.keyId])
      expect(await check({ token: signClaims({ ...other.key, keyId }, claims()) })).toBeUndefined();
  });

  test('by a key that was taken away', async () => {
    expect(await check({}, partnerOf({ partnerId: 'pijar', ...other.body }))).toBeUndefined();
  });

  test('by each of its keys', async () => {
    const both = { ...body, keys: [...other.body.keys, ...body.keys] };
    const withBoth = partnerOf({ partnerId: 'pijar', ...both });
    for (const signer of [key, other.key])
      expect(await check({ token: signClaims(signer, claims()) }, withBoth)).toMatchObject({ partnerId: 'pijar' });
  });

  test('with the signature cut, or the claims changed after it', async () => {
    const [header, payload, signature] = received().token!.split('.') as [string, string, string];
    const changed = Buffer.from(JSON.stringify(claims({ jti: 'm'.repeat(22) }))).toString('base64url');
    for (const token of [`${header}.${payload}.`, `${header}.${payload}`, `${header}.${changed}.${signature}`])
      expect(await check({ token })).toBeUndefined();
  });

  test('with alg none, with the public key as a shared secret, with another curve, without a key id, of another type', async () => {
    expect(await withHeader({})).toBeDefined();
    expect(await check({ token: new UnsecuredJWT(claims()).encode() })).toBeUndefined();
    const header = (alg: string) => Buffer.from(JSON.stringify({ alg, kid: key.keyId, typ: PARTNER_TYPE })).toString('base64url');
    const payload = Buffer.from(JSON.stringify(claims())).toString('base64url');
    const secret = Buffer.from(body.keys[0]!.x, 'base64url');
    const hmac = createHmac('sha256', secret)
      .update(`${header('HS256')}.${payload}`)
      .digest('base64url');
    expect(await check({ token: `${header('HS256')}.${payload}.${hmac}` })).toBeUndefined();
    const byEs256 = sign('sha256', Buffer.from(`${header('ES256')}.${payload}`), {
      key: generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey,
      dsaEncoding: 'ieee-p1363',
    });
    expect(await check({ token: `${header('ES256')}.${payload}.${byEs256.toString('base64url')}` })).toBeUndefined();
    expect(await withHeader({ kid: undefined })).toBeUndefined();
    for (const typ of ['gelombang-manage+jwt', 'JWT', undefined]) expect(await withHeader({ typ }), typ).toBeUndefined();
  });
});

describe('claims', () => {
  test.each<[string, Partial<Record<keyof RequestClaims, unknown>>]>([
    ['another issuer', { iss: 'other' }],
    ['another audience', { aud: 'gelombang/manage' }],
    ['no nonce', { jti: undefined }],
    ['a nonce of 15 characters', { jti: 'n'.repeat(15) }],
    ['a nonce of 65 characters', { jti: 'n'.repeat(65) }],
    ['a nonce with a space', { jti: `${'n'.repeat(20)} n` }],
    ['no beginning', { iat: undefined }],
    ['no end', { exp: undefined }],
    ['an end that is a text', { exp: String(SECONDS + 100) }],
    ['a life of 301 seconds', { exp: SECONDS + 301 }],
    ['an end before the beginning', { iat: SECONDS + 20, exp: SECONDS + 10 }],
    ['no body', { body: undefined }],
    ['no idempotency key', { idem: undefined }],
  ])('%s', async (_, changes) => {
    expect(await withClaims({})).toBeDefined();
    expect(await withClaims(changes)).toBeUndefined();
  });

  test('hold for as long as they say, and a minute for clocks that differ', async () => {
    const life = { iat: SECONDS, exp: SECONDS + 300 };
    const at = (seconds: number) => withClaims(life, (SECONDS + seconds) * 1000);
    expect(await at(-60)).toBeDefined();
    expect(await at(-61)).toBeUndefined();
    expect(await at(359)).toBeDefined();
    expect(await at(360)).toBeUndefined();
  });
});
