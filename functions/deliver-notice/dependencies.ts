import { KMSClient } from '@aws-sdk/client-kms';
import { SNSClient } from '@aws-sdk/client-sns';
import { systemClock } from '#shared/clock.ts';
import { auditLog } from '#shared/lambda/audit-log.ts';
import { AwsJsonClient, DYNAMODB } from '#shared/lambda/aws-json-client.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import type { DeliverDeps } from '#shared/notifications/deliver-notice.ts';
import { deliveriesStore } from '#shared/notifications/deliveries-store.ts';
import { smsMessenger } from '#shared/notifications/sms-store.ts';
import { notifiedStore } from '#shared/recipients/notified-store.ts';
import { registrationFinder } from '#shared/registrations/registration-writer-store.ts';
import { sealingKeyStore } from '#shared/sealing/sealing-key-store.ts';
import { cachedWaveReader } from '#shared/waves/wave-cache.ts';
import { waveReader } from '#shared/waves/wave-reader-store.ts';

export function deliverDependencies(): DeliverDeps {
  const names = environment('wavesTable', 'registrationsTable', 'recipientsTable', 'deliveriesTable', 'auditTable');
  const dynamodb = new AwsJsonClient(DYNAMODB);
  const documents = documentClient();
  return {
    clock: systemClock,
    wave: cachedWaveReader(waveReader(dynamodb, names.wavesTable), systemClock),
    find: registrationFinder(dynamodb, names.registrationsTable),
    sealingKeys: sealingKeyStore(new KMSClient({})),
    audit: auditLog(documents, names),
    deliveries: deliveriesStore(documents, names.deliveriesTable),
    messenger: smsMessenger(new SNSClient({})),
    recipients: notifiedStore(documents, names.recipientsTable),
  };
}
