import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { systemClock } from '#shared/clock.ts';
import { evidenceStore } from '#shared/evidence/evidence-store.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { secretBytes } from '#shared/lambda/secrets-store.ts';
import type { OwnRegistrationDeps } from '#shared/registrations/own-registration.ts';
import { registrationsStore } from '#shared/registrations/registrations-store.ts';
import { type SigningKey, signingKeyOf } from '#shared/tokens/signing-key.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';

export function ownRegistrationDependencies(): OwnRegistrationDeps & { signingKey(): Promise<SigningKey> } {
  const names = environment('wavesTable', 'registrationsTable', 'evidenceBucket', 'signingSecret');
  const dynamodb = documentClient();
  const seed = secretBytes(new SecretsManagerClient({}), names.signingSecret);
  return {
    clock: systemClock,
    waves: wavesStore(dynamodb, names.wavesTable),
    registrations: registrationsStore(dynamodb, names.registrationsTable),
    evidence: evidenceStore(new S3Client({}), names.evidenceBucket),
    signingKey: async () => signingKeyOf(await seed()),
  };
}
