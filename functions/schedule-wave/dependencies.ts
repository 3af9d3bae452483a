import { GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import type { AuditAppend } from '#shared/audit/audited.ts';
import { beaconChainSchema } from '#shared/beacon/chain.ts';
import { systemClock } from '#shared/clock.ts';
import { auditLog } from '#shared/lambda/audit-log.ts';
import { AwsJsonClient, SECRETS_MANAGER } from '#shared/lambda/aws-json-client.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { secretVersions } from '#shared/lambda/secrets-store.ts';
import type { ScheduleDeps } from '#shared/waves/schedule-wave.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';

export function scheduleDependencies(): ScheduleDeps & { audit: AuditAppend } {
  const names = environment('wavesTable', 'pepperSecret', 'sealingKey', 'beaconChain', 'auditTable');
  const dynamodb = documentClient();
  const kms = new KMSClient({});
  const peppers = secretVersions(new AwsJsonClient(SECRETS_MANAGER), names.pepperSecret);
  return {
    clock: systemClock,
    waves: wavesStore(dynamodb, names.wavesTable),
    chain: beaconChainSchema.parse(JSON.parse(names.beaconChain)),
    audit: auditLog(dynamodb, names),
    // Always afresh: a version that was added must not wait for this function to start anew.
    peppers: () => peppers('afresh'),
    sealingKey: async () => {
      const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId: names.sealingKey }));
      return { sealingKeyId: names.sealingKey, sealingPublicKey: Buffer.from(PublicKey as Uint8Array).toString('base64') };
    },
  };
}
