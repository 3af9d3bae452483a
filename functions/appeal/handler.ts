import { Logger } from '@aws-lambda-powertools/logger';
import { APPEAL_FIELDS, appealBodySchema } from '#shared/appeals/appeal-body.ts';
import { type SubmitAppealOutcome, submitAppeal } from '#shared/appeals/submit-appeal.ts';
import { parseBody } from '#shared/http/parse-body.ts';
import type { ProblemName } from '#shared/http/problems.ts';
import { type Answer, httpHandler } from '#shared/lambda/http-handler.ts';
import { bearerToken } from '#shared/lambda/roles.ts';
import { checkManageToken } from '#shared/tokens/check-manage-token.ts';
import { appealDependencies } from './dependencies.ts';

const deps = appealDependencies();
const logger = new Logger();

export const handler = httpHandler(async (event) => {
  const token = bearerToken(event);
  const claims = token && (await checkManageToken(await deps.publicKeys(), token, deps.clock.now()));
  if (!claims) return { problem: 'unauthorized' };
  if (claims.waveId !== event.pathParameters?.['waveId']) return { problem: 'unknown-registration' };
  const parsed = parseBody(appealBodySchema, APPEAL_FIELDS, event);
  if ('problem' in parsed) return parsed;
  const result = await submitAppeal(deps, claims, parsed.body, token);
  logger.info('appealing', { outcome: result.outcome, waveId: claims.waveId });
  return answerTo(result);
}, logger);

const PROBLEMS = {
  unknownRegistration: 'unknown-registration',
  notPublished: 'not-published-yet',
  lostADraw: 'lost-a-draw',
  wasSelected: 'nothing-to-appeal',
  tooLate: 'too-late-to-appeal',
  appealedOtherwise: 'appealed-before',
} as const satisfies Record<Exclude<SubmitAppealOutcome['outcome'], 'appealed' | 'appealedBefore'>, ProblemName>;

function answerTo(result: SubmitAppealOutcome): Answer {
  if (!('appeal' in result)) return { problem: PROBLEMS[result.outcome] };
  const { waveId, entryId, reason, appealedAt } = result.appeal;
  return { status: result.outcome === 'appealed' ? 201 : 200, json: { waveId, entryId, reason, appealedAt } };
}
