import type { Texts } from '#web/shared/text.ts';

/** The receipt: what stays with the applicant. */
export const RECEIPT = {
  registered: { id: 'Anda sudah terdaftar', en: 'You are registered' },
  wave: { id: 'Gelombang', en: 'Wave' },
  registeredAt: { id: 'Diterima', en: 'Received' },
  entry: { id: 'Nomor peserta', en: 'Entry' },
  entryHint: {
    id: 'Dengan nomor ini Anda muncul di daftar umum, tanpa nama.',
    en: 'By it you appear in the public list, without your name.',
  },
  keep: { id: 'Simpan tanda terima ini', en: 'Keep this receipt' },
  keepBody: {
    id: 'Dengan tanda terima ini Anda membuka hasil, dan ikut gelombang berikutnya tanpa mengisi formulir lagi. Simpan seperti kunci: jangan diberikan kepada siapa pun.',
    en: 'With it you open your result and join the next wave without filling in the form again. Keep it like a key: give it to nobody.',
  },
  onPhone: { id: 'Simpan di HP ini', en: 'Keep on this phone' },
  isOnPhone: { id: 'Tersimpan di HP ini.', en: 'Kept on this phone.' },
  notKept: {
    id: 'Belum disimpan. Bila halaman ini ditutup, tanda terima hilang.',
    en: 'Not kept yet. When this page is closed, the receipt is gone.',
  },
  phoneFull: {
    id: 'HP ini tidak mengizinkan penyimpanan. Simpan sebagai berkas atau cetak.',
    en: 'This phone does not allow keeping it. Save it as a file or print it.',
  },
  asFile: { id: 'Simpan sebagai berkas', en: 'Save as a file' },
  print: { id: 'Cetak', en: 'Print' },
  forget: { id: 'Hapus dari HP ini', en: 'Delete from this phone' },
  qr: { id: 'Kode QR: membuka hasil Anda di HP lain', en: 'QR code: opens your result on another phone' },
  qrHint: {
    id: 'Membuka hasil Anda di HP Anda yang lain: arahkan kameranya ke sini. Jangan ditunjukkan kepada siapa pun.',
    en: 'Opens your result on another phone of yours: point its camera at it. Show it to nobody.',
  },
  receiptQr: { id: 'Kode tanda terima: memeriksa pendaftaran Anda', en: 'Code of the receipt: checks your registration' },
  receiptQrHint: {
    id: 'Memeriksa sesudah undian apakah pendaftaran Anda ikut diundi. Kode ini tidak membuka hasil Anda.',
    en: 'Checks after the draw whether your registration was in it. It does not open your result.',
  },
  next: { id: 'Selanjutnya', en: 'What comes next' },
  nextClosing: { id: 'Pendaftaran ditutup {at}.', en: 'Registration closes on {at}.' },
  nextDraw: { id: 'Undian dan hasilnya sesudah {at}.', en: 'The draw and its result come after {at}.' },
  nextTold: {
    id: 'Hasil dapat dilihat di sini, dan dikirim lewat SMS tanpa tautan.',
    en: 'The result is shown here, and sent by SMS without a link.',
  },
  codes: { id: 'Kode tanda terima (untuk pemeriksaan)', en: 'Codes of the receipt (for checking)' },
  receiptCode: { id: 'Tanda terima (boleh ditunjukkan)', en: 'Receipt (may be shown)' },
  manageCode: { id: 'Kunci hasil (rahasia)', en: 'Key to the result (secret)' },
  fileName: { id: 'tanda-terima-gelombang-{number}.txt', en: 'receipt-wave-{number}.txt' },
  fileHeading: { id: 'TANDA TERIMA PENDAFTARAN, GELOMBANG {number}', en: 'RECEIPT OF A REGISTRATION, WAVE {number}' },
  fileKeep: {
    id: 'Simpan berkas ini dan jangan berikan kepada siapa pun. Buka di {address} untuk melihat hasil.',
    en: 'Keep this file and give it to nobody. Open it at {address} to see your result.',
  },
} as const satisfies Texts;
