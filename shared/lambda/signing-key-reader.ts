import { type SigningKey, signingKeyOf } from '../tokens/signing-key.ts';
import type { AwsJsonClient } from './aws-json-client.ts';
import { secretBytes } from './secrets-store.ts';

/** The key that signs now, read once per execution environment. @param secretId of its 32-byte seed */
export function signingKeyReader(client: AwsJsonClient, secretId: string): () => Promise<SigningKey> {
  const seed = secretBytes(client, secretId);
  let key: SigningKey | undefined;
  return async () => {
    key ??= signingKeyOf(await seed());
    return key;
  };
}
