import { GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import type { AuditAppend } from '#shared/audit/audited.ts';
import { beaconChainSchema } from '#shared/beacon/chain.ts';
import { systemClock } from '#shared/clock.ts';
import { auditLog } from '#shared/lambda/audit-log.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import type { ScheduleDeps } from '#shared/waves/schedule-wave.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';

export function scheduleDependencies(): ScheduleDeps & { audit: AuditAppend } {
  const names = environment('wavesTable', 'sealingKey', 'beaconChain', 'auditTable');
  const dynamodb = documentClient();
  const kms = new KMSClient({});
  return {
    clock: systemClock,
    waves: wavesStore(dynamodb, names.wavesTable),
    chain: beaconChainSchema.parse(JSON.parse(names.beaconChain)),
    audit: auditLog(dynamodb, names),
    sealingPublicKey: async () => {
      const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId: names.sealingKey }));
      return Buffer.from(PublicKey as Uint8Array).toString('base64');
    },
  };
}
