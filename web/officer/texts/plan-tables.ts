import type { Texts } from '#web/shared/text.ts';

/** A plan as it is read by who proposes and who decides. */
export const PLAN_TABLES = {
  changes: { id: 'Yang berubah', en: 'What changes' },
  same: { id: 'Tidak ada yang berubah dari rencana yang berlaku.', en: 'Nothing changes against the plan in force.' },
  what: { id: 'Hal', en: 'What' },
  before: { id: 'Sekarang', en: 'Now' },
  after: { id: 'Menjadi', en: 'Would be' },
  provinces: { id: 'Kuota tiap provinsi', en: 'Places of each province' },
  provincesAndTotal: { id: 'Kuota {count} provinsi, jumlah {total}', en: 'Places of {count} provinces, {total} in total' },
  province: { id: 'Provinsi', en: 'Province' },
  places: { id: 'Kuota', en: 'Places' },
  total: { id: 'Jumlah', en: 'Total' },
} as const satisfies Texts;
