import type { Texts } from '#web/shared/text.ts';

/** What is kept of an applicant, in plain words. */
export const PRIVACY = {
  title: { id: 'Apa yang kami simpan | Gelombang', en: 'What we keep | Gelombang' },
  description: { id: 'Data apa yang disimpan, di mana, dan berapa lama.', en: 'Which data is kept, where, and for how long.' },
  heading: { id: 'Apa yang kami simpan', en: 'What we keep' },
  withUs: { id: 'Di layanan ini', en: 'In this service' },
  sealed: {
    id: 'NIK, nomor KK, nama dan nomor HP disimpan terkunci. Yang menerima pendaftaran dapat mengunci, tetapi tidak dapat membukanya lagi. Setiap pembukaan tercatat.',
    en: 'NIK, KK number, name and phone are kept sealed. What takes a registration can seal it and can not open it again. Every opening is logged.',
  },
  once: {
    id: 'Dari NIK disimpan sidik angka berkunci, supaya satu orang menerima sekali saja.',
    en: 'Of the NIK a keyed fingerprint is kept, so that one person receives only once.',
  },
  published: {
    id: 'Yang diumumkan hanyalah nomor peserta acak dan provinsi, tanpa nama.',
    en: 'What is published is a random entry and a province, without a name.',
  },
  erased: {
    id: 'Data terkunci dari yang tidak terpilih dihapus sesudah masa banding. Bukti undian tetap berlaku tanpa data itu.',
    en: 'The sealed details of those not selected are erased after the time for appeals. The proofs of the draw stay valid without them.',
  },
  onPhone: { id: 'Di HP Anda', en: 'On your phone' },
  onlyAsked: {
    id: 'Hanya bila Anda mencentangnya: isian formulir sampai terkirim, dan tanda terima. Keduanya punya tombol hapus. Bila Anda mengganti bahasa, isian ikut pindah dalam jendela ini dan tidak tinggal.',
    en: 'Only if you tick it: what you typed until it is sent, and the receipt. Both have a button to delete them. When you change the language, what you typed moves along within this window and does not stay.',
  },
  noTracking: {
    id: 'Tidak ada kuki, tidak ada pelacak, tidak ada yang dimuat dari situs lain.',
    en: 'No cookies, no trackers, nothing is loaded from another site.',
  },
} as const satisfies Texts;
