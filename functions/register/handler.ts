import { parseBody } from '#shared/http/parse-body.ts';
import type { FieldFault } from '#shared/http/problems.ts';
import { consoleLog } from '#shared/lambda/console-log.ts';
import { type Answer, httpHandler } from '#shared/lambda/http-handler.ts';
import { type RegisterOutcome, register } from '#shared/registrations/register.ts';
import { registrationBodySchema } from '#shared/registrations/registration-body.ts';
import { REGISTRATION_FIELDS } from '#shared/registrations/registration-messages.ts';
import { registerDependencies } from './dependencies.ts';

const deps = registerDependencies();

export const handler = httpHandler(async (event) => {
  const parsed = parseBody(registrationBodySchema, REGISTRATION_FIELDS, event);
  if ('problem' in parsed) return parsed;
  const waveId = event.pathParameters?.['waveId'] ?? '';
  const result = await register(deps, waveId, parsed.body);
  consoleLog.info('registration', { outcome: result.outcome, waveId: result.outcome === 'unknownWave' ? undefined : waveId });
  return answerTo(result);
}, consoleLog);

function answerTo(result: RegisterOutcome): Answer {
  switch (result.outcome) {
    case 'registered':
    case 'registeredBefore': {
      const { outcome, ...json } = result;
      return { status: outcome === 'registered' ? 201 : 200, json };
    }
    case 'unknownWave':
      return { problem: 'unknown-wave' };
    case 'notOpenYet':
      return { problem: 'not-open-yet' };
    case 'closed':
      return { problem: 'closed' };
    case 'otherDetails':
      return { problem: 'registered-with-other-details' };
    case 'receivedBefore':
      return { problem: 'received-before' };
    case 'wrongProvince':
      return { problem: 'invalid-fields', faults: [faultAt('province')] };
    case 'bornInTheFuture':
      return { problem: 'invalid-fields', faults: [faultAt('birthDate')] };
  }
}

function faultAt(field: keyof typeof REGISTRATION_FIELDS): FieldFault {
  return { pointer: `/${field}`, detail: REGISTRATION_FIELDS[field] };
}
