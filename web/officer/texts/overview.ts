import type { Texts } from '#web/shared/text.ts';

export const OVERVIEW = {
  title: { id: 'Ikhtisar | Petugas Gelombang', en: 'Overview | Gelombang officers' },
  heading: { id: 'Ikhtisar', en: 'Overview' },
} as const satisfies Texts;
