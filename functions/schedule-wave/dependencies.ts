import type { AuditAppend } from '#shared/audit/audited.ts';
import { proposalsStore } from '#shared/desk/proposals-store.ts';
import { auditLog } from '#shared/lambda/audit-log.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { preflightDependencies } from '#shared/lambda/preflight-dependencies.ts';
import { type PreflightDeps, preflight } from '#shared/opening/preflight.ts';
import type { PlanDeskDeps } from '#shared/waves/plan-proposals.ts';

export function scheduleDependencies(): PlanDeskDeps & PreflightDeps & { audit: AuditAppend } {
  const names = environment(
    'wavesTable',
    'registrationsTable',
    'registerFunction',
    'openingNeeds',
    'pepperSecret',
    'signingSecret',
    'sealingKey',
    'beaconChain',
    'auditTable',
    'deskTable',
  );
  const deps = preflightDependencies(names);
  const dynamodb = documentClient();
  return {
    ...deps,
    preflight: (opensAt) => preflight(deps, opensAt),
    proposals: proposalsStore(dynamodb, names.deskTable),
    audit: auditLog(dynamodb, names),
  };
}
