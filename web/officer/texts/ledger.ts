import type { Texts } from '#web/shared/text.ts';

export const LEDGER = {
  title: { id: 'Buku kuota | Petugas Gelombang', en: 'The ledger of places | Gelombang officers' },
  heading: { id: 'Buku kuota', en: 'The ledger of places' },
} as const satisfies Texts;
