import { publicJwkSchema } from '#shared/partners/partner.ts';
import { thumbprint } from '#shared/tokens/signing-key.ts';

/** A public key as it is sent, by its thumbprint. */
export type PublicKey = { kty: 'OKP'; crv: 'Ed25519'; x: string; kid: string };

export type ReadKeys =
  | { outcome: 'keys'; keys: PublicKey[] }
  | { outcome: 'nothing' }
  /** The secret half: it must not be sent, nor stay on the screen. */
  | { outcome: 'private' }
  | { outcome: 'unreadable' }
  /** A public key, and no Ed25519 one in the form of RFC 8037, or with the id of another. */
  | { outcome: 'another' };

/** Members of a JWK that are secret, whatever its type (RFC 7518, 8037). */
const SECRET_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
/** RFC 8410: what stands before the 32 bytes of a public key in its DER document. */
const SPKI_ED25519 = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00);
const PUBLIC_PEM = /^-----BEGIN PUBLIC KEY-----\s+([\w+/=\s]+?)\s+-----END PUBLIC KEY-----$/;

/** What somebody has pasted: a JWK, a set of them, or a PEM document. A secret is looked for first, in whatever can't be read too. */
export function readKeys(text: string): ReadKeys {
  const given = text.trim();
  if (given === '') return { outcome: 'nothing' };
  if (/PRIVATE KEY|"d"\s*:/.test(given)) return { outcome: 'private' };
  const pem = PUBLIC_PEM.exec(given)?.[1];
  if (pem !== undefined) return keysOf([jwkOfPem(pem)]);
  const json = parsed(given);
  if (json === undefined) return { outcome: 'unreadable' };
  const keys = Array.isArray(json['keys']) ? (json['keys'] as unknown[]) : [json];
  return keys.some(isSecret) ? { outcome: 'private' } : keysOf(keys);
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function isSecret(key: unknown): boolean {
  return typeof key === 'object' && key !== null && SECRET_MEMBERS.some((member) => member in key);
}

function keysOf(given: readonly unknown[]): ReadKeys {
  const keys: PublicKey[] = [];
  for (const one of given) {
    const { data } = publicJwkSchema.safeParse(one);
    if (!data) return { outcome: 'another' };
    keys.push({ kty: 'OKP', crv: 'Ed25519', x: data.x, kid: thumbprint(data.x) });
  }
  return keys.length === 0 ? { outcome: 'unreadable' } : { outcome: 'keys', keys };
}

/** @returns undefined when the document holds another kind of key */
function jwkOfPem(base64: string): unknown {
  let der: Uint8Array;
  try {
    der = Uint8Array.from(atob(base64.replaceAll(/\s/g, '')), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
  const isEd25519 = der.length === SPKI_ED25519.length + 32 && SPKI_ED25519.every((byte, at) => der[at] === byte);
  if (!isEd25519) return undefined;
  const x = btoa(String.fromCharCode(...der.subarray(SPKI_ED25519.length)));
  return { kty: 'OKP', crv: 'Ed25519', x: x.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '') };
}
