import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { keysOfSet, type PublicKey } from '../tokens/public-keys.ts';
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

/** The keys by which signatures are checked: the one that signs now, and those that did before a rotation (a JWK set). */
export function publicKeysReader(
  client: SecretsManagerClient,
  names: Record<'signingSecret' | 'retiredKeys', string>,
): () => Promise<PublicKey[]> {
  const current = signingKeyReader(client, names.signingSecret);
  const retired = keysOfSet(names.retiredKeys);
  return async () => {
    const { keyId, x } = await current();
    return [{ keyId, x }, ...retired.filter((key) => key.keyId !== keyId)];
  };
}
