import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KMSClient } from '@aws-sdk/client-kms';
import { type AppealsStore, appealsStore } from '#shared/appeals/appeals-store.ts';
import type { DismissAppealDeps } from '#shared/appeals/dismiss-appeal.ts';
import type { ShowAppealDeps } from '#shared/appeals/show-appeal.ts';
import { systemClock } from '#shared/clock.ts';
import { auditLog } from '#shared/lambda/audit-log.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { noticesStore } from '#shared/notifications/notices-store.ts';
import { sealingKeyStore } from '#shared/sealing/sealing-key-store.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';

export type AppealsDeps = ShowAppealDeps & DismissAppealDeps & { appeals: AppealsStore };

export function appealsDependencies(): AppealsDeps {
  const names = environment('wavesTable', 'appealsTable', 'auditTable', 'noticeBus');
  const dynamodb = documentClient();
  return {
    clock: systemClock,
    waves: wavesStore(dynamodb, names.wavesTable),
    appeals: appealsStore(dynamodb, names.appealsTable),
    sealingKeys: sealingKeyStore(new KMSClient({})),
    notices: noticesStore(new EventBridgeClient({}), names.noticeBus),
    audit: auditLog(dynamodb, names),
  };
}
