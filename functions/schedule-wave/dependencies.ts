import type { AuditAppend } from '#shared/audit/audited.ts';
import { proposalsStore } from '#shared/desk/proposals-store.ts';
import { auditLog } from '#shared/lambda/audit-log.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { preflightDependencies } from '#shared/lambda/preflight-dependencies.ts';
import { recoveryStore } from '#shared/ledger/recovery-store.ts';
import { listVersionsReader } from '#shared/lists/list-versions-store.ts';
import { type PreflightDeps, preflight } from '#shared/opening/preflight.ts';
import type { PlanDeskDeps } from '#shared/waves/plan-proposals.ts';
import { waveBookingsStore } from '#shared/waves/wave-bookings-store.ts';

export function scheduleDependencies(): PlanDeskDeps & PreflightDeps & { audit: AuditAppend } {
  const names = environment(
    'wavesTable',
    'ledgerTable',
    'registrationsTable',
    'registerFunction',
    'openingNeeds',
    'pepperSecret',
    'signingSecret',
    'sealingKey',
    'beaconChain',
    'auditTable',
    'deskTable',
    'exclusionsTable',
  );
  const deps = preflightDependencies(names);
  const dynamodb = documentClient();
  const tables = { waves: names.wavesTable, ledger: names.ledgerTable };
  return {
    ...deps,
    bookings: waveBookingsStore(dynamodb, tables, deps.waves),
    recovery: recoveryStore(dynamodb, tables),
    lists: listVersionsReader(dynamodb, names.exclusionsTable),
    preflight: (opensAt) => preflight(deps, opensAt),
    proposals: proposalsStore(dynamodb, names.deskTable),
    audit: auditLog(dynamodb, names),
  };
}
