import type { RegistrationBody } from '#shared/registrations/registration-body.ts';
import type { PlanBody } from '#shared/waves/plan.ts';
import { applicant, nik } from '../support/people.ts';
import { planBody } from '../support/running-system.ts';

/** The wave that is selected while the runtime is killed, and one that stays open meanwhile and takes registrations. */
export const SELECTED = '2020-04';
export const OPEN = '2020-05';

export const ANNOUNCED_AT = '2020-08-08T04:59:00.000Z';
export const REGISTERING_AT = '2020-08-08T05:00:01.000Z';
export const BEFORE_CLOSING = '2020-08-09T04:59:00.000Z';
/** After the settling time, when the wave clock starts the selection. */
export const SELECTING_AT = '2020-08-09T05:00:31.000Z';
/** After the beacon's round. */
export const DRAWING_AT = '2020-08-09T05:10:05.000Z';

const PEOPLE = 150;
const PEOPLE_OF_THE_OPEN_WAVE = 60;
/** People on a household's card: two of them may receive. */
const HOUSEHOLD = 3;

/** More places of 32 than it has people of, so that they spill over. */
export const PLAN: PlanBody = planBody({
  places: 60,
  byProvince: { '31': 24, '32': 36 },
  rules: { minimumAge: 18, formalEducation: 'refused', barredOccupations: ['soldier'], exclusionLists: ['aid'] },
});
export const OPEN_PLAN: PlanBody = planBody({
  number: 5,
  byProvince: 'national',
  closesAt: '2020-08-20T05:00:00.000Z',
  beacon: { at: '2020-08-20T05:10:00.000Z' },
});

/** Some are refused when they are screened: soldiers, people in education. */
export const BODIES: readonly RegistrationBody[] = Array.from({ length: PEOPLE }, (_, number) =>
  applicant({
    nik: nik(number + 1),
    birthDate: '1990-01-01',
    kk: `317405120315${String(Math.floor(number / HOUSEHOLD) + 1).padStart(4, '0')}`,
    province: number % 5 === 0 ? '32' : '31',
    occupation: number % 25 === 7 ? 'soldier' : 'driver',
    inFormalEducation: number % 25 === 13,
    laidOff: number % 3 === 0,
  }),
);
export const OPEN_BODIES: readonly RegistrationBody[] = Array.from({ length: PEOPLE_OF_THE_OPEN_WAVE }, (_, number) =>
  applicant({ nik: nik(1_000 + number), birthDate: '1990-01-01', kk: `317405120316${String(number + 1).padStart(4, '0')}` }),
);
