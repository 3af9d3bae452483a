import type { Texts } from '#web/shared/text.ts';

export const PLACES = {
  title: { id: 'Ke mana kuota pergi | Gelombang', en: 'Where the places went | Gelombang' },
  description: {
    id: 'Aliran kuota setahun, dari keputusan sampai pemakaian.',
    en: 'A year’s places as a flow, from the decree to their use.',
  },
  heading: { id: 'Ke mana kuota pergi', en: 'Where the places went' },
} as const satisfies Texts;
