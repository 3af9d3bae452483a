import type { Language } from '#web/shared/text.ts';

/** `12,3%` as the language writes it. @param share 0 to 1 */
export function percentText(share: number, language: Language): string {
  return new Intl.NumberFormat(language === 'id' ? 'id-ID' : 'en-GB', { style: 'percent', maximumFractionDigits: 1 }).format(share);
}
