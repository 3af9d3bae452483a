import type { OfficersAct } from '../audit/audit-entry.ts';
import type { Undone } from '../desk/decide.ts';
import type { ProblemName } from '../http/problems.ts';
import type { HttpEvent } from './http-handler.ts';

/** As what a decision stands in the audit log, by what was sent; what can't be read counts as an approval. */
export function decisionAct({ body, isBase64Encoded }: HttpEvent): OfficersAct {
  try {
    const sent = JSON.parse(Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8').toString());
    return sent.decision === 'rejected' ? 'reject' : 'approve';
  } catch {
    return 'approve';
  }
}

/** How a decision is refused. */
export const DECISION_PROBLEMS = {
  unknownProposal: 'unknown-proposal',
  ownProposal: 'own-proposal',
  expired: 'proposal-expired',
  decidedOtherwise: 'decided-otherwise',
} as const satisfies Record<Exclude<Undone['outcome'], 'rejected' | 'executedBefore'> | 'unknownProposal', ProblemName>;
