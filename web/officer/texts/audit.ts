import type { AuditEntry } from '#shared/audit/audit-entry.ts';
import type { Text, Texts } from '#web/shared/text.ts';

export const ACT_NAMES = {
  propose: { id: 'Mengusulkan', en: 'Proposes' },
  approve: { id: 'Menyetujui usulan', en: 'Approves a proposal' },
  reject: { id: 'Menolak usulan', en: 'Rejects a proposal' },
  'start-selection': { id: 'Memulai seleksi', en: 'Starts a selection' },
  'dry-run': { id: 'Uji coba undian', en: 'Makes a dry run' },
  'begin-list-import': { id: 'Memulai impor daftar', en: 'Begins to import a list' },
  'complete-list-import': { id: 'Menyelesaikan impor daftar', en: 'Completes the import of a list' },
  'review-appeal': { id: 'Membuka keberatan', en: 'Opens an appeal' },
  'dismiss-appeal': { id: 'Menolak keberatan', en: 'Dismisses an appeal' },
  'schedule-wave': { id: 'Menjadwalkan gelombang', en: 'Schedules a wave' },
  'register-partner': { id: 'Mendaftarkan mitra', en: 'Registers a partner' },
  'open-registration': { id: 'Data tersegel dibuka', en: 'Sealed data is opened' },
  'open-registrations': { id: 'Data tersegel banyak orang dibuka', en: 'Sealed data of many is opened' },
} as const satisfies Record<AuditEntry['act'], Text>;

export const PURPOSE_NAMES = {
  'join-wave': { id: 'ikut gelombang berikutnya', en: 'to join a later wave' },
  'civil-registry': { id: 'pemeriksaan data kependudukan', en: 'to check against the civil registry' },
  notify: { id: 'pemberitahuan', en: 'to send a message' },
  appeal: { id: 'keberatan', en: 'for an appeal' },
} as const satisfies Record<NonNullable<AuditEntry['purpose']>, Text>;

