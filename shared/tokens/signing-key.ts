import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { fromHex } from '../draw/hex.ts';

/** The Ed25519 pair that signs receipts, manage tokens and evidence. */
export type SigningKey = { privateKey: KeyObject; publicKey: KeyObject; keyId: string; x: string };

/** RFC 8410: what stands before the 32 seed bytes in a PKCS #8 document. */
const PKCS8_ED25519 = fromHex('302e020100300506032b657004220420');

/** @param seed 32 bytes */
export function signingKeyOf(seed: Uint8Array): SigningKey {
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey);
  const x = publicKey.export({ format: 'jwk' }).x as string;
  return { privateKey, publicKey, keyId: thumbprint(x), x };
}

/** RFC 7638: a key's thumbprint is its id, so that nobody has to hand ids out. @param x the public key's 32 bytes, base64url */
export function thumbprint(x: string): string {
  return createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url');
}
