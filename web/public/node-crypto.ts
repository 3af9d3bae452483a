import { sha256 } from '@noble/hashes/sha2.js';
import { base64url } from 'jose';
import { bytesOf } from '#shared/bytes.ts';
import { toHex } from '#shared/draw/hex.ts';

/** What the verifier and the survey of a list ask of `node:crypto`, for browsers: the build puts it in that module's place. */
export function createHash() {
  const hash = sha256.create();
  return {
    update(bytes: Uint8Array | string) {
      hash.update(typeof bytes === 'string' ? bytesOf(bytes) : bytes);
      return this;
    },
    digest(form?: 'hex' | 'base64url') {
      const bytes = hash.digest();
      if (form === undefined) return bytes;
      return form === 'hex' ? toHex(bytes) : base64url.encode(bytes);
    },
  };
}

/** jose takes a JSON Web Key as it is. */
export function createPublicKey({ key }: { key: object }) {
  return { ...key, alg: 'EdDSA' };
}

/** Nobody signs, seals or keys anything in a browser; modules that can are only asked for their names. */
export const createPrivateKey = refuse;
export const createHmac = refuse;
export const sign = refuse;

function refuse(): never {
  throw new Error('that is done by the programme alone');
}
