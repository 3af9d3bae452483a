import type { Language } from './text.ts';

const LOCALES: Record<Language, string> = { id: 'id-ID', en: 'en-GB' };
const TIME_ZONE = 'Asia/Jakarta';

/** `Sabtu, 8 Agustus 2020 pukul 12.00 WIB`. @param at epoch milliseconds, or an instant as the API writes it */
export function instantText(at: number | string, language: Language): string {
  const format = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'full', timeStyle: 'short', timeZone: TIME_ZONE });
  // Never alone on the next line.
  return `${format.format(new Date(at))}\u00a0WIB`;
}

/** `8 Agustus 2020`. @param at epoch milliseconds, or an instant as the API writes it */
export function dayText(at: number | string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: TIME_ZONE }).format(new Date(at));
}

export function numberText(count: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language]).format(count);
}

/** The months of a year, January first. */
export function monthNames(language: Language): string[] {
  const format = new Intl.DateTimeFormat(LOCALES[language], { month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, month) => format.format(Date.UTC(2020, month, 1)));
}

const UNITS: Record<Language, readonly [days: (count: number) => string, hour: string, minute: string, second: string]> = {
  id: [(count) => `${count} hari`, 'jam', 'menit', 'detik'],
  en: [(count) => (count === 1 ? '1 day' : `${count} days`), 'h', 'min', 's'],
};

/** What is left of a time, its two or three largest parts: `3 hari 4 jam`, `4 menit 9 detik`. @param ms milliseconds; below 0 counts as 0 */
export function remainingText(ms: number, language: Language): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const [days, hour, minute, second] = UNITS[language];
  const parts = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ] as const;
  if (parts[0] > 0) return `${days(parts[0])} ${parts[1]} ${hour}`;
  if (parts[1] > 0) return `${parts[1]} ${hour} ${parts[2]} ${minute}`;
  return parts[2] > 0 ? `${parts[2]} ${minute} ${parts[3]} ${second}` : `${parts[3]} ${second}`;
}

/** `12.00.05`, the time of a day in WIB. @param at epoch milliseconds */
export function clockText(at: number, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], { timeStyle: 'medium', timeZone: TIME_ZONE }).format(at);
}
