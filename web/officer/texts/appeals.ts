import type { Appealable, AppealState } from '#shared/appeals/appeal.ts';
import type { AppealReason, DISMISSAL_REASONS, GRANT_REASONS } from '#shared/appeals/appeal-reasons.ts';
import type { Text, Texts } from '#web/shared/text.ts';

export const APPEAL_STATE_NAMES = {
  open: { id: 'Menunggu keputusan', en: 'Waits for a decision' },
  granted: { id: 'Dikabulkan', en: 'Granted' },
  dismissed: { id: 'Ditolak', en: 'Dismissed' },
} as const satisfies Record<AppealState, Text>;

/** What is appealed. */
export const APPEALED_NAMES = {
  excluded: { id: 'Tidak memenuhi syarat', en: 'Refused by a rule' },
  'already-a-recipient': { id: 'Tercatat sudah menerima', en: 'Recorded as having received' },
  'household-full': { id: 'Kuota keluarga habis', en: 'Household has no place left' },
} as const satisfies Record<Appealable, Text>;

/** Why the appellant asks. */
export const APPEAL_REASON_NAMES = {
  'listed-by-mistake': { id: 'Tercantum dalam daftar karena keliru', en: 'On a list by mistake' },
  'details-wrong': { id: 'Data pada pendaftaran keliru', en: 'Details of the registration are wrong' },
  'never-received': { id: 'Belum pernah menerima', en: 'Has never received' },
  'other-household': { id: 'Bukan keluarga itu', en: 'Of another household' },
  other: { id: 'Alasan lain', en: 'Another reason' },
} as const satisfies Record<AppealReason, Text>;

/** Why it is decided so. */
export const DECISION_REASON_NAMES = {
  'list-was-wrong': { id: 'Daftarnya keliru', en: 'The list was wrong' },
  'details-were-wrong': { id: 'Data pendaftarannya keliru', en: 'The details were wrong' },
  'registry-was-wrong': { id: 'Data kependudukannya keliru', en: 'The civil registry was wrong' },
  'rule-applies': { id: 'Aturannya memang berlaku', en: 'The rule applies' },
  'received-before': { id: 'Sudah pernah menerima', en: 'Has received before' },
  'household-is-full': { id: 'Keluarganya sudah penuh', en: 'The household is full' },
  'not-shown': { id: 'Tidak dibuktikan', en: 'It was not shown' },
  withdrawn: { id: 'Ditarik kembali', en: 'Withdrawn' },
  other: { id: 'Alasan lain', en: 'Another reason' },
} as const satisfies Record<(typeof GRANT_REASONS)[number] | (typeof DISMISSAL_REASONS)[number], Text>;

