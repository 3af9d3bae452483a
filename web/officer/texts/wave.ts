import type { Texts } from '#web/shared/text.ts';

export const WAVE = {
  title: { id: 'Jalannya gelombang | Petugas Gelombang', en: 'A wave as it runs | Gelombang officers' },
  heading: { id: 'Jalannya gelombang', en: 'A wave as it runs' },
  loading: { id: 'Memuat …', en: 'Loading …' },
  failed: {
    id: 'Gelombang belum dapat dimuat; halaman ini mencoba lagi sendiri.',
    en: 'The waves could not be loaded; this page tries again by itself.',
  },
  unknown: { id: 'Gelombang ini tidak ada. Pilih salah satu.', en: 'There is no such wave. Please choose one.' },
  none: { id: 'Belum ada gelombang.', en: 'There is no wave yet.' },
  choose: { id: 'Pilih gelombang', en: 'Choose a wave' },
  wave: { id: 'Gelombang {number}', en: 'Wave {number}' },
  lookNow: { id: 'Perbarui sekarang', en: 'Look now' },
  stale: { id: 'Angka di bawah ini dari pembaruan sebelumnya.', en: 'The figures below are of an earlier look.' },
  opensIn: { id: 'Dibuka dalam {left}', en: 'Opens in {left}' },
  closesIn: { id: 'Ditutup dalam {left}', en: 'Closes in {left}' },
  roundIn: { id: 'Angka acak keluar dalam {left}', en: 'The random number comes in {left}' },
  deadlineIn: { id: 'Batas pemakaian dalam {left}', en: 'The deadline of places is in {left}' },
  startsByItself: {
    id: 'Seleksi mulai sendiri sesudah pendaftaran terakhir selesai diproses, biasanya dalam satu atau dua menit.',
    en: 'The selection starts by itself when the last registrations have been dealt with, usually within a minute or two.',
  },
  revocationsStopped: {
    id: 'Pencabutan kuota dihentikan sejak {at}.',
    en: 'Since {at} no place is taken back.',
  },
  window: { id: 'Pendaftaran', en: 'Registration' },
  to: { id: 'sampai', en: 'to' },
  beacon: { id: 'Angka acak', en: 'Random number' },
  testChain: { id: 'rantai uji coba', en: 'a chain for trials' },
  places: { id: 'Kuota', en: 'Places' },
  reserved: { id: 'di samping {count} cadangan untuk keberatan', en: 'beside {count} reserved for appeals' },
  recovered: { id: 'dari kuota yang kembali', en: 'of places that came back' },
  priority: { id: 'Prioritas', en: 'Priority' },
  priorityShare: { id: '{perCent}% kuota bagi yang terkena PHK', en: '{perCent}% of the places for people laid off' },
  deadline: { id: 'Batas pemakaian', en: 'Deadline of places' },
  hold: { id: 'Jeda batas waktu', en: 'Clocks stand' },
  refill: { id: 'Pengisian ulang {number}', en: 'Refill {number}' },
  refillPlaces: { id: '{places} kuota yang kembali', en: '{places} places that came back' },
  refillAwarded: { id: '{awarded} diberikan lagi', en: '{awarded} awarded again' },
  settled: { id: 'Tuntas', en: 'Settled' },
  planHash: { id: 'Sidik jari rencana', en: 'Fingerprint of the plan' },
  registrations: { id: 'Pendaftaran', en: 'Registrations' },
  registered: { id: 'Sudah terdaftar', en: 'Registered' },
  registeredAbout: { id: 'Sudah terdaftar, kira-kira', en: 'Registered, about' },
  entrants: { id: 'Peserta undian', en: 'Entrants' },
  entrantsPriority: { id: 'Peserta prioritas', en: 'Entrants with priority' },
  registryPending: { id: 'Belum dijawab Dukcapil', en: 'Not answered by the civil registry' },
  awarded: { id: 'Diberikan', en: 'Awarded' },
  unfilled: { id: 'Tidak terisi', en: 'Unfilled' },
  planned: { id: 'Kuota direncanakan', en: 'Places planned' },
  estimated: {
    id: 'Perkiraan dari 8 dari 256 bagian; galatnya beberapa persen. Angka pastinya ada sesudah penguncian daftar.',
    en: 'Estimated from 8 of 256 shards, to a few per cent. The exact figure is there once the list is locked.',
  },
  perMinute: { id: 'Pendaftaran per menit', en: 'Registrations a minute' },
  perMinuteAbout: { id: 'Pendaftaran per menit, perkiraan', en: 'Registrations a minute, estimated' },
  perMinuteNow: { id: 'Kini {count} pendaftaran per menit', en: '{count} registrations a minute now' },
  rateSoon: {
    id: 'Laju per menit terlihat sesudah beberapa detik, dari selisih antara dua pembaruan.',
    en: 'The rate a minute is seen after some seconds, from the difference between two looks.',
  },
  sinceOpened: {
    id: 'Sejak halaman ini dibuka. Halaman yang tidak terlihat tidak bertanya.',
    en: 'Since this page was opened. A page that nobody sees does not ask.',
  },
  time: { id: 'Waktu (WIB)', en: 'Time (WIB)' },
  refusals: { id: 'Penolakan', en: 'Refusals' },
  refusalsByRule: { id: 'Ditolak menurut aturan', en: 'Refused by rule' },
  rule: { id: 'Aturan', en: 'Rule' },
  source: { id: 'Dasar hukum', en: 'Legal source' },
  refused: { id: 'Ditolak', en: 'Refused' },
  selection: { id: 'Seleksi, percobaan ke-{attempt}', en: 'Selection, attempt {attempt}' },
  selectionRunning: { id: 'Berjalan: {step}.', en: 'Running: {step}.' },
  selectionFailed: { id: 'GAGAL pada langkah: {step}.', en: 'FAILED in this step: {step}.' },
  selectionNotStarted: { id: 'Sedang dimulai.', en: 'About to start.' },
  selectionDone: { id: 'Selesai.', en: 'Done.' },
  stageDone: { id: 'selesai', en: 'done' },
  stageNow: { id: 'sedang berjalan', en: 'under way' },
  stageFailed: { id: 'gagal', en: 'failed' },
  stageToCome: { id: 'belum', en: 'to come' },
  shards: { id: '{done} dari {of} bagian disaring', en: '{done} of {of} shards screened' },
  committedAt: { id: 'Dikunci pada {at}', en: 'Locked on {at}' },
  round: { id: 'Putaran {round} dari drand, {at}.', en: 'Round {round} of drand, {at}.' },
  roundLeft: { id: 'Masih {left}.', en: '{left} left.' },
  drawnAt: { id: 'Diundi pada {at} untuk {places} kuota', en: 'Drawn on {at} for {places} places' },
  awardRound: {
    id: 'Babak {number}: {tried} dari {winners} pemberian diproses',
    en: 'Round {number}: {tried} of {winners} awards dealt with',
  },
  attempts: { id: 'Semua percobaan', en: 'All attempts' },
  attempt: { id: 'Percobaan', en: 'Attempt' },
  begunAt: { id: 'Dimulai pada', en: 'Begun at' },
  begunBy: { id: 'Oleh', en: 'By' },
  byOfficer: { id: 'petugas', en: 'an officer' },
  bySchedule: { id: 'jadwal', en: 'the schedule' },
  outcome: { id: 'Berakhir', en: 'Ended' },
  byProvince: { id: 'Menurut provinsi', en: 'By province' },
  national: {
    id: 'Kuota gelombang ini satu untuk seluruh negeri.',
    en: 'The places of this wave are one pot for the whole country.',
  },
  acts: { id: 'Tindakan', en: 'What may be done' },
  propose: { id: 'Usulkan', en: 'Propose it' },
  start: { id: 'Mulai seleksi', en: 'Start the selection' },
  startBody: {
    id: 'Seleksi mulai sendiri; tombol ini untuk bila itu tidak terjadi. Menekannya dua kali tetap satu seleksi.',
    en: 'It starts by itself; this is for when it does not. Pressed twice it is still one selection.',
  },
  startAgain: { id: 'Mulai percobaan berikutnya', en: 'Start the next attempt' },
  startAgainBody: {
    id: 'Percobaan berikutnya melanjutkan semua berkas yang sudah ditulis; hasilnya tidak dapat menjadi lain. Perbaiki dahulu sebabnya (lihat runbook).',
    en: 'The next attempt goes on with all files that are written; the result can’t become another. Mend the cause first (see the runbook).',
  },
  dryRun: { id: 'Uji coba rencana', en: 'A dry run of the plan' },
  dryRunBody: {
    id: 'Rencana gelombang ini diundi dengan peserta buatan. Tidak ada yang berubah selain satu baris di catatan audit.',
    en: 'The plan of this wave is drawn with made-up entrants. Nothing changes but a line of the audit log.',
  },
  madeUp: { id: 'Peserta buatan', en: 'Made-up entrants' },
  dryRunStart: { id: 'Jalankan uji coba', en: 'Run it' },
  dryRunning: { id: 'Menjalankan …', en: 'Running …' },
  dryRunResult: { id: 'Hasil uji coba', en: 'Result of the dry run' },
  phases: { id: 'Menurut tahap', en: 'By phase' },
  phaseCounts: {
    id: '{a} prioritas, {b} dari provinsi, {c} limpahan',
    en: '{a} with priority, {b} by province, {c} spilled over',
  },
  took: { id: 'Lama penghitungan', en: 'Reckoned in' },
  milliseconds: { id: '{count} milidetik', en: '{count} ms' },
  stop: { id: 'Hentikan pencabutan kuota', en: 'Stop taking places back' },
  stopBody: {
    id: 'Selama dihentikan, tidak ada kuota gelombang ini yang dicabut, juga bila batas waktunya lewat.',
    en: 'Until it is resumed no place of this wave is taken back, though its deadline has passed.',
  },
  resume: { id: 'Lanjutkan pencabutan kuota', en: 'Take places back again' },
  resumeBody: {
    id: 'Kuota yang batas waktunya sudah lewat dicabut pada pagi berikutnya.',
    en: 'Places whose deadline has passed are taken back on the next morning.',
  },
  holdWave: { id: 'Jeda batas waktu seluruh gelombang', en: 'Let the clocks of the whole wave stand' },
  holdWaveBody: {
    id: 'Batas pemakaian semua kuota mundur selama jeda ini, misalnya karena gangguan di pihak mitra.',
    en: 'The deadlines of all places move by as long as this lasts, such as an outage of a partner.',
  },
  afterPublished: {
    id: 'Jeda dan pencabutan diusulkan sesudah hasilnya diterbitkan.',
    en: 'Holds and revocations are proposed once the results are published.',
  },
  exports: { id: 'Simpan data', en: 'Take data away' },
  saveReport: { id: 'Simpan laporan (JSON)', en: 'Save the report (JSON)' },
  exportsBody: {
    id: 'Setiap berkas dicocokkan dengan sidik jarinya di sertifikat sebelum disimpan.',
    en: 'Each file is held against its fingerprint in the certificate before it is saved.',
  },
  saveList: { id: 'Simpan {list} (CSV)', en: 'Save {list} (CSV)' },
  savedAsCertified: { id: 'Tersimpan, sama dengan yang disertifikasi.', en: 'Saved, as certified.' },
  exportUnreachable: {
    id: 'Berkas tidak dapat diunduh; tidak ada yang disimpan. Coba lagi, atau pakai npm run officer -- export.',
    en: 'The files could not be downloaded; nothing was saved. Try again, or use npm run officer -- export.',
  },
  noCertificate: { id: 'Sertifikat belum ada.', en: 'There is no certificate yet.' },
  notCertified: {
    id: 'TIDAK COCOK: {file} bukan berkas yang disertifikasi. Tidak ada yang disimpan.',
    en: 'DOES NOT HOLD: {file} is not the file that is certified. Nothing was saved.',
  },
} as const satisfies Texts;

