/** The time, as an argument: epoch milliseconds. */
export type Clock = { now(): number };

export const systemClock: Clock = { now: () => Date.now() };

/** An instant as everything writes it: UTC ISO text with milliseconds. @param epochMs epoch milliseconds */
export function instant(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** Western Indonesia Time, in which the programme's days begin and end: UTC+07:00 without daylight saving. */
const WIB_OFFSET_MS = 7 * 3_600_000;

/** The calendar day in WIB of an instant, as YYYY-MM-DD. */
export function dayInWib(isoInstant: string): string {
  return new Date(Date.parse(isoInstant) + WIB_OFFSET_MS).toISOString().slice(0, 10);
}

const DAY_MS = 86_400_000;

/** How much of its day in WIB has gone by at an instant, in milliseconds. @param epochMs epoch milliseconds */
export function sinceMidnightInWibMs(epochMs: number): number {
  return (epochMs + WIB_OFFSET_MS) % DAY_MS;
}