export const APPEALS = {
  title: { id: 'Keberatan | Petugas Gelombang', en: 'Appeals | Gelombang officers' },
  heading: { id: 'Keberatan', en: 'Appeals' },
  lead: {
    id: 'Siapa yang ditolak dapat meminta agar penolakannya diperiksa lagi. Undian dan berkas yang sudah terbit tidak berubah: yang dikabulkan mendapat kuota cadangan.',
    en: 'Who was refused may ask that it be looked at again. Nothing drawn and published changes: whoever is granted an appeal gets a reserved place.',
  },
  loading: { id: 'Memuat …', en: 'Loading …' },
  wavesFailed: { id: 'Daftar gelombang tidak dapat dimuat.', en: 'The waves could not be loaded.' },
  noWaves: {
    id: 'Belum ada gelombang yang hasilnya terbit, jadi belum ada yang dapat diajukan keberatan.',
    en: 'No wave’s results are published yet, so there is nothing to appeal.',
  },
  wave: { id: 'Gelombang', en: 'Wave' },
  waveName: { id: 'Gelombang {number} ({waveId})', en: 'Wave {number} ({waveId})' },
  state: { id: 'Keadaan', en: 'State' },
  allStates: { id: 'Semua', en: 'All' },
  listHeading: { id: 'Keberatan yang diajukan', en: 'Appeals that were made' },
  listCaption: { id: 'Keberatan gelombang {waveId}', en: 'Appeals of {waveId}' },
  none: { id: 'Tidak ada keberatan di sini.', en: 'There are no appeals here.' },
  shown: { id: '{count} keberatan ditampilkan.', en: '{count} appeals are shown.' },
  more: { id: 'Tampilkan lebih banyak', en: 'Show more' },
  again: { id: 'Coba lagi', en: 'Try again' },
  entry: { id: 'Entri', en: 'Entry' },
  appealedAt: { id: 'Diajukan', en: 'Appealed' },
  appealed: { id: 'Penolakan', en: 'Refusal' },
  reason: { id: 'Alasan pemohon', en: 'The appellant’s reason' },
  look: { id: 'Lihat', en: 'Look at it' },
  lookAt: { id: 'Lihat keberatan entri {entryId}', en: 'Look at the appeal of entry {entryId}' },
  action: { id: 'Tindakan', en: 'Act' },
  proposed: { id: 'diusulkan untuk dikabulkan', en: 'proposed to be granted' },
  oneHeading: { id: 'Keberatan entri {start} …', en: 'Appeal of entry {start} …' },
  rule: { id: 'Aturan', en: 'Rule' },
  toldAppellant: { id: 'Yang dibaca pemohon', en: 'What the appellant reads' },
  decidedAt: { id: 'Diputuskan', en: 'Decided' },
  decisionReason: { id: 'Alasan keputusan', en: 'Reason of the decision' },
  placeOf: { id: 'Kuota cadangan dari', en: 'Reserved place of' },
  wordsHeading: { id: 'Yang ditulis pemohon', en: 'What the appellant wrote' },
  wordsSealed: {
    id: 'Tulisan pemohon tersegel. Membukanya dicatat dalam catatan audit dengan nama Anda, sebelum tulisannya dibuka.',
    en: 'What was written is sealed. Opening it is logged in the audit log with your name, before it is opened.',
  },
  wordsOpen: { id: 'Buka tulisannya (dicatat)', en: 'Open what was written (is logged)' },
  wordsErased: {
    id: 'Tulisan ini sudah dihapus bersama data tersegel gelombangnya.',
    en: 'What was written has been erased with the sealed details of its wave.',
  },
  wordsNotYours: {
    id: 'Tulisan pemohon dibuka oleh petugas dan penyetuju saja. Dengan peran Anda, Anda melihat daftarnya.',
    en: 'Officers and approvers alone open what was written. By your role you see the list.',
  },
  decideHeading: { id: 'Keputusan', en: 'Decision' },
  decideByOfficers: { id: 'Keberatan diputuskan oleh petugas.', en: 'Officers decide appeals.' },
  dismissHeading: { id: 'Tolak', en: 'Dismiss' },
  dismissLead: {
    id: 'Berlaku untuk seterusnya; pemohon diberi tahu alasannya.',
    en: 'For good; the appellant is told the reason.',
  },
  dismissReason: { id: 'Alasan penolakan', en: 'Reason for dismissing it' },
  grantReason: { id: 'Alasan pengabulan', en: 'Reason for granting it' },
  choose: { id: 'Pilih alasannya', en: 'Choose one' },
  reasonMissing: { id: 'Pilih satu alasan.', en: 'Choose a reason.' },
  dismiss: { id: 'Tolak keberatan', en: 'Dismiss the appeal' },
  sure: { id: 'Tolak keberatan ini untuk seterusnya?', en: 'Dismiss this appeal for good?' },
  dismissSure: { id: 'Ya, tolak', en: 'Yes, dismiss it' },
  back: { id: 'Kembali', en: 'Back' },
  dismissedHeading: { id: 'Keberatan ditolak', en: 'The appeal is dismissed' },
  dismissed: {
    id: 'Pemohon diberi tahu dengan alasannya dan melihatnya pada hasilnya sendiri.',
    en: 'The appellant is told the reason, and sees it with the own result.',
  },
  grantHeading: { id: 'Usulkan untuk dikabulkan', en: 'Propose to grant it' },
  grantLead: {
    id: 'Seseorang mendapat bantuan publik karenanya, jadi orang kedua yang menyetujui. Tidak ada yang terjadi sebelum itu.',
    en: 'Somebody gets a public benefit by it, so a second person approves. Nothing happens before.',
  },
  grantWave: { id: 'Kuota cadangan gelombang', en: 'Reserved place of the wave' },
  grantWaveOf: { id: 'Gelombang {number} ({waveId}): {reserved} cadangan', en: 'Wave {number} ({waveId}): {reserved} reserved' },
  noReserve: {
    id: 'Tidak ada gelombang, ini atau yang lebih baru, yang sudah terbit dan menyediakan kuota cadangan.',
    en: 'No wave, this one or a later one, is published and has reserved places.',
  },
  grant: { id: 'Usulkan', en: 'Propose it' },
  grantedHeading: { id: 'Usulan dibuat', en: 'It is proposed' },
  granted: {
    id: 'Orang lain memutuskannya paling lambat {decideBy}. Nomor usulan:',
    en: 'Somebody else decides it by {decideBy}. The proposal:',
  },
  grantDone: { id: 'Usulan yang sama sudah diputuskan. Nomor usulan:', en: 'The same proposal is decided already. The proposal:' },
  grantWaits: {
    id: 'Sudah diusulkan untuk dikabulkan, dan menunggu persetujuan orang lain.',
    en: 'It is proposed to be granted, and waits for somebody else’s approval.',
  },
  toProposals: { id: 'Ke halaman usulan', en: 'To the proposals' },
} as const satisfies Texts;
