import type { Logger } from '@aws-lambda-powertools/logger';
import type { AuditAppend } from '#shared/audit/audited.ts';
import { DECISION_FIELDS, planDecisionBodySchema } from '#shared/desk/decision-body.ts';
import { proposalDocument } from '#shared/desk/proposal.ts';
import { parseBody } from '#shared/http/parse-body.ts';
import type { Language } from '#shared/http/text.ts';
import { DECISION_PROBLEMS, decisionAct } from '#shared/lambda/decision-act.ts';
import { type Answer, type HttpEvent, languageOf } from '#shared/lambda/http-handler.ts';
import { officersAct } from '#shared/lambda/officers-act.ts';
import { subjectOf } from '#shared/lambda/roles.ts';
import { waveIdSchema } from '#shared/waves/plan.ts';
import { type DecidePlanOutcome, decidePlan, type PlanDeskDeps } from '#shared/waves/plan-proposals.ts';
import { publicWave } from '#shared/waves/public-wave.ts';
import { refusedPlan } from './refused-plan.ts';

/** Somebody else than the maker decides the plan of a wave. */
export function planDecided(
  deps: PlanDeskDeps & { audit: AuditAppend },
  logger: Pick<Logger, 'info'>,
): (event: HttpEvent) => Promise<Answer> {
  return officersAct(deps.audit, { act: decisionAct, roles: ['approver'] }, async (event, within) => {
    const { data: waveId } = waveIdSchema.safeParse(event.pathParameters?.['waveId']);
    if (waveId === undefined) return { problem: 'invalid-wave-id' };
    const parsed = parseBody(planDecisionBodySchema, DECISION_FIELDS, event);
    if ('problem' in parsed) return parsed;
    const { proposalId, decision: state, reason } = parsed.body;
    const decision = { state, decidedBy: subjectOf(event), reason };
    const result = await within(
      waveId,
      () => decidePlan(deps, { waveId, proposalId, decision }),
      (done) => ('wave' in done ? { planHash: done.wave.planHash } : {}),
      { proposalId },
    );
    logger.info('plan decided', { waveId, outcome: result.outcome });
    return answerTo(result, deps.clock.now(), languageOf(event));
  });
}

function answerTo(result: DecidePlanOutcome, now: number, language: Language): Answer {
  switch (result.outcome) {
    case 'announced':
      return { status: 201, json: publicWave(result.wave, now) };
    case 'amended':
    case 'extended':
    case 'unchanged':
      return { status: 200, json: publicWave(result.wave, now) };
    case 'rejected':
      return { status: 200, json: proposalDocument(result.proposal, now) };
    case 'unknownProposal':
    case 'ownProposal':
    case 'expired':
    case 'decidedOtherwise':
      return { problem: DECISION_PROBLEMS[result.outcome] };
    default:
      return refusedPlan(result, language);
  }
}
