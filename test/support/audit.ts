import { randomBytes } from 'node:crypto';
import { auditReader, auditWriter } from '#shared/audit/audit-store.ts';
import type { AuditAppend } from '#shared/audit/audited.ts';
import type { Clock } from '#shared/clock.ts';
import type { Emulator } from './emulator.ts';

/** The audit log in the emulator's table, without pauses between tries. */
export function auditIn({ documents }: Pick<Emulator, 'documents'>, clock: Clock) {
  const append: AuditAppend = auditWriter(documents, 'audit', {
    clock,
    newToken: () => randomBytes(16).toString('hex'),
    pause: async () => {},
  });
  return { append, ...auditReader(documents, 'audit') };
}
