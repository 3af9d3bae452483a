import { type Figures, GOODPUT_BAR, LEAST_P, REQUESTS_BAR } from './figures.ts';

export function decimals(value: number | undefined, digits: number): string {
  return value === undefined || Number.isNaN(value) ? '-' : value.toFixed(digits);
}

export function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** A figure and whether its bar is met. */
export function goodputText({ goodput }: Figures): string {
  return goodput === undefined ? '-' : `${goodput.toFixed(3)} (${Number(goodput.toFixed(3)) >= GOODPUT_BAR ? 'met' : 'not met'})`;
}

export function requestsText({ requestsPerAccepted: per }: Figures): string {
  return per === undefined ? '-' : `${per.toFixed(2)} (${Number(per.toFixed(2)) <= REQUESTS_BAR ? 'met' : 'not met'})`;
}

/** Whether acceptance is independent of the second of arrival. */
export function independenceText({ independence: { p }, accepted, people }: Figures): string {
  if (accepted === people) return 'all are in (met)';
  return `p = ${p < 0.001 ? p.toExponential(1) : p.toFixed(3)} (${p >= LEAST_P ? 'met' : 'not met'})`;
}
