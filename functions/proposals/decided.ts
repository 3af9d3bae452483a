import type { Logger } from '@aws-lambda-powertools/logger';
import type { AuditAppend } from '#shared/audit/audited.ts';
import { type DecideKindOutcome, type DeskDeps, decideKind } from '#shared/desk/decide-kind.ts';
import { DECISION_FIELDS, decisionBodySchema } from '#shared/desk/decision-body.ts';
import { proposalDocument, proposalIdSchema } from '#shared/desk/proposal.ts';
import { parseBody } from '#shared/http/parse-body.ts';
import { DECISION_PROBLEMS, decisionAct } from '#shared/lambda/decision-act.ts';
import type { Answer, HttpEvent } from '#shared/lambda/http-handler.ts';
import { officersAct } from '#shared/lambda/officers-act.ts';
import { subjectOf } from '#shared/lambda/roles.ts';

/** Somebody else than the maker decides something of one of the kinds. */
export function decided(
  deps: DeskDeps & { audit: AuditAppend },
  logger: Pick<Logger, 'info'>,
): (event: HttpEvent) => Promise<Answer> {
  return officersAct(deps.audit, { act: decisionAct, roles: ['approver'] }, async (event, within) => {
    const { data: proposalId } = proposalIdSchema.safeParse(event.pathParameters?.['proposalId']);
    if (proposalId === undefined) return { problem: 'unknown-proposal' };
    const parsed = parseBody(decisionBodySchema, DECISION_FIELDS, event);
    if ('problem' in parsed) return parsed;
    const decision = { state: parsed.body.decision, decidedBy: subjectOf(event), reason: parsed.body.reason };
    const result = await within(
      undefined,
      () => decideKind(deps, { proposalId, decision }),
      () => ({}),
      { proposalId },
    );
    logger.info('decided', { outcome: result.outcome });
    return answerTo(result, deps.clock.now());
  });
}

function answerTo(result: DecideKindOutcome, now: number): Answer {
  switch (result.outcome) {
    case 'refused':
      return { problem: result.problem };
    case 'done':
    case 'rejected':
    case 'executedBefore':
      return { status: 200, json: proposalDocument(result.proposal, now) };
    case 'decidedElsewhere':
      return { problem: 'decided-elsewhere' };
    default:
      return { problem: DECISION_PROBLEMS[result.outcome] };
  }
}
