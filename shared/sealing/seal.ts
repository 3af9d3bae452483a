import {
  createCipheriv,
  createECDH,
  createPublicKey,
  createSecretKey,
  type ECDH,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/**
 * Sealing: ECIES on P-256 with HKDF-SHA-256 and AES-256-GCM. Layout of the sealed bytes:
 * version (1) ‖ ephemeral public key, compressed (33) ‖ nonce (12) ‖ ciphertext ‖ tag (16).
 * The associated data binds them to the item they belong to. The private half is in KMS (usage KEY_AGREEMENT), so that who can
 * seal can't open.
 */
export const SEAL_VERSION = 1;
export const EPHEMERAL_KEY_BYTES = 33;
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;
const CURVE = 'prime256v1';

/**
 * Seals that share one ephemeral key: a key agreement costs 100 µs, a seal under an agreed key 3 µs. The process that holds the key
 * sees the same data in clear anyway; 4,096 random nonces under one key are far below GCM's bound of 2^32.
 */
const SEALS_PER_AGREEMENT = 4_096;

export type Seal = (plaintext: string, associatedData: string) => Uint8Array;

/** @param publicKey SubjectPublicKeyInfo (DER), base64, of a P-256 key */
export function sealTo(publicKey: string): Seal {
  const recipient = uncompressedPoint(publicKey);
  let agreed = agree(recipient);
  let sealsLeft = SEALS_PER_AGREEMENT;
  return (plaintext, associatedData) => {
    if (sealsLeft-- === 0) {
      agreed = agree(recipient);
      sealsLeft = SEALS_PER_AGREEMENT - 1;
    }
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', agreed.key, nonce).setAAD(Buffer.from(associatedData));
    return Buffer.concat([
      Uint8Array.of(SEAL_VERSION),
      agreed.ephemeralKey,
      nonce,
      cipher.update(plaintext, 'utf8'),
      cipher.final(),
      cipher.getAuthTag(),
    ]);
  };
}

/** The AES key of one agreement. @param sharedSecret x coordinate, 32 bytes @param ephemeralKey compressed, 33 bytes */
export function sealingKeyOf(sharedSecret: Uint8Array, ephemeralKey: Uint8Array): Buffer {
  return Buffer.from(
    hkdfSync('sha256', sharedSecret, new Uint8Array(0), Buffer.concat([Buffer.from('gelombang/seal/v1\n'), ephemeralKey]), 32),
  );
}

function agree(recipient: Buffer): { key: KeyObject; ephemeralKey: Buffer } {
  const ephemeral: ECDH = createECDH(CURVE);
  ephemeral.generateKeys();
  const ephemeralKey = ephemeral.getPublicKey(null, 'compressed');
  return { key: createSecretKey(sealingKeyOf(ephemeral.computeSecret(recipient), ephemeralKey)), ephemeralKey };
}

function uncompressedPoint(publicKey: string): Buffer {
  const { x, y } = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' }).export({
    format: 'jwk',
  });
  return Buffer.concat([Uint8Array.of(4), Buffer.from(x as string, 'base64url'), Buffer.from(y as string, 'base64url')]);
}
