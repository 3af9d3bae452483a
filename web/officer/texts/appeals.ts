import type { Texts } from '#web/shared/text.ts';

export const APPEALS = {
  title: { id: 'Keberatan | Petugas Gelombang', en: 'Appeals | Gelombang officers' },
  heading: { id: 'Keberatan', en: 'Appeals' },
} as const satisfies Texts;
