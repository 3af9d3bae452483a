import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type SigningKey, signingKeyOf } from '../tokens/signing-key.ts';
import { secretBytes } from './secrets-store.ts';

/** The key that signs now, read once per execution environment. @param secretId of its 32-byte seed */
export function signingKeyReader(client: SecretsManagerClient, secretId: string): () => Promise<SigningKey> {
  const seed = secretBytes(client, secretId);
  let key: SigningKey | undefined;
  return async () => {
    key ??= signingKeyOf(await seed());
    return key;
  };
}
