import { SECOND_NAMES, THIRD_NAMES } from '../names.ts';
import type { Person } from '../population.ts';

/** Looks for personal data of these people in texts. It counts what it finds and keeps none of it. */
export type PersonalData = {
  /** @param text may be cut out of a binary file, a character for a byte. @returns how many NIKs, KKs, phones and names are in it */
  countIn(text: string): number;
};

const NUMBER_DIGITS = 16;
/** Phones as the form takes them, `+628…`, with or without the plus; shorter parts would be found in any hash. */
const PHONE_START = '628';

export function personalDataOf(people: readonly Person[]): PersonalData {
  const numbers = new Set(people.flatMap(({ nik, kk }) => [nik, kk]));
  const phones = new Set(people.map(({ phone }) => phone.slice(1)));
  const phoneLengths = [...new Set([...phones].map((phone) => phone.length))];
  const fullNames = new Set(people.map(({ fullName }) => fullName));
  const digits = new RegExp(`\\d{${Math.min(NUMBER_DIGITS, ...phoneLengths)},}`, 'g');
  const names = new RegExp(`[A-Z][a-z]+ (?:${SECOND_NAMES.join('|')}) (?:${THIRD_NAMES.join('|')})`, 'g');

  return {
    countIn(text) {
      let found = 0;
      for (const [run] of text.matchAll(digits)) {
        for (let at = 0; at < run.length; at++) {
          if (numbers.has(run.slice(at, at + NUMBER_DIGITS))) found++;
          if (run.startsWith(PHONE_START, at) && phoneLengths.some((length) => phones.has(run.slice(at, at + length)))) found++;
        }
      }
      // The given name may stick to a letter that happens to stand before it.
      for (const [match] of text.matchAll(names)) {
        const start = match.indexOf(' ');
        if ([...Array(start).keys()].some((at) => fullNames.has(match.slice(at)))) found++;
      }
      return found;
    },
  };
}