export const AUDIT = {
  title: { id: 'Catatan audit | Petugas Gelombang', en: 'The audit log | Gelombang officers' },
  heading: { id: 'Catatan audit', en: 'The audit log' },
  lead: {
    id: 'Setiap tindakan petugas, dan setiap kali data tersegel seseorang dibuka, adalah satu entri. Entri hanya ditambah, tidak pernah diubah; setiap entri memuat sidik entri sebelumnya. Halaman ini menghitung ulang semua sidik di komputer Anda.',
    en: 'Everything that officers do, and each time that somebody’s sealed data is opened, is an entry. Entries are added and never changed; each has the hash of the one before. This page makes every hash again on your computer.',
  },
  chain: { id: 'Rantai', en: 'Chain' },
  officersChain: { id: 'Tindakan petugas (officers)', en: 'What officers did (officers)' },
  openingsChain: { id: 'Pembukaan data, {shard}', en: 'Sealed data opened, {shard}' },
  reading: { id: 'Membaca …', en: 'Reading …' },
  again: { id: 'Coba lagi', en: 'Try again' },
  more: { id: 'Baca berikutnya', en: 'Read on' },
  all: { id: 'Baca sampai akhir', en: 'Read to the end' },
  checkHeading: { id: 'Apakah rantai ini utuh?', en: 'Does this chain hold?' },
  empty: { id: 'Rantai ini belum berisi entri.', en: 'This chain has no entry yet.' },
  holds: {
    id: 'Utuh: {count} entri dari nomor 1 sampai yang terakhir, setiap sidiknya cocok dan menyambung.',
    en: 'It holds: {count} entries from number 1 to the last, each hash right and linked.',
  },
  holdsSoFar: {
    id: 'Utuh sejauh yang dibaca: {count} entri dari nomor 1. Masih ada entri sesudahnya.',
    en: 'It holds as far as it was read: {count} entries from number 1. There are more after them.',
  },
  broken: { id: 'TIDAK UTUH: entri nomor {number} {why}.', en: 'It does NOT hold: entry number {number} {why}.' },
  brokenOtherChain: { id: 'berasal dari rantai lain', en: 'is of another chain' },
  brokenOrder: {
    id: 'hilang: entri dengan nomor lain ada di tempatnya',
    en: 'is missing: one of another number stands in its place',
  },
  brokenLink: { id: 'tidak menyambung dari entri sebelumnya', en: 'does not follow from the entry before it' },
  brokenHash: { id: 'diubah: sidiknya bukan sidik isinya', en: 'was changed: its hash is not that of its fields' },
  brokenForm: { id: 'tidak berbentuk entri', en: 'does not have the form of an entry' },
  brokenEnd: { id: 'tidak ada, padahal katanya masih ada lagi', en: 'is not there, although there is said to be more' },
  headBroken: {
    id: 'TIDAK UTUH: entri nomor {number} bukan yang terbit bersama hasil gelombang {waveId}.',
    en: 'It does NOT hold: entry number {number} is not the one that was published with the results of {waveId}.',
  },
  headsStand: {
    id: 'Sidik yang terbit bersama hasil gelombang ada di tempatnya: {count}.',
    en: 'Heads published with waves’ results that stand in it: {count}.',
  },
  headsAhead: {
    id: 'Sidik terbit yang lebih jauh dari yang dibaca: {count}.',
    en: 'Published heads beyond what was read: {count}.',
  },
  headsNone: {
    id: 'Belum ada sidik yang terbit bersama hasil gelombang: ujung rantai yang dipotong tidak akan terlihat.',
    en: 'No heads are published with a wave’s results yet: it isn’t seen when the end of the chain is cut off.',
  },
  unfinished: {
    id: 'Tindakan yang dimulai dan tanpa hasil: {count}. Prosesnya terhenti di antaranya, atau masih berjalan.',
    en: 'Acts that were begun and have no outcome: {count}. A process died between, or is at it.',
  },
  save: { id: 'Simpan seluruh rantai', en: 'Save the whole chain' },
  saveHint: {
    id: 'Berkas JSON yang diperiksa oleh npm run verify-audit, tanpa halaman ini.',
    en: 'A JSON file that npm run verify-audit checks, without this page.',
  },
  entriesHeading: { id: 'Entri', en: 'The entries' },
  entriesCaption: { id: 'Entri rantai {chain}', en: 'Entries of the chain {chain}' },
  act: { id: 'Tindakan', en: 'Act' },
  allActs: { id: 'Semua tindakan', en: 'All acts' },
  actor: { id: 'Oleh', en: 'By whom' },
  allActors: { id: 'Siapa saja', en: 'Anybody' },
  match: { id: '{count} dari {of} entri yang dibaca.', en: '{count} of {of} entries that were read.' },
  matchLast: {
    id: '{count} dari {of} entri yang dibaca; {shown} yang terakhir ditampilkan.',
    en: '{count} of {of} entries that were read; the last {shown} are shown.',
  },
  number: { id: 'Nomor', en: 'Number' },
  at: { id: 'Waktu', en: 'When' },
  about: { id: 'Tentang', en: 'About' },
  outcome: { id: 'Hasil', en: 'Outcome' },
  begun: { id: 'dimulai', en: 'begun' },
  hash: { id: 'Sidik', en: 'Hash' },
  wave: { id: 'gelombang {value}', en: 'wave {value}' },
  earlierWave: { id: 'dari gelombang {value}', en: 'from wave {value}' },
  entry: { id: 'entri {value}', en: 'entry {value}' },
  proposal: { id: 'usulan {value}', en: 'proposal {value}' },
  partner: { id: 'mitra {value}', en: 'partner {value}' },
  list: { id: 'daftar {value}', en: 'list {value}' },
  attempt: { id: 'percobaan ke-{value}', en: 'attempt {value}' },
  count: { id: '{value} pendaftaran', en: '{value} registrations' },
} as const satisfies Texts;
