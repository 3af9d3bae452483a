import { KMSClient } from '@aws-sdk/client-kms';
import { auditLog } from '#shared/lambda/audit-log.ts';
import { AwsJsonClient, SECRETS_MANAGER } from '#shared/lambda/aws-json-client.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { publicKeysReader } from '#shared/lambda/public-keys-reader.ts';
import { registeringDependencies } from '#shared/lambda/registering-dependencies.ts';
import type { JoinDeps } from '#shared/registrations/join-wave.ts';
import { sealingKeyStore } from '#shared/sealing/sealing-key-store.ts';
import type { PublicKey } from '#shared/tokens/public-keys.ts';

export function joinDependencies(): JoinDeps & { publicKeys(): Promise<PublicKey[]> } {
  const names = environment(
    'wavesTable',
    'registrationsTable',
    'recipientsTable',
    'pepperSecret',
    'signingSecret',
    'retiredKeys',
    'auditTable',
  );
  return {
    ...registeringDependencies(names),
    publicKeys: publicKeysReader(new AwsJsonClient(SECRETS_MANAGER), names),
    sealingKeys: sealingKeyStore(new KMSClient({})),
    audit: auditLog(documentClient(), names),
  };
}
