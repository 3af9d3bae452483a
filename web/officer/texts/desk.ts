import type { KINDS } from '#shared/desk/kinds.ts';
import type { REJECTION_REASONS } from '#shared/desk/proposal.ts';
import type { Text, Texts } from '#web/shared/text.ts';

/** Each kind of proposal as one line. */
export const KIND_LINES: Readonly<Record<keyof typeof KINDS | 'plan', Text>> = {
  plan: { id: 'Rencana gelombang {number} ({waveId})', en: 'The plan of wave {number} ({waveId})' },
  'stop-revocations': { id: 'Hentikan pencabutan kuota gelombang {waveId}', en: 'Stop taking back places of wave {waveId}' },
  'resume-revocations': { id: 'Lanjutkan pencabutan kuota gelombang {waveId}', en: 'Take back places of wave {waveId} again' },
  'hold-wave': { id: 'Jeda batas waktu semua kuota gelombang {waveId}', en: 'Hold the deadlines of all places of wave {waveId}' },
  'hold-place': { id: 'Jeda batas waktu satu kuota gelombang {waveId}', en: 'Hold the deadline of one place of wave {waveId}' },
  'revoke-place': { id: 'Cabut satu kuota gelombang {waveId}', en: 'Take back one place of wave {waveId}' },
  'grant-recovered': {
    id: 'Berikan {places} kuota kembali tahun {year} kepada gelombang {waveId}',
    en: 'Grant {places} returned places of {year} to wave {waveId}',
  },
  'grant-appeal': { id: 'Kabulkan satu keberatan gelombang {waveId}', en: 'Grant an appeal of wave {waveId}' },
  'register-partner': { id: 'Mitra {name} ({partnerId})', en: 'The partner {name} ({partnerId})' },
};

/** What approving it means, in a sentence. */
export const KIND_MEANINGS: Readonly<Record<keyof typeof KINDS | 'plan', Text>> = {
  plan: {
    id: 'Setelah disetujui, gelombang diumumkan dengan rencana ini, atau rencananya diganti.',
    en: 'Once approved, the wave is announced with this plan, or its plan is replaced.',
  },
  'stop-revocations': {
    id: 'Setelah disetujui, tidak ada kuota gelombang ini yang dicabut sampai dilanjutkan lagi.',
    en: 'Once approved, no place of this wave is taken back until that is resumed.',
  },
  'resume-revocations': {
    id: 'Setelah disetujui, kuota yang lewat batas waktunya dicabut lagi.',
    en: 'Once approved, places past their deadline are taken back again.',
  },
  'hold-wave': {
    id: 'Setelah disetujui, batas waktu semua kuota gelombang ini mundur selama jeda.',
    en: 'Once approved, the deadlines of all places of this wave lie later by as long as the hold.',
  },
  'hold-place': {
    id: 'Setelah disetujui, batas waktu kuota ini mundur sampai akhir jeda.',
    en: 'Once approved, the deadline of this place lies later until the hold ends.',
  },
  'revoke-place': {
    id: 'Setelah disetujui, kuota ini dicabut sebelum batas waktunya dan kembali ke buku kuota.',
    en: 'Once approved, this place is taken back before its deadline and returns to the ledger.',
  },
  'grant-recovered': {
    id: 'Setelah disetujui, kuota ini keluar dari kuota kembali dan hanya dapat dipakai gelombang itu.',
    en: 'Once approved, these places leave those that came back, and only that wave can use them.',
  },
  'grant-appeal': {
    id: 'Setelah disetujui, yang berkeberatan mendapat satu kuota cadangan. Hasil undian tidak berubah.',
    en: 'Once approved, the appellant gets a reserved place. The result of the draw does not change.',
  },
  'register-partner': {
    id: 'Setelah disetujui, permintaan bertanda tangan kunci di bawah diterima sesuai statusnya.',
    en: 'Once approved, requests signed by the keys below are taken, or not, as its state says.',
  },
};

/** The fields of proposals. */
export const PROPOSAL_FIELDS: Readonly<Record<string, Text>> = {
  waveId: { id: 'Gelombang', en: 'Wave' },
  entryId: { id: 'Nomor entri', en: 'Entry' },
  reason: { id: 'Alasan', en: 'Reason' },
  from: { id: 'Mulai', en: 'From' },
  until: { id: 'Sampai', en: 'Until' },
  year: { id: 'Tahun program', en: 'Programme year' },
  places: { id: 'Jumlah kuota', en: 'Number of places' },
  byProvince: { id: 'Pembagian', en: 'Divided' },
  remedyWaveId: { id: 'Kuota cadangan dari gelombang', en: 'Reserved place of wave' },
  partnerId: { id: 'Kode mitra', en: 'The partner’s code' },
  name: { id: 'Nama mitra', en: 'Name of the partner' },
  keys: { id: 'Kunci publik', en: 'Public keys' },
  state: { id: 'Status mitra', en: 'State of the partner' },
};

export const REJECTION_NAMES: Readonly<Record<(typeof REJECTION_REASONS)[number], Text>> = {
  'wrong-dates': { id: 'Waktunya salah', en: 'The dates are wrong' },
  'wrong-places': { id: 'Kuotanya salah', en: 'The places are wrong' },
  'wrong-rules': { id: 'Aturannya salah', en: 'The rules are wrong' },
  'wrong-wave': { id: 'Gelombangnya salah', en: 'It is the wrong wave' },
  duplicate: { id: 'Sudah ada usulan yang sama', en: 'There is such a proposal already' },
  'not-agreed': { id: 'Tidak disepakati', en: 'Not agreed' },
  other: { id: 'Lainnya', en: 'Other' },
};

/** What came of carrying out what was approved, by the word that is kept of it. */
export const OUTCOME_NAMES: Readonly<Record<string, Text>> = {
  announced: { id: 'Gelombang diumumkan', en: 'The wave is announced' },
  amended: { id: 'Rencana gelombang diganti', en: 'The plan of the wave is replaced' },
  extended: { id: 'Penutupan dimundurkan', en: 'The closing is put off' },
  unchanged: { id: 'Rencana itu sudah berlaku', en: 'That plan stood already' },
  done: { id: 'Dilaksanakan', en: 'Carried out' },
  faulty: { id: 'Tidak dilaksanakan: rencananya tidak dapat berlaku lagi', en: 'Not carried out: the plan can’t stand any more' },
  notReady: { id: 'Tidak dilaksanakan: pembukaan belum siap', en: 'Not carried out: what the opening needs was not in place' },
  frozen: { id: 'Tidak dilaksanakan: gelombang sudah dibuka', en: 'Not carried out: the wave had opened' },
  tooLate: { id: 'Tidak dilaksanakan: terlambat', en: 'Not carried out: it was too late' },
  refused: { id: 'Tidak dilaksanakan: ditolak oleh aturannya', en: 'Not carried out: its rules refused it' },
  raced: { id: 'Tidak dilaksanakan: gelombangnya sudah berubah', en: 'Not carried out: the wave had changed meanwhile' },
};

/** Around the facts of a proposal. */
export const DESK = {
  unknownKind: { id: 'Usulan jenis {kind}', en: 'A proposal of the kind {kind}' },
  wholeDifference: { id: 'Bedanya dengan rencana yang berlaku', en: 'Against the plan in force' },
  newWave: { id: 'Gelombang baru', en: 'A new wave' },
  wholePlan: { id: 'Rencana selengkapnya', en: 'The whole plan' },
} as const satisfies Texts;
