import type { Texts } from '#web/shared/text.ts';

export const PLAN = {
  title: { id: 'Rencanakan gelombang | Petugas Gelombang', en: 'Plan a wave | Gelombang officers' },
  heading: { id: 'Rencanakan gelombang', en: 'Plan a wave' },
} as const satisfies Texts;
