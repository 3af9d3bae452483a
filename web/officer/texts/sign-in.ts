import type { Texts } from '#web/shared/text.ts';

/** The page to which the user pool's sign-in page sends back. */
export const SIGN_IN = {
  title: { id: 'Masuk | Petugas Gelombang', en: 'Sign in | Gelombang officers' },
  heading: { id: 'Masuk', en: 'Sign in' },
  working: { id: 'Memeriksa jawaban halaman masuk …', en: 'Checking the answer of the sign-in page …' },
  failed: {
    id: 'Masuk tidak berhasil: jawaban halaman masuk bukan untuk jendela ini, atau sudah dipakai. Mulai lagi dari awal.',
    en: 'Signing in failed: the answer of the sign-in page is not for this window, or was used before. Please begin again.',
  },
  again: { id: 'Mulai lagi', en: 'Begin again' },
} as const satisfies Texts;
