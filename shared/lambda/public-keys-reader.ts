import { keysOfSet, type PublicKey } from '../tokens/public-keys.ts';
import type { AwsJsonClient } from './aws-json-client.ts';
import { signingKeyReader } from './signing-key-reader.ts';

/** The keys by which signatures are checked: the one that signs now, and those that did before a rotation (a JWK set). */
export function publicKeysReader(
  client: AwsJsonClient,
  names: Record<'signingSecret' | 'retiredKeys', string>,
): () => Promise<PublicKey[]> {
  const current = signingKeyReader(client, names.signingSecret);
  const retired = keysOfSet(names.retiredKeys);
  return async () => {
    const { keyId, x } = await current();
    return [{ keyId, x }, ...retired.filter((key) => key.keyId !== keyId)];
  };
}
