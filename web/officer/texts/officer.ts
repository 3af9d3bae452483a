import type { Texts } from '#web/shared/text.ts';

/** Around every page of the officers. */
export const OFFICER = {
  brand: { id: 'Gelombang: petugas', en: 'Gelombang: officers' },
  skip: { id: 'Langsung ke isi', en: 'Skip to the content' },
  otherLanguage: { id: 'English', en: 'Indonesia' },
  menu: { id: 'Menu petugas', en: 'Officers’ menu' },
  overview: { id: 'Ikhtisar', en: 'Overview' },
  plan: { id: 'Rencanakan', en: 'Plan' },
  proposals: { id: 'Usulan', en: 'Proposals' },
  ledger: { id: 'Buku kuota', en: 'Ledger of places' },
  appeals: { id: 'Keberatan', en: 'Appeals' },
  lists: { id: 'Daftar pembanding', en: 'Lists' },
  partners: { id: 'Mitra', en: 'Partners' },
  audit: { id: 'Catatan audit', en: 'Audit log' },
  description: {
    id: 'Halaman petugas: rencana, persetujuan, jalannya gelombang, buku kuota, keberatan.',
    en: 'Officers’ pages: plans, approvals, running waves, the ledger of places, appeals.',
  },
  loading: { id: 'Memuat …', en: 'Loading …' },
  noScript: { id: 'Halaman petugas memerlukan JavaScript.', en: 'The officers’ pages need JavaScript.' },
  footer: {
    id: 'Setiap tindakan di sini dicatat dengan nama petugasnya. Yang menyangkut kuota atau orang disetujui oleh petugas kedua.',
    en: 'Everything done here is logged with who did it. What concerns places or people is approved by a second person.',
  },
  applicantsPages: { id: 'Halaman pendaftar', en: 'The applicants’ pages' },
  signInHeading: { id: 'Masuk dahulu', en: 'Please sign in' },
  signInBody: {
    id: 'Halaman ini untuk petugas program. Akun dibuat oleh administrator; tidak ada pendaftaran sendiri.',
    en: 'These pages are for officers of the programme. An administrator makes the accounts; nobody signs up.',
  },
  signIn: { id: 'Masuk', en: 'Sign in' },
  signInUnreachable: {
    id: 'Halaman masuk tidak dapat dijangkau. Periksa sambungan, lalu coba lagi.',
    en: 'The sign-in page can’t be reached. Check the connection and try again.',
  },
  signedInAs: { id: 'Masuk sebagai', en: 'Signed in as' },
  noRole: { id: 'tanpa peran', en: 'no role' },
  signOut: { id: 'Keluar', en: 'Sign out' },
  ended: {
    id: 'Sesi Anda berakhir. Yang sudah Anda ketik masih ada di halaman ini; salin dahulu bila perlu, lalu masuk lagi.',
    en: 'Your session has ended. What you have typed is still on this page; copy it if you need it, then sign in again.',
  },
  unreachable: {
    id: 'Server tidak menjawab. Tidak diketahui apakah permintaan sampai; mengulanginya aman.',
    en: 'The server does not answer. Whether the request arrived is not known; repeating it is safe.',
  },
  refused: { id: 'Ditolak dengan status {status}, tanpa alasan.', en: 'Refused with status {status}, without a reason.' },
} as const satisfies Texts;
