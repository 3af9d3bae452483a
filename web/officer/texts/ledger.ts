import type { Texts } from '#web/shared/text.ts';

export const LEDGER = {
  title: { id: 'Buku kuota | Petugas Gelombang', en: 'The ledger of places | Gelombang officers' },
  heading: { id: 'Buku kuota', en: 'The ledger of places' },
  loading: { id: 'Menghitung …', en: 'Adding up …' },
  year: { id: 'Tahun program', en: 'Programme year' },
  again: { id: 'Coba lagi', en: 'Try again' },
  lookNow: { id: 'Hitung lagi', en: 'Add up again' },
  whoReads: {
    id: 'Buku kuota dibaca oleh petugas, penyetuju, dan auditor.',
    en: 'The ledger is read by officers, approvers and auditors.',
  },
  totals: { id: 'Kuota tahun {year}', en: 'Places of {year}' },
  sums: { id: 'Yang harus selalu sama', en: 'What must always be equal' },
  addsUp: {
    id: 'Semua jumlah cocok: tidak ada kuota yang hilang atau terhitung dua kali.',
    en: 'It all adds up: no place is lost, and none is counted twice.',
  },
  doesNotAddUp: {
    id: 'TIDAK COCOK. Bila tetap demikian sesudah dihitung lagi, jalankan npm run ledger -- check.',
    en: 'IT DOES NOT ADD UP. If that is so when it is added up again, run npm run ledger -- check.',
  },
  holds: { id: 'cocok', en: 'holds' },
  fails: { id: 'tidak cocok', en: 'does not hold' },
  rowsAddUp: { id: 'Jumlah semua gelombang sama dengan jumlah tahun.', en: 'The waves add up to the year.' },
  rowsDiffer: {
    id: 'Jumlah semua gelombang lain daripada jumlah tahun: {totals}',
    en: 'The waves do not add up to the year: {totals}',
  },
  waves: { id: 'Gelombang demi gelombang', en: 'Wave by wave' },
  wavesOf: { id: 'Di mana kuota gelombang tahun {year}', en: 'Where the places of the waves of {year} are' },
  wave: { id: 'Gelombang', en: 'Wave' },
  phase: { id: 'Tahap', en: 'Phase' },
  fundedBy: { id: 'Asal kuota', en: 'Places of' },
  byRecovery: { id: 'kuota yang kembali', en: 'places that came back' },
  byDecree: { id: 'keputusan tahunan', en: 'the year’s decree' },
  granted: { id: 'Disediakan', en: 'Granted' },
  awarded: { id: 'Diberikan', en: 'Awarded' },
  awaiting: { id: 'Belum dipakai', en: 'Still to be used' },
  activated: { id: 'Dipakai', en: 'Activated' },
  returned: { id: 'Kembali', en: 'Came back' },
  regranted: { id: 'Disediakan lagi', en: 'Granted again' },
  refilled: { id: 'Diisi ulang', en: 'Refilled' },
  unfilled: { id: 'Tidak terisi', en: 'Unfilled' },
  undrawn: { id: 'Belum diundi', en: 'Not drawn yet' },
  byProvince: { id: 'Satu gelombang menurut provinsi', en: 'A wave by province' },
  chooseWave: { id: 'Pilih gelombang', en: 'Choose a wave' },
  now: { id: 'Kuota {waveId} sekarang', en: 'Places of {waveId} now' },
  toBeDrawn: { id: 'Untuk diundi', en: 'To be drawn' },
  reserved: { id: 'Cadangan keberatan', en: 'Reserved for appeals' },
  inHandOfWave: { id: 'Kembali, di tangan', en: 'Came back, in hand' },
  national: {
    id: 'Yang bukan milik satu provinsi (kuota nasional, cadangan keberatan) hanya ada di jumlah di atas.',
    en: 'What is no province’s (a pot for the whole country, places reserved for appeals) is in the figures above alone.',
  },
  acts: { id: 'Usulan', en: 'Proposals' },
  propose: { id: 'Usulkan', en: 'Propose it' },
  nothingInHand: { id: 'Tidak ada kuota yang kembali dan masih di tangan.', en: 'No place that came back is in hand.' },
  grant: { id: 'Sediakan kuota yang kembali untuk gelombang baru', en: 'Grant places that came back to a new wave' },
  grantBody: {
    id: '{inHand} kuota tahun {year} sudah kembali dan belum disediakan lagi. Gelombangnya diumumkan sesudah ini, dengan kuota yang persis sama.',
    en: '{inHand} places of {year} came back and are not granted again. The wave is announced afterwards, with exactly these places.',
  },
  grantWave: { id: 'Nama gelombang baru', en: 'Name of the new wave' },
  grantWaveHint: { id: 'Misalnya 2020-11; belum diumumkan.', en: 'Such as 2020-11; not announced yet.' },
  grantShape: { id: 'Untuk siapa', en: 'For whom' },
  forAll: { id: 'Seluruh negeri', en: 'The whole country' },
  perProvince: { id: 'Per provinsi', en: 'By province' },
  grantPlaces: { id: 'Berapa kuota', en: 'How many places' },
  grantSum: { id: 'Jumlah {sum} dari {inHand} yang di tangan', en: '{sum} in all, of {inHand} in hand' },
  entry: { id: 'Nomor entri', en: 'Entry id' },
  entryHint: {
    id: '32 digit heksadesimal dari tanda terima atau daftar terpilih.',
    en: '32 hex digits, of the receipt or the list of winners.',
  },
  revoke: { id: 'Cabut kuota seorang penerima', en: 'Take back a recipient’s place' },
  revokeBody: {
    id: 'Sebelum batas waktunya, dengan alasan. Kuotanya kembali; penerima tetap tercatat pernah menerima.',
    en: 'Before its deadline, for a reason. The place comes back; that the person has received stays on record.',
  },
  holdPlace: { id: 'Jeda batas waktu seorang penerima', en: 'Let the clock of a recipient’s place stand' },
  holdPlaceBody: {
    id: 'Batas pemakaian mundur selama jeda; sebelum itu kuota tidak dapat dicabut.',
    en: 'The deadline moves by as long as it lasts; until then the place can not be taken back.',
  },
} as const satisfies Texts;

/** The totals of a year by the API's words. */
export const TOTAL_NAMES = {
  decreed: { id: 'Menurut keputusan', en: 'Decreed' },
  awarded: { id: 'Diberikan', en: 'Awarded' },
  awaiting: { id: 'Belum dipakai', en: 'Still to be used' },
  activated: { id: 'Dipakai', en: 'Activated' },
  returned: { id: 'Kembali', en: 'Came back' },
  regranted: { id: 'Disediakan lagi', en: 'Granted again' },
  inHand: { id: 'Di tangan', en: 'In hand' },
  unfilled: { id: 'Tidak terisi', en: 'Unfilled' },
  undrawn: { id: 'Belum diundi', en: 'Not drawn yet' },
} as const satisfies Texts;

/** Where a wave is, by the ledger's words. */
export const PHASE_NAMES = {
  scheduled: { id: 'dijadwalkan', en: 'scheduled' },
  selecting: { id: 'seleksi berjalan', en: 'selecting' },
  published: { id: 'diterbitkan', en: 'published' },
  'granted-only': { id: 'belum diumumkan', en: 'not announced yet' },
} as const satisfies Texts;
