import type { Logger } from '@aws-lambda-powertools/logger';
import type { AuditAppend } from '#shared/audit/audited.ts';
import { proposalDocument } from '#shared/desk/proposal.ts';
import { parseBody } from '#shared/http/parse-body.ts';
import { type Answer, type HttpEvent, languageOf } from '#shared/lambda/http-handler.ts';
import { officersAct } from '#shared/lambda/officers-act.ts';
import { subjectOf } from '#shared/lambda/roles.ts';
import { planBodySchema, waveIdSchema } from '#shared/waves/plan.ts';
import { PLAN_FIELDS } from '#shared/waves/plan-messages.ts';
import { type PlanDeskDeps, proposePlan } from '#shared/waves/plan-proposals.ts';
import { publicWave } from '#shared/waves/public-wave.ts';
import { refusedPlan } from './refused-plan.ts';

/** An officer proposes the plan of a wave. */
export function planProposed(
  deps: PlanDeskDeps & { audit: AuditAppend },
  logger: Pick<Logger, 'info'>,
): (event: HttpEvent) => Promise<Answer> {
  return officersAct(deps.audit, { act: 'propose', roles: ['officer'] }, async (event, within) => {
    const { data: waveId } = waveIdSchema.safeParse(event.pathParameters?.['waveId']);
    if (waveId === undefined) return { problem: 'invalid-wave-id' };
    const parsed = parseBody(planBodySchema, PLAN_FIELDS, event);
    if ('problem' in parsed) return parsed;
    const result = await within(
      waveId,
      () => proposePlan(deps, { waveId, body: parsed.body, proposedBy: subjectOf(event) }),
      (done) => ('proposal' in done ? { proposalId: done.proposal.proposalId } : {}),
    );
    logger.info('plan proposed', { waveId, outcome: result.outcome });
    switch (result.outcome) {
      case 'proposed':
        return { status: 202, json: proposalDocument(result.proposal, deps.clock.now()) };
      case 'unchanged':
        return { status: 200, json: publicWave(result.wave, deps.clock.now()) };
      default:
        return refusedPlan(result, languageOf(event));
    }
  });
}
