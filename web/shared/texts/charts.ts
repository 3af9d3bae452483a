import type { Texts } from '#web/shared/text.ts';

/** Beside every chart. */
export const CHARTS = {
  asTable: { id: 'Sebagai tabel', en: 'As a table' },
  save: { id: 'Simpan sebagai CSV', en: 'Save as CSV' },
} as const satisfies Texts;
