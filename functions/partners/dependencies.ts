import type { AuditAppend } from '#shared/audit/audited.ts';
import { auditLog } from '#shared/lambda/audit-log.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { type PartnersStore, partnersStore } from '#shared/partners/partners-store.ts';

export function partnersDependencies(): { partners: Pick<PartnersStore, 'list' | 'put'>; audit: AuditAppend } {
  const names = environment('partnersTable', 'auditTable');
  const dynamodb = documentClient();
  return { partners: partnersStore(dynamodb, names.partnersTable), audit: auditLog(dynamodb, names) };
}
