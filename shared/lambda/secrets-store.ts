import { createSecretKey, type KeyObject } from 'node:crypto';
import type { AwsJsonClient } from './aws-json-client.ts';

/** Reads a secret once per execution environment, and again when asked to; a failed read is tried again at the next use. */
type SecretReader<T> = (afresh?: 'afresh') => Promise<T>;

/** 32 secret bytes that CloudFormation made as 64 hex digits. */
export function secretBytes(client: AwsJsonClient, secretId: string): SecretReader<Uint8Array> {
  return secretReader(client, secretId, bytesOf);
}

/** Versions of such a secret, oldest first: the first as CloudFormation made it, each later one added after a comma (docs/runbook.md). */
export function secretVersions(client: AwsJsonClient, secretId: string): SecretReader<KeyObject[]> {
  return secretReader(client, secretId, (text) => text.split(',').map((version) => createSecretKey(bytesOf(version))));
}

function secretReader<T>(client: AwsJsonClient, secretId: string, parse: (text: string) => T): SecretReader<T> {
  let reading: Promise<T> | undefined;
  const read = async () => parse(String((await client.send('GetSecretValue', { SecretId: secretId }))['SecretString'] ?? ''));
  return (afresh) => {
    if (afresh || !reading) {
      reading = read().catch((error: unknown) => {
        reading = undefined;
        throw error;
      });
    }
    return reading;
  };
}

function bytesOf(text: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error('a secret of 32 bytes is kept as 64 lowercase hex digits, and this one is not');
  return Buffer.from(text, 'hex');
}
