import { S3Client } from '@aws-sdk/client-s3';
import { appealsStore } from '#shared/appeals/appeals-store.ts';
import { systemClock } from '#shared/clock.ts';
import { evidenceStore } from '#shared/evidence/evidence-store.ts';
import { AwsJsonClient, SECRETS_MANAGER } from '#shared/lambda/aws-json-client.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { publicKeysReader } from '#shared/lambda/public-keys-reader.ts';
import { placeReader } from '#shared/recipients/place-reader-store.ts';
import type { OwnRegistrationDeps } from '#shared/registrations/own-registration.ts';
import { registrationsStore } from '#shared/registrations/registrations-store.ts';
import type { PublicKey } from '#shared/tokens/public-keys.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';

export function ownRegistrationDependencies(): OwnRegistrationDeps & { publicKeys(): Promise<PublicKey[]> } {
  const names = environment(
    'wavesTable',
    'registrationsTable',
    'recipientsTable',
    'appealsTable',
    'evidenceBucket',
    'signingSecret',
    'retiredKeys',
  );
  const dynamodb = documentClient();
  return {
    clock: systemClock,
    waves: wavesStore(dynamodb, names.wavesTable),
    registrations: registrationsStore(dynamodb, names.registrationsTable),
    evidence: evidenceStore(new S3Client({}), names.evidenceBucket),
    appeals: appealsStore(dynamodb, names.appealsTable),
    place: placeReader(dynamodb, names.recipientsTable),
    publicKeys: publicKeysReader(new AwsJsonClient(SECRETS_MANAGER), names),
  };
}
