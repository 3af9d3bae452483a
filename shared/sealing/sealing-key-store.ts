import { DeriveSharedSecretCommand, KeyAgreementAlgorithmSpec, type KMSClient } from '@aws-sdk/client-kms';
import type { DeriveSharedSecret } from './open-sealed.ts';

/** RFC 5480: what stands before the 65 bytes of an uncompressed point in the SubjectPublicKeyInfo of a P-256 key. */
const SPKI_P256 = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex');
const SECRET_BYTES = 32;

/** The private halves of the sealing keys, each by its ARN. */
export type SealingKeys = (keyId: string) => DeriveSharedSecret;

/** They stay in KMS: each opening is a call there, and stands in its audit trail. */
export function sealingKeyStore(client: KMSClient): SealingKeys {
  return (keyId) => async (point) => {
    const { SharedSecret } = await client.send(
      new DeriveSharedSecretCommand({
        KeyId: keyId,
        KeyAgreementAlgorithm: KeyAgreementAlgorithmSpec.ECDH,
        PublicKey: Buffer.concat([SPKI_P256, point]),
      }),
    );
    if (SharedSecret?.length !== SECRET_BYTES) throw new Error(`KMS answered a shared secret of ${SharedSecret?.length} bytes`);
    return SharedSecret;
  };
}
