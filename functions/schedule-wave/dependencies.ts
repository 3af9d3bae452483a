import type { AuditAppend } from '#shared/audit/audited.ts';
import { auditLog } from '#shared/lambda/audit-log.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { preflightDependencies } from '#shared/lambda/preflight-dependencies.ts';
import { listVersionsReader } from '#shared/lists/list-versions-store.ts';
import { type PreflightDeps, preflight } from '#shared/opening/preflight.ts';
import type { ScheduleDeps } from '#shared/waves/schedule-wave.ts';

export function scheduleDependencies(): ScheduleDeps & PreflightDeps & { audit: AuditAppend } {
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
    'exclusionsTable',
  );
  const deps = preflightDependencies(names);
  const documents = documentClient();
  return {
    ...deps,
    lists: listVersionsReader(documents, names.exclusionsTable),
    preflight: (opensAt) => preflight(deps, opensAt),
    audit: auditLog(documents, names),
  };
}
