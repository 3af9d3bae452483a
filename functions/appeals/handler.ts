import { Logger } from '@aws-lambda-powertools/logger';
import * as z from 'zod/mini';
import { APPEAL_STATES, appealDocument } from '#shared/appeals/appeal.ts';
import { DISMISSAL_FIELDS, dismissalBodySchema } from '#shared/appeals/appeal-body.ts';
import { dismissAppeal } from '#shared/appeals/dismiss-appeal.ts';
import { showAppeal } from '#shared/appeals/show-appeal.ts';
import { parseBody } from '#shared/http/parse-body.ts';
import { type Answer, type HttpEvent, httpHandler } from '#shared/lambda/http-handler.ts';
import { officersAct } from '#shared/lambda/officers-act.ts';
import { hasRole, subjectOf } from '#shared/lambda/roles.ts';
import { isWaveId } from '#shared/waves/plan.ts';
import { appealsDependencies } from './dependencies.ts';

const deps = appealsDependencies();
const logger = new Logger();
const entryIdSchema = z.string().check(z.regex(/^[0-9a-f]{32}$/));

/** A page of the appeals of a wave, without what was written: it opens nothing, so the audit log has no entry of it. */
async function listed(event: HttpEvent): Promise<Answer> {
  if (!hasRole(event, 'officer', 'approver', 'auditor', 'support')) return { problem: 'forbidden' };
  const waveId = event.pathParameters?.['waveId'] ?? '';
  const { state, after } = event.queryStringParameters ?? {};
  if (state !== undefined && !(APPEAL_STATES as readonly string[]).includes(state)) return { problem: 'invalid-appeal-state' };
  const from = entryIdSchema.safeParse(after);
  if (after !== undefined && !from.success) return { problem: 'unknown-appeal' };
  if (!isWaveId(waveId) || !(await deps.waves.read(waveId))) return { problem: 'unknown-wave' };
  const page = await deps.appeals.page(waveId, from.data);
  const wanted = page.appeals.filter((appeal) => state === undefined || appeal.state === state);
  return { status: 200, json: { ...page, appeals: wanted.map(appealDocument) } };
}

/** Whose appeal it is, by the path. */
function named(event: HttpEvent): { waveId: string; entryId: string } | undefined {
  const waveId = event.pathParameters?.['waveId'] ?? '';
  const { data: entryId } = entryIdSchema.safeParse(event.pathParameters?.['entryId']);
  return entryId !== undefined && isWaveId(waveId) ? { waveId, entryId } : undefined;
}

const shows = officersAct(deps.audit, { act: 'review-appeal', roles: ['officer', 'approver'] }, async (event, within) => {
  const of = named(event);
  if (!of) return { problem: 'unknown-appeal' };
  const result = await within(
    of.waveId,
    () => showAppeal(deps, { ...of, actor: subjectOf(event) }),
    () => ({}),
    { entryId: of.entryId },
  );
  if (result.outcome === 'unknownAppeal') return { problem: 'unknown-appeal' };
  return { status: 200, json: { ...appealDocument(result.appeal), ...(result.text !== undefined && { text: result.text }) } };
});

const dismisses = officersAct(deps.audit, { act: 'dismiss-appeal', roles: ['officer'] }, async (event, within) => {
  const of = named(event);
  if (!of) return { problem: 'unknown-appeal' };
  const parsed = parseBody(dismissalBodySchema, DISMISSAL_FIELDS, event);
  if ('problem' in parsed) return parsed;
  const result = await within(
    of.waveId,
    () => dismissAppeal(deps, { ...of, reason: parsed.body.reason }),
    () => ({}),
    { entryId: of.entryId },
  );
  logger.info('dismissing an appeal', { outcome: result.outcome });
  switch (result.outcome) {
    case 'unknownAppeal':
      return { problem: 'unknown-appeal' };
    case 'decidedOtherwise':
      return { problem: 'appeal-decided' };
    default:
      return { status: 200, json: appealDocument(result.appeal) };
  }
});

export const handler = httpHandler((event) => {
  switch (event.routeKey) {
    case 'GET /v1/waves/{waveId}/appeals':
      return listed(event);
    case 'GET /v1/waves/{waveId}/appeals/{entryId}':
      return shows(event);
    default:
      return dismisses(event);
  }
}, logger);
