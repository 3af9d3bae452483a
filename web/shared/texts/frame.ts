import type { Texts } from '#web/shared/text.ts';

/** Around every page. */
export const FRAME = {
  name: { id: 'Gelombang', en: 'Gelombang' },
  skip: { id: 'Langsung ke isi', en: 'Skip to the content' },
  otherLanguage: { id: 'English', en: 'Indonesia' },
  home: { id: 'Beranda', en: 'Home' },
  register: { id: 'Daftar', en: 'Apply' },
  result: { id: 'Hasil saya', en: 'My result' },
  check: { id: 'Periksa undian', en: 'Check a draw' },
  waves: { id: 'Semua gelombang', en: 'All waves' },
  draw: { id: 'Cara undian bekerja', en: 'How the draw works' },
  places: { id: 'Ke mana kuota pergi', en: 'Where the places went' },
  officers: { id: 'Petugas', en: 'For officers' },
  menu: { id: 'Menu utama', en: 'Main menu' },
  footer: {
    id: 'Layanan ini gratis. Satu-satunya alamatnya adalah alamat yang sedang Anda buka.',
    en: 'This service is free. Its only address is the one that you have open.',
  },
  privacy: { id: 'Apa yang kami simpan', en: 'What we keep' },
  noScript: {
    id: 'Bagian ini memerlukan JavaScript. Tanpa JavaScript, jadwal dan kuota semua gelombang dapat dibaca di',
    en: 'This part needs JavaScript. Without it, dates and places of all waves can be read at',
  },
  loading: { id: 'Memuat …', en: 'Loading …' },
} as const satisfies Texts;
