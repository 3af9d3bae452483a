import { createPublicKey, diffieHellman, type KeyObject } from 'node:crypto';
import { type JsonService, ServiceError } from './json-service.ts';

export type LocalKey = { id: string; arn: string; privateKey: KeyObject };

const AGREEMENT = 'ECDH';

/** KMS for one kind of key, ECC_NIST_P256 for key agreement: the public half, and a shared secret with somebody else's. */
export function kms(keys: ReadonlyMap<string, LocalKey>): JsonService {
  function find(keyId: unknown): LocalKey {
    const key = [...keys.values()].find(({ id, arn }) => keyId === id || keyId === arn);
    if (!key) throw new ServiceError('NotFoundException', `Key '${String(keyId)}' does not exist`);
    return key;
  }
  return {
    name: 'KMS',
    operations: {
      GetPublicKey(input: { KeyId?: string }) {
        const key = find(input.KeyId);
        const publicKey = createPublicKey(key.privateKey).export({ type: 'spki', format: 'der' });
        return {
          KeyId: key.arn,
          PublicKey: publicKey.toString('base64'),
          KeySpec: 'ECC_NIST_P256',
          CustomerMasterKeySpec: 'ECC_NIST_P256',
          KeyUsage: 'KEY_AGREEMENT',
          KeyAgreementAlgorithms: [AGREEMENT],
        };
      },
      DeriveSharedSecret(input: { KeyId?: string; KeyAgreementAlgorithm?: string; PublicKey?: string }) {
        const key = find(input.KeyId);
        if (input.KeyAgreementAlgorithm !== AGREEMENT) {
          throw new ServiceError('ValidationException', `KeyAgreementAlgorithm must be ${AGREEMENT}.`);
        }
        return {
          KeyId: key.arn,
          SharedSecret: sharedSecret(key, String(input.PublicKey)).toString('base64'),
          KeyAgreementAlgorithm: AGREEMENT,
          KeyOrigin: 'AWS_KMS',
        };
      },
    },
  };
}

function sharedSecret(key: LocalKey, publicKeyBase64: string): Buffer {
  try {
    const publicKey = createPublicKey({ key: Buffer.from(publicKeyBase64, 'base64'), format: 'der', type: 'spki' });
    return diffieHellman({ privateKey: key.privateKey, publicKey });
  } catch {
    throw new ServiceError('ValidationException', 'PublicKey is not the DER-encoded SubjectPublicKeyInfo of a NIST P-256 key.');
  }
}