export const WAVE_STATES = {
  announced: { id: 'Diumumkan', en: 'Announced' },
  open: { id: 'Dibuka', en: 'Open' },
  closed: { id: 'Ditutup', en: 'Closed' },
  selecting: { id: 'Seleksi berjalan', en: 'Selecting' },
  published: { id: 'Diterbitkan', en: 'Published' },
} as const satisfies Texts;

/** The steps of a selection by the report's words. */
export const STEP_NAMES = {
  screening: { id: 'Penyaringan', en: 'Screening' },
  committing: { id: 'Penguncian daftar peserta', en: 'Locking the list of entrants' },
  waiting: { id: 'Menunggu angka acak', en: 'Waiting for the random number' },
  drawing: { id: 'Undian dan pemberian', en: 'Draw and awards' },
  awarding: { id: 'Pemberian kuota', en: 'Awarding places' },
  publishing: { id: 'Penerbitan dan sertifikat', en: 'Publishing, and the certificate' },
  published: { id: 'Sudah terbit', en: 'Published' },
} as const satisfies Texts;

export const ATTEMPT_OUTCOMES = {
  published: { id: 'diterbitkan', en: 'published' },
  failed: { id: 'gagal', en: 'failed' },
  'timed-out': { id: 'melewati batas waktu', en: 'timed out' },
  aborted: { id: 'dihentikan', en: 'aborted' },
  'under-way': { id: 'belum berakhir', en: 'not over' },
} as const satisfies Texts;

