import type { Texts } from '#web/shared/text.ts';

export const WAVE = {
  title: { id: 'Jalannya gelombang | Petugas Gelombang', en: 'A wave as it runs | Gelombang officers' },
  heading: { id: 'Jalannya gelombang', en: 'A wave as it runs' },
} as const satisfies Texts;
