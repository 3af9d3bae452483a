import { dayInWib } from '#shared/clock.ts';

/** A day and a time of day in WIB as the fields of a form hold them: `2026-12-01` and `12:00`; empty where nothing is filled in. */
export type Moment = { date: string; time: string };
export const NO_MOMENT: Moment = { date: '', time: '' };

/** UTC+07:00 without daylight saving. */
const WIB_OFFSET_MS = 7 * 3_600_000;

/** @returns the instant in UTC, or undefined where one of the two is missing or no such day exists */
export function wibInstant({ date, time }: Moment): string | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !/^\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?$/.test(time)) return undefined;
  const at = Date.parse(`${date}T${time}+07:00`);
  if (Number.isNaN(at)) return undefined;
  const instant = new Date(at).toISOString();
  // Engines take the thirtieth of February for one of March.
  return dayInWib(instant) === date ? instant : undefined;
}

/** The same instant in WIB, with seconds only where it has any. @param instant as the API writes it */
export function momentOf(instant: string): Moment {
  const time = new Date(Date.parse(instant) + WIB_OFFSET_MS).toISOString().slice(11, 23);
  return { date: dayInWib(instant), time: time.endsWith(':00.000') ? time.slice(0, 5) : time.replace(/\.000$/, '') };
}

export function momentPlus(instant: string, ms: number): Moment {
  return momentOf(new Date(Date.parse(instant) + ms).toISOString());
}
