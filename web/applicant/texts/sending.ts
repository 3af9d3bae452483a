import type { Texts } from '#web/shared/text.ts';

/** While a registration is on its way, by the form or by joining. */
export const SENDING = {
  heading: { id: 'Pendaftaran sedang dikirim', en: 'Your registration is being sent' },
  spread: {
    id: 'Dikirim sendiri {left} lagi. Supaya layanan tidak macet, setiap HP menunggu giliran acak; peluang Anda tetap sama.',
    en: 'It is sent by itself in {left}. So that the service keeps up, each phone waits a random time; your chance stays the same.',
  },
  beforeOpening: {
    id: 'Gelombang ini belum dibuka. Pendaftaran Anda dikirim sendiri {left} lagi; biarkan halaman ini terbuka.',
    en: 'This wave is not open yet. Your registration is sent by itself in {left}; keep this page open.',
  },
  now: { id: 'Mengirim …', en: 'Sending …' },
  busy: {
    id: 'Layanan sedang ramai. Dikirim lagi sendiri {left} lagi.',
    en: 'The service is busy. It is sent again by itself in {left}.',
  },
  offline: {
    id: 'Sambungan terputus. Pendaftaran Anda dikirim sendiri begitu tersambung lagi; biarkan halaman ini terbuka.',
    en: 'The connection is lost. Your registration is sent by itself as soon as it is back; keep this page open.',
  },
  twiceIsOnce: { id: 'Terkirim dua kali pun tetap satu pendaftaran.', en: 'Even if it is sent twice it counts once.' },
  cancel: { id: 'Batal dan kembali ke formulir', en: 'Cancel and go back to the form' },
  refusedHeading: { id: 'Pendaftaran tidak diterima', en: 'The registration was not taken' },
  refusedUnknown: {
    id: 'Jawaban layanan tidak dapat dibaca. Silakan coba lagi nanti.',
    en: 'The answer of the service could not be read. Please try again later.',
  },
  backToForm: { id: 'Kembali ke formulir', en: 'Back to the form' },
  toHome: { id: 'Ke beranda', en: 'To the home page' },
  checkResult: { id: 'Lihat hasil saya', en: 'See my result' },
} as const satisfies Texts;
