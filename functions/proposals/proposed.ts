import type { Logger } from '@aws-lambda-powertools/logger';
import type { AuditAppend } from '#shared/audit/audited.ts';
import { type DeskDeps, proposeKind } from '#shared/desk/decide-kind.ts';
import type { Kind } from '#shared/desk/kind.ts';
import { KIND_FIELDS, KINDS, kindBodySchema } from '#shared/desk/kinds.ts';
import { proposalDocument } from '#shared/desk/proposal.ts';
import { parseBody } from '#shared/http/parse-body.ts';
import type { Answer, HttpEvent } from '#shared/lambda/http-handler.ts';
import { officersAct } from '#shared/lambda/officers-act.ts';
import { subjectOf } from '#shared/lambda/roles.ts';

/** An officer proposes something of one of the kinds. */
export function proposed(
  deps: DeskDeps & { audit: AuditAppend },
  logger: Pick<Logger, 'info'>,
): (event: HttpEvent) => Promise<Answer> {
  return officersAct(deps.audit, { act: 'propose', roles: ['officer'] }, async (event, within) => {
    const named = parseBody(kindBodySchema, KIND_FIELDS, event);
    if ('problem' in named) return named;
    const kind: Kind = KINDS[named.body.kind];
    const parsed = parseBody(kind.schema, kind.fields, event);
    if ('problem' in parsed) return parsed;
    const { body } = parsed;
    const result = await within(
      body.waveId,
      () => proposeKind(deps, { kind, body, proposedBy: subjectOf(event) }),
      (done) => ('proposal' in done ? { proposalId: done.proposal.proposalId } : {}),
      body.partnerId === undefined ? {} : { partnerId: body.partnerId },
    );
    logger.info('proposed', { kind: body.kind, outcome: result.outcome });
    if (result.outcome === 'refused') return { problem: result.problem };
    return { status: 202, json: proposalDocument(result.proposal, deps.clock.now()) };
  });
}
