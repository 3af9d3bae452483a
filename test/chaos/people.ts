import { personKey } from '#shared/registrations/person-keys.ts';
import type { RegistrationBody } from '#shared/registrations/registration-body.ts';
import type { PlanBody } from '#shared/waves/plan.ts';
import { applicant, nik } from '../support/people.ts';
import { PEPPER, type Programme } from './programme.ts';

/** Two waves that open and close together and draw the same people at once, and one that opens when they have closed. */
export const WAVES = 3;
export const PEOPLE = 16;
/** One more than may receive. */
const HOUSEHOLD = 3;
const PLACES = 4;
/** Of the first wave, for appeals: fewer than there are refusals. */
export const RESERVED = 1;
export const BEGINS_AT = Date.parse('2020-08-08T04:55:00Z');
export const MINUTE_MS = 60_000;
export const BEACON_AFTER_MS = 5 * MINUTE_MS;

/** @param details 0 or 1: two ways in which the same person may fill in the form */
export function bodyOf(person: number, details: number): RegistrationBody {
  return applicant({
    nik: nik(person + 1),
    kk: `317405120315${String(Math.floor(person / HOUSEHOLD) + 1).padStart(4, '0')}`,
    birthDate: '1990-01-01',
    province: person % 4 === 0 ? '32' : '31',
    laidOff: person % 2 === 0,
    occupation: person % 8 === 7 ? 'soldier' : 'driver',
    phone: `+62812345678${details}0`,
  });
}

const numbers = new Map(Array.from({ length: PEOPLE }, (_, person) => [personKey(PEPPER, nik(person + 1)), person]));

export function personOf(key: string): number {
  return numbers.get(key) as number;
}

export function waveIdOf(programme: Pick<Programme, 'seed'>, wave: number): string {
  return `c${programme.seed}-${wave}`;
}

/** @param minutes how long the wave is open @param exclusionLists whose people are refused */
export function planOf(wave: number, minutes: number, exclusionLists: readonly string[] = []): PlanBody {
  const opensAt = BEGINS_AT + (wave === 2 ? 130 : 10) * MINUTE_MS;
  const closesAt = opensAt + minutes * MINUTE_MS;
  return {
    number: wave + 1,
    opensAt: new Date(opensAt).toISOString(),
    closesAt: new Date(closesAt).toISOString(),
    beacon: { at: new Date(closesAt + BEACON_AFTER_MS).toISOString() },
    places: PLACES,
    byProvince: wave === 1 ? 'national' : { '31': PLACES - 1, '32': 1 },
    priority: { group: 'laid-off', perMille: 500 },
    spillOver: wave !== 2,
    // What comes back of the first wave is in hand; of the others it goes to the next of the order.
    ...(wave > 0 ? { refills: 1 } : { reserved: RESERVED }),
    rules: { minimumAge: 18, formalEducation: 'refused', barredOccupations: ['soldier'], exclusionLists: [...exclusionLists] },
  };
}
