import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** 32 secret bytes that CloudFormation made as 64 hex digits. Read once per execution environment; a failed read is tried again at the next use. */
export function secretBytes(client: SecretsManagerClient, secretId: string): () => Promise<Uint8Array> {
  let reading: Promise<Uint8Array> | undefined;
  return () => {
    reading ??= read(client, secretId).catch((error: unknown) => {
      reading = undefined;
      throw error;
    });
    return reading;
  };
}

async function read(client: SecretsManagerClient, secretId: string): Promise<Uint8Array> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
  if (!/^[0-9a-f]{64}$/.test(SecretString ?? ''))
    throw new Error('a secret of 32 bytes is kept as 64 lowercase hex digits, and this one is not');
  return Buffer.from(SecretString as string, 'hex');
}
