import type { Texts } from '#web/shared/text.ts';

/** Where a year's places went. */
export const PLACES = {
  title: { id: 'Ke mana kuota pergi | Gelombang', en: 'Where the places went | Gelombang' },
  description: {
    id: 'Aliran kuota setahun, dari keputusan sampai pemakaian.',
    en: 'A year’s places as a flow, from the decree to their use.',
  },
  heading: { id: 'Ke mana kuota pergi', en: 'Where the places went' },
  lead: {
    id: 'Setiap kuota yang diputuskan untuk satu tahun, dari keputusannya sampai dipakai, kembali, atau diberikan lagi. Semuanya dari berkas yang diterbitkan.',
    en: 'Every place that was decreed for a year, from the decree until it is used, comes back, or is granted again. All of it from published files.',
  },
  year: { id: 'Tahun', en: 'Year' },
  none: { id: 'Tidak ada gelombang di tahun {year}.', en: 'There is no wave in {year}.' },
  reading: { id: 'Membaca berkas {count} gelombang …', en: 'Reading the files of {count} waves …' },
  unreachable: {
    id: 'Sebagian berkas tidak dapat diunduh: kuotanya tampil sebagai “tidak diketahui”.',
    en: 'Some files could not be downloaded: their places are shown as “not known”.',
  },
  again: { id: 'Coba lagi', en: 'Try again' },
  faulty: {
    id: 'ANGKANYA TIDAK COCOK di gelombang {waves}. Simpan halaman ini dan tanyakan kepada penyelenggara.',
    en: 'THE NUMBERS DO NOT ADD UP in wave {waves}. Keep this page and ask whoever runs the programme.',
  },
  sums: { id: 'Tahun {year} dalam angka', en: 'The year {year} in numbers' },
  decreed: { id: 'Diputuskan', en: 'Decreed' },
  regranted: { id: 'Kembali, lalu diberikan ke gelombang lain', en: 'Came back and were granted to another wave' },
  adds: {
    id: 'Diputuskan {decreed} + diberikan lagi {regranted} = {sum}, yaitu semua aliran yang keluar dari gelombang.',
    en: 'Decreed {decreed} + granted again {regranted} = {sum}, which is all that flows out of the waves.',
  },
  refilled: {
    id: '{count} kuota sudah berpindah tangan di gelombangnya sendiri: kembali, lalu diberikan menurut urutan undian yang sama.',
    en: '{count} places changed hands inside their own wave: they came back and went to the next of the same order.',
  },
  poolHint: {
    id: 'Kuota yang kembali dari semua gelombang disimpan bersama: gambar ini tidak mengatakan kuota mana menjadi gelombang mana.',
    en: 'Places that came back from all waves are kept together: the picture does not say which of them became which wave.',
  },
  picture: { id: 'Aliran kuota tahun {year}', en: 'The flow of places of {year}' },
  label: {
    id: 'Gambar aliran: {decreed} kuota dari keputusan tahun {year} lewat {waves} gelombang. Angkanya ada di tabel di bawah.',
    en: 'A picture of the flow: {decreed} places from the decree of {year} through {waves} waves. The numbers are in the table below.',
  },
  from: { id: 'Dari', en: 'From' },
  to: { id: 'Ke', en: 'To' },
  places: { id: 'Kuota', en: 'Places' },
  sources: {
    id: 'Sumber: rencana, certificate.json, refills dan places.json setiap gelombang.',
    en: 'Sources: plan, certificate.json, refills and places.json of each wave.',
  },
  toWaves: { id: 'Berkas setiap gelombang', en: 'The files of each wave' },
} as const satisfies Texts;

/** The stations of a place, by the kinds of the flow. */
export const STATIONS = {
  decree: { id: 'Keputusan {year}', en: 'Decree of {year}' },
  wave: { id: 'Gelombang {number}', en: 'Wave {number}' },
  unexplained: { id: 'Tidak dapat dijelaskan', en: 'Not accounted for' },
  used: { id: 'Dipakai', en: 'Used' },
  back: { id: 'Kembali', en: 'Came back' },
  unfilled: { id: 'Tidak terisi', en: 'Not filled' },
  awaited: { id: 'Pada penerima', en: 'With recipients' },
  regiving: { id: 'Sedang diberikan lagi', en: 'Being given again' },
  reserved: { id: 'Dicadangkan untuk keberatan', en: 'Kept for appeals' },
  undrawn: { id: 'Belum diundi', en: 'Not drawn yet' },
  unknown: { id: 'Tidak diketahui', en: 'Not known' },
  inHand: { id: 'Tersedia untuk gelombang lain', en: 'In hand for another wave' },
} as const satisfies Texts;
