import type { Texts } from '#web/shared/text.ts';

export const DRAW = {
  title: { id: 'Cara undian bekerja | Gelombang', en: 'How the draw works | Gelombang' },
  description: { id: 'Contoh undian yang dapat Anda mainkan sendiri.', en: 'An example of the draw that you can play with.' },
  heading: { id: 'Cara undian bekerja', en: 'How the draw works' },
} as const satisfies Texts;
