import type { AuditFacts, OfficersAct } from '../audit/audit-entry.ts';
import { type AuditAppend, audited } from '../audit/audited.ts';
import { OFFICERS_CHAIN } from '../audit/chains.ts';
import { sha256Hex } from '../evidence/sha256.ts';
import { listIdSchema } from '../lists/list-names.ts';
import type { Role } from '../names.ts';
import { partnerIdSchema } from '../partners/partner-id.ts';
import { waveIdSchema } from '../waves/plan.ts';
import type { Answer, HttpEvent } from './http-handler.ts';
import { hasRole, subjectOf } from './roles.ts';

type Told = Pick<AuditFacts, 'planHash' | 'attempt' | 'proposalId' | 'list'>;

/**
 * Does the work between its two entries in the audit log. @param subject a wave's id, or what else the act is done to
 * @param told what else the outcome's entry says @param known what both entries say beside the subject
 */
export type Audited = <T extends { outcome: string }>(
  subject: string | undefined | Pick<AuditFacts, 'list'>,
  work: () => Promise<T>,
  told: (result: T) => Told,
  known?: Pick<AuditFacts, 'proposalId' | 'partnerId' | 'entryId'>,
) => Promise<T>;

/**
 * An act of the officers' routes: lets in who has one of the roles, and hands `core` what does the work between its entries in the audit
 * log. An attempt without the role is an entry too. What `core` refuses before it does anything (a body that can't be read, a
 * wave that no wave can be called) is none.
 */
export function officersAct(
  append: AuditAppend,
  { act: of, roles }: { act: OfficersAct | ((event: HttpEvent) => OfficersAct); roles: readonly Role[] },
  core: (event: HttpEvent, within: Audited) => Promise<Answer>,
): (event: HttpEvent) => Promise<Answer> {
  return async (event) => {
    const actor = subjectOf(event);
    const act = typeof of === 'string' ? of : of(event);
    const role = roles.find((allowed) => hasRole(event, allowed));
    if (!role) {
      const { data: waveId } = waveIdSchema.safeParse(event.pathParameters?.['waveId']);
      const { data: partnerId } = partnerIdSchema.safeParse(event.pathParameters?.['partnerId']);
      const { data: list } = listIdSchema.safeParse(event.pathParameters?.['listId']);
      const about = { ...(waveId && { waveId }), ...(partnerId && { partnerId }), ...(list && { list }) };
      await append(OFFICERS_CHAIN, { actor, act, ...about, outcome: 'forbidden' });
      return { problem: 'forbidden' };
    }
    return core(event, (subject, work, told, known = {}) => {
      const done = typeof subject === 'string' ? { waveId: subject } : subject;
      return audited(append, { actor, role, act, ...done, ...known, ...bodyHashOf(event) }, work, told);
    });
  };
}

/** Of the bytes as sent, so that whoever has the file that was sent can make it again with `sha256sum`. */
function bodyHashOf({ body, isBase64Encoded }: HttpEvent): Pick<AuditFacts, 'bodyHash'> {
  return body ? { bodyHash: sha256Hex(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')) } : {};
}
