import { dayInWib } from '../clock.ts';

/** From this year on a recipient has 15 days: Perpres 113/2022 and Permenko 17/2022. Before it 30: Permenko 11/2020, article 23. */
const FIRST_YEAR_OF_15_DAYS = 2023;

/** Days in which a recipient of that programme year has to use the place. @param year four digits */
export function activationDaysOf(year: string): number {
  return Number(year) < FIRST_YEAR_OF_15_DAYS ? 30 : 15;
}

const DAY_MS = 86_400_000;
const WIB_OFFSET_MS = 7 * 3_600_000;

/** The last millisecond of a WIB day (23:59:59.999), in UTC ISO text. @param day YYYY-MM-DD */
export function endOfDayInWib(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + DAY_MS - WIB_OFFSET_MS - 1).toISOString();
}

/** The first millisecond of a WIB day, in UTC ISO text. @param day YYYY-MM-DD */
export function startOfDayInWib(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) - WIB_OFFSET_MS).toISOString();
}

/** A WIB day some days later. @param day YYYY-MM-DD */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** When a place that was awarded then has to be used: the end, in WIB, of the last of its days; the day of the award is day 0. */
export function deadlineOf(awardedAt: string, year: string): string {
  return endOfDayInWib(daysAfter(dayInWib(awardedAt), activationDaysOf(year)));
}

/** Whole WIB days from one to the other: 0 on the day of the deadline itself. @param today YYYY-MM-DD */
export function daysLeft(deadline: string, today: string): number {
  return (Date.parse(`${dayInWib(deadline)}T00:00:00.000Z`) - Date.parse(`${today}T00:00:00.000Z`)) / DAY_MS;
}
