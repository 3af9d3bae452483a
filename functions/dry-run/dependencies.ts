import type { AuditAppend } from '#shared/audit/audited.ts';
import { beaconChainSchema } from '#shared/beacon/chain.ts';
import { systemClock } from '#shared/clock.ts';
import { auditLog } from '#shared/lambda/audit-log.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import type { DryRunDeps } from '#shared/selection/dry-run.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';

export function dryRunDependencies(): DryRunDeps & { audit: AuditAppend } {
  const names = environment('wavesTable', 'beaconChain', 'auditTable');
  const dynamodb = documentClient();
  return {
    clock: systemClock,
    stopwatch: () => performance.now(),
    waves: wavesStore(dynamodb, names.wavesTable),
    chain: beaconChainSchema.parse(JSON.parse(names.beaconChain)),
    audit: auditLog(dynamodb, names),
  };
}
