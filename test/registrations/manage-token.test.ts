import { type JWTHeaderParameters, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { checkManageToken } from '#shared/tokens/check-manage-token.ts';
import { MANAGE_AUDIENCE, MANAGE_TYPE } from '#shared/tokens/sign-tokens.ts';
import { signingKeyOf } from '#shared/tokens/signing-key.ts';

const key = signingKeyOf(Buffer.alloc(32, 9));
const other = signingKeyOf(Buffer.alloc(32, 1));
const CLAIMS = { waveId: '2020-04', registrationKey: 'ab'.repeat(32) };
const NOW = Date.parse('2020-08-09T00:00:00Z');

type Changes = {
  header?: Partial<JWTHeaderParameters>;
  audience?: string | undefined;
  exp?: number | undefined;
  signer?: typeof key;
};

/** What the key of this system has signed in the form of a manage token, but for the changes. */
async function tokenOf({ header, signer = key, ...changes }: Changes = {}) {
  const { audience, exp } = { audience: MANAGE_AUDIENCE, exp: NOW / 1000 + 60, ...changes };
  return new SignJWT({ ...CLAIMS, ...(audience && { aud: audience }), ...(exp && { exp }) })
    .setProtectedHeader({ alg: 'EdDSA', kid: key.keyId, typ: MANAGE_TYPE, ...header })
    .sign(signer.privateKey);
}
const check = async (changes: Changes) => checkManageToken([key, other], await tokenOf(changes), NOW);

test('a manage token by one of the keys is taken until its end', async () => {
  expect(await check({})).toEqual(CLAIMS);
  expect(await checkManageToken([other, key], await tokenOf(), NOW + 59_000)).toEqual(CLAIMS);
  expect(await checkManageToken([other, key], await tokenOf(), NOW + 60_000)).toBeUndefined();
});

test.each<[string, Changes]>([
  ['is for another audience', { audience: 'gelombang/payer' }],
  ['is for no audience', { audience: undefined }],
  ['is of another type', { header: { typ: 'JWT' } }],
  ['has no end', { exp: undefined }],
  ['names a key that nobody has published', { header: { kid: 'unknown' } }],
  ['names another key than the one that signed', { header: { kid: other.keyId } }],
  ['is signed by another key than the one it names', { signer: other }],
])('a token of the right key that %s opens nothing', async (_, changes) => {
  expect(await check(changes)).toBeUndefined();
});
