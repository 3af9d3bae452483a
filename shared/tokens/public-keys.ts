import { createPublicKey, type KeyObject } from 'node:crypto';
import * as z from 'zod/mini';
import { thumbprint } from './signing-key.ts';

/** The public half of an Ed25519 key: its 32 bytes in base64url, and its thumbprint. */
export type PublicKey = { keyId: string; x: string };

/** A JSON Web Key Set of Ed25519 keys, RFC 8037. Other members of a key are left aside. */
const jwkSetSchema = z.object({
  keys: z.array(
    z.object({
      kty: z.literal('OKP'),
      crv: z.literal('Ed25519'),
      x: z.string().check(z.regex(/^[\w-]{43}$/)),
      kid: z.string(),
    }),
  ),
});

/** The JWK set served at /.well-known/jwks.json. */
export function jwkSet(keys: readonly PublicKey[]) {
  return { keys: keys.map(({ keyId, x }) => ({ kty: 'OKP', crv: 'Ed25519', x, kid: keyId, alg: 'EdDSA', use: 'sig' })) };
}

/** The keys of a JWK set. @param json its text @throws when it isn't one, or names a key by another id than its thumbprint */
export function keysOfSet(json: string): PublicKey[] {
  return jwkSetSchema.parse(JSON.parse(json)).keys.map(({ x, kid }) => {
    if (thumbprint(x) !== kid) throw new Error(`the key set has a key by the id ${kid}, which is not its thumbprint`);
    return { keyId: kid, x };
  });
}

/** Finds the key for a key id, as a signature's header names it; undefined for a foreign one. */
export type KeyFinder = (keyId: string | undefined) => KeyObject | undefined;

export function keyFinder(keys: readonly PublicKey[]): KeyFinder {
  const byId = new Map(
    keys.map(({ keyId, x }) => [keyId, createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } })]),
  );
  return (keyId) => (keyId === undefined ? undefined : byId.get(keyId));
}
