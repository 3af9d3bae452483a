import type { DeskDeps } from '#shared/desk/decide-kind.ts';
import { PROPOSAL_STATES, proposalDocument, proposalIdSchema, proposalStateOf } from '#shared/desk/proposal.ts';
import type { Answer, HttpEvent } from '#shared/lambda/http-handler.ts';
import { hasRole } from '#shared/lambda/roles.ts';

/** One proposal, or a page of all, those of one state if asked. It changes nothing, so the audit log has no entry of it. */
export function shown({ proposals, clock }: Pick<DeskDeps, 'proposals' | 'clock'>): (event: HttpEvent) => Promise<Answer> {
  return async (event) => {
    if (!hasRole(event, 'officer', 'approver', 'auditor')) return { problem: 'forbidden' };
    const now = clock.now();
    const { state, after } = event.queryStringParameters ?? {};
    const asked = event.pathParameters?.['proposalId'] ?? after;
    const proposalId = proposalIdSchema.safeParse(asked);
    if (asked !== undefined && !proposalId.success) return { problem: 'unknown-proposal' };
    if (event.pathParameters?.['proposalId'] !== undefined) {
      const proposal = await proposals.read(proposalId.data ?? '');
      return proposal ? { status: 200, json: proposalDocument(proposal, now) } : { problem: 'unknown-proposal' };
    }
    if (state !== undefined && !(PROPOSAL_STATES as readonly string[]).includes(state)) return { problem: 'invalid-state' };
    const page = await proposals.page(proposalId.data);
    const wanted = page.proposals.filter((proposal) => state === undefined || proposalStateOf(proposal, now) === state);
    const inOrder = wanted.toSorted((left, right) => left.proposedAt.localeCompare(right.proposedAt));
    return { status: 200, json: { ...page, proposals: inOrder.map((proposal) => proposalDocument(proposal, now)) } };
  };
}
