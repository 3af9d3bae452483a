import { KMSClient } from '@aws-sdk/client-kms';
import { environment } from '#shared/lambda/environment.ts';
import { registeringDependencies } from '#shared/lambda/registering-dependencies.ts';
import type { JoinDeps } from '#shared/registrations/join-wave.ts';
import { sealingKeyStore } from '#shared/sealing/sealing-key-store.ts';

export function joinDependencies(): JoinDeps {
  const names = environment('wavesTable', 'registrationsTable', 'recipientsTable', 'pepperSecret', 'signingSecret', 'sealingKey');
  return { ...registeringDependencies(names), derive: sealingKeyStore(new KMSClient({}), names.sealingKey) };
}
