import type { FieldFault } from '../http/problems.ts';
import type { RegisterOutcome } from '../registrations/register.ts';
import type { RegistrationBody } from '../registrations/registration-body.ts';
import { REGISTRATION_FIELDS } from '../registrations/registration-messages.ts';
import type { Answer } from './http-handler.ts';

/** What a registration is answered with, made by form or by joining: 201 for the first, 200 for a repeat, or the refusal. */
export function registrationAnswer(result: RegisterOutcome): Answer {
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

export function faultAt(field: keyof RegistrationBody): FieldFault {
  return { pointer: `/${field}`, detail: REGISTRATION_FIELDS[field] };
}
