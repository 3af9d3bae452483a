import { Logger } from '@aws-lambda-powertools/logger';
import { parseBody } from '#shared/http/parse-body.ts';
import { type Answer, httpHandler } from '#shared/lambda/http-handler.ts';
import { receivedRequest } from '#shared/lambda/received-request.ts';
import { type ActivatePlaceOutcome, activatePlace, activationBodySchema } from '#shared/partners/activate-place.ts';
import { checkPartnerRequest } from '#shared/partners/check-request.ts';
import { ACTIVATION_FIELDS } from '#shared/partners/partner-messages.ts';
import { activationsPath } from '#shared/partners/signed-request.ts';
import { activateDependencies } from './dependencies.ts';

const deps = activateDependencies();
const logger = new Logger();

export const handler = httpHandler(async (event) => {
  const request = await checkPartnerRequest(deps.partners, receivedRequest(event, 'POST', activationsPath), deps.clock.now());
  if (!request) return { problem: 'unauthorized' };
  const parsed = parseBody(activationBodySchema, ACTIVATION_FIELDS, event);
  if ('problem' in parsed) return parsed;
  const result = await activatePlace(deps, { request, body: parsed.body });
  logger.info('activation', { outcome: result.outcome, partnerId: request.partnerId });
  return answerTo(result);
}, logger);

function answerTo(result: ActivatePlaceOutcome): Answer {
  switch (result.outcome) {
    case 'activated':
      return { status: 201, json: result.activation };
    case 'activatedBefore':
      return { status: 200, json: result.activation };
    case 'replayed':
      return { problem: 'replayed-request' };
    case 'keyReused':
      return { problem: 'idempotency-key-reused' };
    case 'unknownPlace':
      return { problem: 'unknown-place' };
    case 'activatedOtherwise':
      return { problem: 'activated-otherwise' };
    case 'revoked':
      return { problem: 'place-revoked' };
    case 'tooLate':
      return { problem: 'deadline-passed' };
  }
}
