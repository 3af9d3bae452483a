import type { Texts } from '#web/shared/text.ts';

export const LISTS = {
  title: { id: 'Daftar pembanding | Petugas Gelombang', en: 'Lists to check against | Gelombang officers' },
  heading: { id: 'Daftar pembanding', en: 'Lists to check against' },
} as const satisfies Texts;
