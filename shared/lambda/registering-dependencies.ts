import { randomBytes } from 'node:crypto';
import { systemClock } from '../clock.ts';
import { recipientReader } from '../recipients/recipient-reader-store.ts';
import { peppersReader } from '../registrations/peppers.ts';
import type { RegisterDeps } from '../registrations/register.ts';
import { registrationFinder, registrationWriter } from '../registrations/registration-writer-store.ts';
import { cachedWaveReader } from '../waves/wave-cache.ts';
import { waveReader } from '../waves/wave-reader-store.ts';

import { AwsJsonClient, DYNAMODB, SECRETS_MANAGER } from './aws-json-client.ts';
import { secretVersions } from './secrets-store.ts';
import { signingKeyReader } from './signing-key-reader.ts';

type Names = Record<'wavesTable' | 'registrationsTable' | 'recipientsTable' | 'pepperSecret' | 'signingSecret', string>;

/** What registering needs, by form and by joining with a manage token alike. */
export function registeringDependencies(names: Names): RegisterDeps {
  const dynamodb = new AwsJsonClient(DYNAMODB);
  const secrets = new AwsJsonClient(SECRETS_MANAGER);
  return {
    clock: systemClock,
    wave: cachedWaveReader(waveReader(dynamodb, names.wavesTable), systemClock),
    hasReceived: recipientReader(dynamodb, names.recipientsTable),
    keep: registrationWriter(dynamodb, names.registrationsTable),
    find: registrationFinder(dynamodb, names.registrationsTable),
    peppers: peppersReader(secretVersions(secrets, names.pepperSecret)),
    signingKey: signingKeyReader(secrets, names.signingSecret),
    newEntryId: () => randomBytes(16).toString('hex'),
  };
}
