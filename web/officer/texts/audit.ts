import type { Texts } from '#web/shared/text.ts';

export const AUDIT = {
  title: { id: 'Catatan audit | Petugas Gelombang', en: 'The audit log | Gelombang officers' },
  heading: { id: 'Catatan audit', en: 'The audit log' },
} as const satisfies Texts;
