import { isDate } from './nik.ts';

/** The longest name kept whole; longer ones are refused rather than cut, and the registration's item stays below 1 KB. */
const MOST_NAME_BYTES = 160;
const UTF8 = new TextEncoder();

/** Letters of any script with what stands between them; no control or formatting characters, no digits. */
export const NAME = /^\p{L}[\p{L}\p{M} .,'’`/()-]*$/u;
/** Family card number: sixteen digits, built like a NIK from the date of issue, serial never 0000. */
export const KK = /^[1-9]\d{11}(?!0000)\d{4}$/;
/** E.164. */
export const PHONE = /^\+[1-9]\d{7,14}$/;

/** Whether a name is short enough to be kept whole. */
export function fits(name: string): boolean {
  return UTF8.encode(name).length <= MOST_NAME_BYTES;
}

/** YYYY-MM-DD, a day of the calendar since 1900; whether it lies in the future is asked elsewhere. */
export function isBirthDate(text: string): boolean {
  return isDate(text) && text >= '1900-01-01';
}
