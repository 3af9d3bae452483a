import type { Texts } from '#web/shared/text.ts';

export const PARTNERS = {
  title: { id: 'Mitra | Petugas Gelombang', en: 'Partners | Gelombang officers' },
  heading: { id: 'Mitra', en: 'Partners' },
} as const satisfies Texts;
