import { CompactSign, compactVerify, importJWK } from 'jose';
import { describe, expect, test } from 'vitest';
import { checkEvidenceSignature, signEvidence } from '#shared/tokens/evidence-signature.ts';
import { jwkSet, keyFinder, keysOfSet } from '#shared/tokens/public-keys.ts';
import { signingKeyOf } from '#shared/tokens/signing-key.ts';

const key = signingKeyOf(Buffer.alloc(32, 7));
const other = signingKeyOf(Buffer.alloc(32, 8));
const PATH = '2020-04/winners.csv';
const BYTES = Buffer.from('1,00,31,a,0\n');
const check = (path: string, bytes: Uint8Array, signature: string) =>
  checkEvidenceSignature(keyFinder([key]), path, bytes, signature);

describe('the signature of a public file', () => {
  test('is a JWS with detached content that any library checks when the content is put back', async () => {
    const [header, nothing, signature] = (await signEvidence(key, PATH, BYTES)).trim().split('.');
    expect(nothing).toBe('');
    const jwk = jwkSet([key]).keys[0]!;
    const { payload } = await compactVerify(`${header}.${BYTES.toString('base64url')}.${signature}`, await importJWK(jwk));
    expect(Buffer.from(payload)).toEqual(BYTES);
  });

  test('is the same bytes each time, and checks', async () => {
    const signature = await signEvidence(key, PATH, BYTES);
    expect(await signEvidence(key, PATH, BYTES)).toBe(signature);
    expect(await check(PATH, BYTES, signature)).toEqual({ keyId: key.keyId });
  });

  test('of other bytes, of another file, by a foreign key, of another kind, or no signature at all, each is named', async () => {
    const signature = await signEvidence(key, PATH, BYTES);
    const flipped = Buffer.from(BYTES);
    flipped[0]! ^= 1;
    expect(await check(PATH, flipped, signature)).toEqual({ fault: 'does not belong to these bytes' });
    expect(await check('2020-05/winners.csv', BYTES, signature)).toEqual({
      fault: 'is the signature of another file, 2020-04/winners.csv',
    });
    expect(await check(PATH, BYTES, await signEvidence(other, PATH, BYTES))).toEqual({
      fault: `is by a key that is not among the published ones (${other.keyId})`,
    });
    // A foreign signature under the published key's id.
    const [, , forged] = (await signEvidence(other, PATH, BYTES)).split('.');
    expect(await check(PATH, BYTES, `${signature.split('.')[0]}..${forged}`)).toEqual({ fault: 'does not belong to these bytes' });
    const header = { alg: 'EdDSA', kid: key.keyId, file: PATH };
    const typed = async (typ: string) =>
      (await new CompactSign(BYTES).setProtectedHeader({ ...header, typ }).sign(key.privateKey)).split('.');
    const [receipt, , signed] = await typed('gelombang-receipt+jwt');
    expect(await check(PATH, BYTES, `${receipt}..${signed}\n`)).toEqual({ fault: 'is a JWS of another type' });
    const attached = (await typed('gelombang-evidence+jws')).join('.');
    expect(await check(PATH, BYTES, `${attached}\n`)).toEqual({ fault: 'is no JWS with detached content' });
    for (const nonsense of ['', 'x', '..', 'a.b.c', '{}', `${signature.trim()}.x`, 'e30..e30', `${'x'.repeat(50)}..zz`]) {
      expect(await check(PATH, BYTES, nonsense), nonsense).toHaveProperty('fault');
    }
  });
});

test('a key set gives its keys by their thumbprints, and is refused when it names one by another id', () => {
  const set = jwkSet([key, other]);
  expect(keysOfSet(JSON.stringify(set)).map(({ keyId }) => keyId)).toEqual([key.keyId, other.keyId]);
  expect(() => keysOfSet(JSON.stringify({ keys: [{ ...set.keys[0], kid: other.keyId }] }))).toThrow('not its thumbprint');
});
