import { parseOptionalBody } from '#shared/http/parse-body.ts';
import { consoleLog } from '#shared/lambda/console-log.ts';
import { type Answer, httpHandler } from '#shared/lambda/http-handler.ts';
import { faultAt, registrationAnswer } from '#shared/lambda/registration-answer.ts';
import { bearerToken } from '#shared/lambda/roles.ts';
import { joinChangesSchema } from '#shared/registrations/join-changes.ts';
import { type JoinOutcome, joinWave } from '#shared/registrations/join-wave.ts';
import { REGISTRATION_FIELDS } from '#shared/registrations/registration-messages.ts';
import { checkManageToken } from '#shared/tokens/check-manage-token.ts';
import { joinDependencies } from './dependencies.ts';

const deps = joinDependencies();

export const handler = httpHandler(async (event) => {
  const token = bearerToken(event);
  const claims = token && (await checkManageToken(await deps.publicKeys(), token, deps.clock.now()));
  if (!claims) return { problem: 'unauthorized' };
  const parsed = parseOptionalBody(joinChangesSchema, REGISTRATION_FIELDS, event);
  if ('problem' in parsed) return parsed;
  const waveId = event.pathParameters?.['waveId'] ?? '';
  const result = await joinWave(deps, waveId, claims, parsed.body);
  consoleLog.info('joining', { outcome: result.outcome, waveId: result.outcome === 'unknownWave' ? undefined : waveId });
  return answerTo(result);
}, consoleLog);

function answerTo(result: JoinOutcome): Answer {
  switch (result.outcome) {
    case 'unknownRegistration':
      return { problem: 'unknown-registration' };
    case 'detailsErased':
      return { problem: 'details-erased' };
    case 'noLongerValid':
      return { problem: 'invalid-fields', faults: result.fields.map(faultAt) };
    default:
      return registrationAnswer(result);
  }
}