/** What came of starting a selection, by the API's words. */
export const SELECTION_ANSWERS = {
  started: { id: 'Percobaan ke-{attempt} dimulai.', en: 'Attempt {attempt} is started.' },
  running: { id: 'Percobaan ke-{attempt} sudah berjalan.', en: 'Attempt {attempt} is running already.' },
  published: {
    id: 'Hasilnya sudah terbit oleh percobaan ke-{attempt}.',
    en: 'The results are published by attempt {attempt}.',
  },
} as const satisfies Texts;

export const LIST_NAMES = {
  winners: { id: 'daftar terpilih', en: 'the winners' },
  exclusions: { id: 'daftar penolakan', en: 'the exclusions' },
  results: { id: 'hasil semua peserta', en: 'the results of all entrants' },
} as const satisfies Texts;

/** The rules of screening as officers speak of them. */
export const RULE_LABELS = {
  'old-enough-on-the-closing-day': { id: 'Belum cukup umur pada hari penutupan', en: 'Too young on the closing day' },
  'not-too-old-on-the-closing-day': { id: 'Melewati usia tertinggi pada hari penutupan', en: 'Too old on the closing day' },
  'not-in-formal-education': { id: 'Sedang menempuh pendidikan formal', en: 'In formal education' },
  'not-in-a-barred-occupation': { id: 'Pekerjaan yang dikecualikan', en: 'In a barred occupation' },
  'not-on-a-barred-occupation-list-of-the-wave': {
    id: 'Tercatat di daftar pekerjaan yang dikecualikan',
    en: 'On a list of barred occupations',
  },
  'not-on-an-aid-list-of-the-wave': { id: 'Tercatat sebagai penerima bantuan lain', en: 'On an aid list' },
  'never-received-before': { id: 'Sudah pernah menerima', en: 'Has received before' },
  'household-has-a-place-left': { id: 'Dua penerima dalam satu keluarga', en: 'Two recipients in the household' },
  'matches-the-civil-registry': { id: 'Tidak sesuai data kependudukan', en: 'Other than in the civil registry' },
} as const satisfies Texts;
