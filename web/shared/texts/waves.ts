import type { Texts } from '#web/shared/text.ts';

/** What is said of waves on the home page and above the form. */
export const WAVES = {
  loading: { id: 'Memuat jadwal gelombang …', en: 'Loading the waves …' },
  failed: {
    id: 'Jadwal belum dapat dimuat. Periksa sambungan internet Anda; halaman ini mencoba lagi sendiri.',
    en: 'The waves could not be loaded. Check your connection; this page tries again by itself.',
  },
  none: { id: 'Belum ada gelombang yang diumumkan.', en: 'No wave is announced yet.' },
  wave: { id: 'Gelombang {number}', en: 'Wave {number}' },
  announced: { id: 'Belum dibuka', en: 'Not open yet' },
  open: { id: 'Sedang dibuka', en: 'Open' },
  closed: { id: 'Sudah ditutup', en: 'Closed' },
  selecting: { id: 'Sedang diundi', en: 'Being drawn' },
  published: { id: 'Hasil sudah terbit', en: 'Results are out' },
  opensIn: { id: 'Dibuka {left} lagi', en: 'Opens in {left}' },
  closesIn: { id: 'Masih {left}', en: '{left} left' },
  opensAt: { id: 'Dibuka', en: 'Opens' },
  closesAt: { id: 'Ditutup', en: 'Closes' },
  drawnAt: { id: 'Diundi sesudah', en: 'Drawn after' },
  places: { id: 'Kuota', en: 'Places' },
  ages: { id: 'Umur', en: 'Age' },
  ageFrom: { id: '{from} tahun ke atas', en: '{from} and over' },
  ageBetween: { id: '{from} sampai {to} tahun', en: '{from} to {to}' },
  apply: { id: 'Daftar gelombang {number}', en: 'Apply for wave {number}' },
  fillInEarly: { id: 'Isi formulir sekarang', en: 'Fill in the form now' },
  seeResult: { id: 'Lihat hasil saya', en: 'See my result' },
  waitForDraw: {
    id: 'Pendaftaran sudah ditutup. Hasilnya terbit di sini sesudah undian.',
    en: 'Registration has closed. The result is published here after the draw.',
  },
  earlier: { id: 'Gelombang sebelumnya', en: 'Earlier waves' },
  savedHere: { id: 'Tanda terima Anda tersimpan di HP ini.', en: 'Your receipt is kept on this phone.' },
} as const satisfies Texts;
