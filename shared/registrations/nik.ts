import { isProvince } from '../regions/provinces.ts';

/**
 * A NIK (population number): province 2, regency 2, district 2 of *first issue*, DDMMYY with 40 added to the day for women, serial 4,
 * never 0000. Regency and district aren't looked up: their codes are frozen at issue, regencies have been split and renumbered
 * since, and a list of today's would refuse genuine people.
 */
const NIK = /^(?<province>\d{2})\d{4}(?<day>\d{2})(?<month>\d{2})(?<year>\d{2})(?<serial>\d{4})$/;
const WOMENS_DAYS = 40;

/** Whether sixteen digits can be a NIK: a known province, a day that exists in some century, a serial. */
export function isNik(text: string): boolean {
  const parts = NIK.exec(text)?.groups;
  if (!parts || !isProvince(parts['province'] as string) || parts['serial'] === '0000') return false;
  return ['19', '20'].some((century) => isDate(`${century}${parts['year']}-${parts['month']}-${dayOf(parts['day'] as string)}`));
}

/** Whether a NIK was issued for that birth date (YYYY-MM-DD). A genuine one may differ from a corrected date, so this only flags. */
export function showsBirthDate(nik: string, birthDate: string): boolean {
  const parts = NIK.exec(nik)?.groups;
  return parts !== undefined && birthDate.slice(2) === `${parts['year']}-${parts['month']}-${dayOf(parts['day'] as string)}`;
}

export type Sex = 'female' | 'male';

/** The sex under which a NIK was issued: days of birth above 40 are women's. @param nik sixteen digits that are a NIK */
export function sexOf(nik: string): Sex {
  return Number(NIK.exec(nik)?.groups?.['day']) > WOMENS_DAYS ? 'female' : 'male';
}

function dayOf(digits: string): string {
  const day = Number(digits);
  return String(day > WOMENS_DAYS ? day - WOMENS_DAYS : day).padStart(2, '0');
}

/** Whether YYYY-MM-DD is a day of the calendar. */
export function isDate(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
