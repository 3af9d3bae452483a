import type { AuditAppend } from '#shared/audit/audited.ts';
import { systemClock } from '#shared/clock.ts';
import type { DeskDeps } from '#shared/desk/decide-kind.ts';
import { proposalsStore } from '#shared/desk/proposals-store.ts';
import { auditLog } from '#shared/lambda/audit-log.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { revocationStops } from '#shared/waves/revocation-stops-store.ts';

export function proposalsDependencies(): DeskDeps & { audit: AuditAppend } {
  const names = environment('deskTable', 'wavesTable', 'auditTable');
  const dynamodb = documentClient();
  return {
    clock: systemClock,
    proposals: proposalsStore(dynamodb, names.deskTable),
    revocations: revocationStops(dynamodb, names.wavesTable),
    audit: auditLog(dynamodb, names),
  };
}
