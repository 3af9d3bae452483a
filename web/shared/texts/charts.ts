import type { Texts } from '#web/shared/text.ts';

/** Beside every chart. */
export const CHARTS = {
  asTable: { id: 'Sebagai tabel', en: 'As a table' },
  save: { id: 'Simpan sebagai CSV', en: 'Save as CSV' },
  measure: { id: 'Yang ditampilkan', en: 'What is shown' },
  province: { id: 'Provinsi', en: 'Province' },
  map: { id: 'Peta kotak, dapat digeser: {title}', en: 'Map of tiles, can be scrolled: {title}' },
} as const satisfies Texts;
