import { BARRED_OCCUPATIONS, type Occupation } from '#shared/registrations/occupations.ts';
import { GIVEN_NAMES, SECOND_NAMES, THIRD_NAMES } from './names.ts';
import { civilRegistry, type Registry, type Sex } from './nik.ts';
import type { Random } from './random.ts';
import { REGISTRANT_SHARES } from './registrant-shares.ts';

/** Somebody who doesn't exist, with what the registration form asks for. */
export type Person = {
  readonly nik: string;
  readonly kk: string;
  readonly fullName: string;
  /** YYYY-MM-DD. */
  readonly birthDate: string;
  readonly phone: string;
  /** Province of domicile. */
  readonly province: string;
  readonly occupation: Occupation;
  readonly laidOff: boolean;
  readonly inFormalEducation: boolean;
  /** Receives another aid: stands on the aid list of every wave that has one. */
  readonly onAidList: boolean;
  /** Whether a rule of 2020 will refuse this person whenever they come. */
  readonly ineligible: boolean;
};

/**
 * Members of one family card who come to register, size and share of the households. Estimates: the programme published no such
 * figure; large enough that the limit of two per household has work to do.
 */
const HOUSEHOLD_SIZES = [
  [1, 0.74],
  [2, 0.16],
  [3, 0.06],
  [4, 0.03],
  [5, 0.01],
] as const;

/** What applicants are, and their share. Estimates of the right order; about a tenth of all will be refused by a rule. */
const CONDITIONS = [
  ['eligible', 0.9],
  ['underAge', 0.02],
  ['inSchool', 0.03],
  ['barred', 0.015],
  ['aided', 0.035],
] as const;

/** Laid off or sent home without pay, as applicants said: about half, fewer than the 80 % of the places kept for them. */
const LAID_OFF = 0.55;
/** Civil registry corrections: the NIK keeps the birth date of its first issue. */
const CORRECTED_BIRTH_DATE = 0.005;

const OCCUPATIONS_AT_WORK = [
  ['employee', 0.3],
  ['self-employed', 0.18],
  ['micro-business-owner', 0.16],
  ['farmer', 0.1],
  ['driver', 0.08],
  ['homemaker', 0.08],
  ['domestic-worker', 0.03],
  ['fisher', 0.03],
  ['teacher-honorary', 0.03],
  ['other', 0.01],
] as const;
const OCCUPATIONS_LAID_OFF = [
  ['laid-off-worker', 0.6],
  ['unemployed', 0.4],
] as const;

/** Ages on 11 April 2020 and their share: the programme's recipients were mostly between 18 and 35. */
const AGES = [
  ['18-24', 0.34],
  ['25-34', 0.37],
  ['35-49', 0.22],
  ['50-64', 0.07],
] as const;

/** An endless stream of people, household by household; the same chance gives the same people. */
export function population(random: Random): { next(count: number): Person[] } {
  const registry = civilRegistry(random);
  const waiting: Person[] = [];
  return {
    next(count) {
      while (waiting.length < count) waiting.push(...household(random, registry));
      return waiting.splice(0, count);
    },
  };
}

function household(random: Random, registry: Registry): Person[] {
  const province = random.weighted(REGISTRANT_SHARES);
  const kk = registry.kk(province);
  return Array.from({ length: random.weighted(HOUSEHOLD_SIZES) }, () => member(random, registry, province, kk));
}

function member(random: Random, registry: Registry, province: string, kk: string): Person {
  const condition = random.weighted(CONDITIONS);
  const sex: Sex = random.chance(0.45) ? 'female' : 'male';
  const issuedBirthDate = birthDate(random, condition === 'underAge' ? '15-16' : random.weighted(AGES));
  const laidOff = condition !== 'barred' && condition !== 'underAge' && random.chance(LAID_OFF);
  return {
    nik: registry.nik(province, issuedBirthDate, sex),
    kk,
    fullName: `${random.pick(GIVEN_NAMES[sex])} ${random.pick(SECOND_NAMES)} ${random.pick(THIRD_NAMES)}`,
    birthDate: random.chance(CORRECTED_BIRTH_DATE) ? birthDate(random, '25-34') : issuedBirthDate,
    phone: `+628${random.integer(11, 99)}${random.integer(1_000_000, 99_999_999)}`,
    province,
    occupation: occupation(random, condition, laidOff),
    laidOff,
    inFormalEducation: condition === 'inSchool',
    onAidList: condition === 'aided',
    ineligible: condition !== 'eligible',
  };
}

function occupation(random: Random, condition: (typeof CONDITIONS)[number][0], laidOff: boolean): Occupation {
  if (condition === 'barred') return random.pick(BARRED_OCCUPATIONS);
  if (condition === 'inSchool' || condition === 'underAge') return 'student';
  return random.weighted<Occupation>(laidOff ? OCCUPATIONS_LAID_OFF : OCCUPATIONS_AT_WORK);
}

/** Whoever is of age is so on wave 1's closing day already, and whoever isn't stays under age throughout 2020. */
function birthDate(random: Random, ages: string): string {
  const [from, to] = ages.split('-').map(Number) as [number, number];
  const day = 86_400_000;
  const youngest = Date.UTC(2020 - from, 3, 11);
  const eldest = Date.UTC(2020 - to - 1, 3, 12);
  return new Date(eldest + random.integer(0, Math.floor((youngest - eldest) / day)) * day).toISOString().slice(0, 10);
}
