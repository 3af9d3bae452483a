import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { systemClock } from '#shared/clock.ts';
import { environment } from '#shared/lambda/environment.ts';
import { secretBytes } from '#shared/lambda/secrets-store.ts';
import { signingKeyReader } from '#shared/lambda/signing-keys.ts';
import { recipientReader } from '#shared/recipients/recipient-reader-store.ts';
import type { RegisterDeps } from '#shared/registrations/register.ts';
import { registrationFinder, registrationWriter } from '#shared/registrations/registration-writer-store.ts';
import { cachedWaveReader } from '#shared/waves/wave-cache.ts';
import { waveReader } from '#shared/waves/wave-reader-store.ts';

export function registerDependencies(): RegisterDeps {
  const names = environment('wavesTable', 'registrationsTable', 'recipientsTable', 'pepperSecret', 'signingSecret');
  const dynamodb = new DynamoDBClient({});
  const secrets = new SecretsManagerClient({});
  return {
    clock: systemClock,
    wave: cachedWaveReader(waveReader(dynamodb, names.wavesTable), systemClock),
    hasReceived: recipientReader(dynamodb, names.recipientsTable),
    keep: registrationWriter(dynamodb, names.registrationsTable),
    find: registrationFinder(dynamodb, names.registrationsTable),
    pepper: secretBytes(secrets, names.pepperSecret),
    signingKey: signingKeyReader(secrets, names.signingSecret),
    newEntryId: () => randomBytes(16).toString('hex'),
  };
}
