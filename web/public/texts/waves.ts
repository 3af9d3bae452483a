import type { Texts } from '#web/shared/text.ts';

export const ALL_WAVES = {
  title: { id: 'Semua gelombang | Gelombang', en: 'All waves | Gelombang' },
  description: {
    id: 'Rencana, kunci, undian dan sertifikat setiap gelombang.',
    en: 'Plan, commitment, draw and certificate of every wave.',
  },
  heading: { id: 'Semua gelombang', en: 'All waves' },
} as const satisfies Texts;
