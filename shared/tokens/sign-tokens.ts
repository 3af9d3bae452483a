import { sign } from 'node:crypto';
import { shardOf } from '../registrations/person-keys.ts';
import type { RegistrationItem } from '../registrations/registration-item.ts';
import type { SigningKey } from './signing-key.ts';

export const RECEIPT_TYPE = 'gelombang-receipt+jwt';
export const MANAGE_TYPE = 'gelombang-manage+jwt';
export const MANAGE_AUDIENCE = 'gelombang/manage';

/** A manage token outlives its wave by about a year, for results and appeals. */
const MANAGE_DAYS = 400;

export type Tokens = { receipt: string; manageToken: string };

/**
 * The two tokens of a registration, JWS compact. Made from the stored item alone and signed with Ed25519, which is deterministic:
 * a repeat of the registration gets the same bytes.
 */
export function signTokens(key: SigningKey, waveId: string, item: RegistrationItem, priority: boolean): Tokens {
  const { entryId, province, registeredAt, registrationKey } = item;
  const issuedAt = Math.floor(Date.parse(registeredAt) / 1000);
  return {
    receipt: compactJws(key, RECEIPT_TYPE, { waveId, entryId, shard: shardOf(registrationKey), province, priority, registeredAt }),
    manageToken: compactJws(key, MANAGE_TYPE, {
      aud: MANAGE_AUDIENCE,
      waveId,
      registrationKey,
      iat: issuedAt,
      exp: issuedAt + MANAGE_DAYS * 86_400,
    }),
  };
}

/** RFC 7515 compact serialization. Checking is left to a library; for writing, this is all there is to it, and the hot path has a budget of bytes. */
function compactJws(key: SigningKey, type: string, payload: object): string {
  const signed = `${base64url({ alg: 'EdDSA', kid: key.keyId, typ: type })}.${base64url(payload)}`;
  return `${signed}.${sign(null, Buffer.from(signed), key.privateKey).toString('base64url')}`;
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
