import { parseBody } from '#shared/http/parse-body.ts';
import { consoleLog } from '#shared/lambda/console-log.ts';
import { httpHandler } from '#shared/lambda/http-handler.ts';
import { registrationAnswer } from '#shared/lambda/registration-answer.ts';
import { register } from '#shared/registrations/register.ts';
import { registrationBodySchema } from '#shared/registrations/registration-body.ts';
import { REGISTRATION_FIELDS } from '#shared/registrations/registration-messages.ts';
import { registerDependencies } from './dependencies.ts';

const deps = registerDependencies();

export const handler = httpHandler(async (event) => {
  const parsed = parseBody(registrationBodySchema, REGISTRATION_FIELDS, event);
  if ('problem' in parsed) return parsed;
  const waveId = event.pathParameters?.['waveId'] ?? '';
  const result = await register(deps, waveId, parsed.body);
  const { outcome } = result;
  // Who is registered stands in the access log, by status; a line for each of millions would be a tenth of the CPU. Why somebody is not, is said here.
  if (outcome !== 'registered' && outcome !== 'registeredBefore')
    consoleLog.info('registration refused', { outcome, waveId: outcome === 'unknownWave' ? undefined : waveId });
  return registrationAnswer(result);
}, consoleLog);
