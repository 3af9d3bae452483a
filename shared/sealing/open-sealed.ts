import { createDecipheriv, ECDH } from 'node:crypto';
import { EPHEMERAL_KEY_BYTES, NONCE_BYTES, SEAL_VERSION, sealingKeyOf, TAG_BYTES } from './seal.ts';

/** What holds the private half: KMS's DeriveSharedSecret. @param publicKey uncompressed point, 65 bytes @returns x coordinate, 32 bytes */
export type DeriveSharedSecret = (publicKey: Uint8Array) => Promise<Uint8Array>;

/**
 * Opens what `sealTo` sealed.
 * @throws when the bytes were changed, cut, sealed to another key, or belong to another item
 */
export async function openSealed(sealed: Uint8Array, associatedData: string, derive: DeriveSharedSecret): Promise<string> {
  if (sealed[0] !== SEAL_VERSION) throw new Error(`sealed data of unknown version ${sealed[0]}`);
  const ephemeralKey = sealed.subarray(1, 1 + EPHEMERAL_KEY_BYTES);
  const nonce = sealed.subarray(1 + EPHEMERAL_KEY_BYTES, 1 + EPHEMERAL_KEY_BYTES + NONCE_BYTES);
  const body = sealed.subarray(1 + EPHEMERAL_KEY_BYTES + NONCE_BYTES, -TAG_BYTES);
  const point = ECDH.convertKey(Buffer.from(ephemeralKey), 'prime256v1', undefined, undefined, 'uncompressed') as Buffer;
  const key = sealingKeyOf(await derive(point), ephemeralKey);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce)
    .setAAD(Buffer.from(associatedData))
    .setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
}
