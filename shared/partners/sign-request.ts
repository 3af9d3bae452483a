import { type KeyObject, sign } from 'node:crypto';
import { sha256Hex } from '../evidence/sha256.ts';
import { activationsPath, LONGEST_LIFE_SECONDS, PARTNER_AUDIENCE, PARTNER_TYPE, type RequestClaims } from './signed-request.ts';

/** A partner's own key. `keyId` is the thumbprint of its public half (RFC 7638). */
export type PartnerKey = { partnerId: string; keyId: string; privateKey: KeyObject };

/** By what one try of a request is told from every other, and its tries from those of other requests; `now` is epoch milliseconds. */
export type RequestNames = { idempotencyKey: string; nonce: string; now: number };

export type SignedRequest<Body> = { method: 'POST'; path: string; headers: Record<string, string>; body: Body };

/**
 * An activation as a partner sends it: path, headers and body. A partner that gets no answer signs again with another nonce and
 * sends the same body by the same idempotency key.
 */
export function signedActivation(
  key: PartnerKey,
  { waveId, entryId, ...names }: { waveId: string; entryId: string } & RequestNames,
): SignedRequest<string> {
  return signedRequest(key, activationsPath(key.partnerId), JSON.stringify({ waveId, entryId }), names);
}

/** Any request of a partner. @param names 16 to 64 characters of A-Z, a-z, 0-9, _ and - each */
export function signedRequest<Body extends string | Uint8Array>(
  key: PartnerKey,
  path: string,
  body: Body,
  { idempotencyKey, nonce, now }: RequestNames,
): SignedRequest<Body> {
  const iat = Math.floor(now / 1000);
  const token = signClaims(key, {
    iss: key.partnerId,
    aud: PARTNER_AUDIENCE,
    iat,
    exp: iat + LONGEST_LIFE_SECONDS,
    jti: nonce,
    htm: 'POST',
    htu: path,
    body: sha256Hex(body),
    idem: idempotencyKey,
  });
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': `"${idempotencyKey}"`,
    authorization: `Bearer ${token}`,
  };
  return { method: 'POST', path, headers, body };
}

/** JWS compact, EdDSA. */
export function signClaims({ keyId, privateKey }: PartnerKey, claims: RequestClaims): string {
  const signed = `${base64url({ alg: 'EdDSA', kid: keyId, typ: PARTNER_TYPE })}.${base64url(claims)}`;
  return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`;
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
