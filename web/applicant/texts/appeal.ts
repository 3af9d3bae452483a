import type { Texts } from '#web/shared/text.ts';

/** Asking that a refusal be looked at again. */
export const APPEAL = {
  heading: { id: 'Menurut Anda penolakan ini keliru?', en: 'Do you think that this refusal is wrong?' },
  body: {
    id: 'Anda dapat mengajukan keberatan satu kali, sampai {at}. Seorang petugas memeriksanya dan memutuskan dengan alasan; undiannya sendiri tidak berubah.',
    en: 'You can appeal once, until {at}. An officer looks at it and decides with a reason; the draw itself does not change.',
  },
  begin: { id: 'Ajukan keberatan', en: 'Appeal' },
  reason: { id: 'Mengapa penolakan ini keliru?', en: 'Why is the refusal wrong?' },
  text: { id: 'Jelaskan dengan kata-kata Anda sendiri', en: 'Explain it in your own words' },
  textHint: {
    id: 'Tulisan Anda disegel. Hanya petugas yang memeriksanya yang membukanya, dan setiap pembukaan dicatat. Jangan menulis kata sandi, PIN, atau kode SMS.',
    en: 'What you write is sealed. Only the officer who looks at it opens it, and each opening is logged. Do not write a password, a PIN or a code from an SMS.',
  },
  left: { id: 'Masih {count} karakter', en: '{count} characters left' },
  reasonMissing: { id: 'Pilih satu alasan.', en: 'Choose a reason.' },
  textMissing: { id: 'Tulis penjelasan Anda.', en: 'Write your explanation.' },
  send: { id: 'Kirim keberatan', en: 'Send the appeal' },
  sending: { id: 'Mengirim keberatan …', en: 'Sending the appeal …' },
  offline: {
    id: 'Sambungan terputus. Keberatan Anda dikirim sendiri begitu tersambung lagi; biarkan halaman ini terbuka.',
    en: 'The connection is lost. Your appeal is sent by itself as soon as it is back; keep this page open.',
  },
  busy: {
    id: 'Layanan sedang ramai. Keberatan Anda dikirim lagi sendiri; biarkan halaman ini terbuka.',
    en: 'The service is busy. Your appeal is sent again by itself; keep this page open.',
  },
  refused: { id: 'Keberatan tidak diterima.', en: 'The appeal was not taken.' },
  ownHeading: { id: 'Keberatan Anda', en: 'Your appeal' },
  open: {
    id: 'Sudah kami terima pada {at}. Keputusannya dikirim lewat SMS dan muncul di halaman ini.',
    en: 'We received it on {at}. The decision is sent by SMS and shown on this page.',
  },
  granted: {
    id: 'Dikabulkan pada {at}: {why} Anda mendapat tempat dari cadangan untuk keberatan.',
    en: 'Granted on {at}: {why} You get a place of those kept for appeals.',
  },
  dismissed: { id: 'Tidak dikabulkan pada {at}: {why}', en: 'Dismissed on {at}: {why}' },
  yourReason: { id: 'Alasan Anda', en: 'Your reason' },
} as const satisfies Texts;

/** Why somebody appeals, by the names that the API has for it. */
export const APPEAL_REASON_NAMES = {
  'listed-by-mistake': { id: 'Nama saya masuk daftar karena kekeliruan', en: 'I am on a list by mistake' },
  'details-wrong': { id: 'Data yang tercatat tentang saya salah', en: 'Details recorded of me are wrong' },
  'never-received': { id: 'Saya belum pernah menerima manfaat ini', en: 'I have never received this benefit' },
  'other-household': { id: 'Orang yang dihitung bukan keluarga saya', en: 'Those who were counted are not of my household' },
  other: { id: 'Alasan lain', en: 'Another reason' },
} as const satisfies Texts;

/** Why officers decided as they did. */
export const APPEAL_DECISION_NAMES = {
  'list-was-wrong': { id: 'daftarnya keliru.', en: 'the list was wrong.' },
  'details-were-wrong': { id: 'datanya keliru.', en: 'the details were wrong.' },
  'registry-was-wrong': { id: 'catatan kependudukan keliru.', en: 'the civil registry was wrong.' },
  'rule-applies': { id: 'aturannya memang berlaku bagi Anda.', en: 'the rule does apply to you.' },
  'received-before': { id: 'Anda sudah pernah menerima manfaat ini.', en: 'you have received this benefit before.' },
  'household-is-full': {
    id: 'dua anggota keluarga Anda sudah menerima.',
    en: 'two members of your household have received it.',
  },
  'not-shown': { id: 'kekeliruannya tidak terbukti.', en: 'the mistake was not shown.' },
  withdrawn: { id: 'Anda menariknya kembali.', en: 'you have withdrawn it.' },
  other: { id: 'alasan lain, tanyakan ke layanan program.', en: 'another reason; ask the programme’s service.' },
} as const satisfies Texts;
