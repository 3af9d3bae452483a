import { type AuditReader, auditReader } from '#shared/audit/audit-store.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';

export function auditDependencies(): { audit: Pick<AuditReader, 'page'> } {
  const { auditTable } = environment('auditTable');
  return { audit: auditReader(documentClient(), auditTable) };
}
