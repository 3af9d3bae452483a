import type { Texts } from '#web/shared/text.ts';

/** Where anybody recounts a draw. */
export const CHECK = {
  title: { id: 'Periksa undian | Gelombang', en: 'Check a draw | Gelombang' },
  description: {
    id: 'Hitung ulang undian di perangkat Anda sendiri, dari berkas yang diterbitkan.',
    en: 'Recount a draw on your own device, from the published files.',
  },
  heading: { id: 'Periksa undian', en: 'Check a draw' },
  lead: {
    id: 'Perangkat Anda mengunduh semua berkas undian yang diterbitkan dan menghitung ulang semuanya. Tidak ada yang perlu Anda percayai, dan tidak ada yang Anda kirim.',
    en: 'Your device downloads all published files of a draw and counts everything again. You need to trust nobody, and you send nothing.',
  },
  how: { id: 'Cara undian bekerja', en: 'How the draw works' },
  stepList: {
    id: 'Sesudah penutupan, daftar peserta tanpa nama dikunci: sidik jarinya (SHA-256) diterbitkan dan ditandatangani.',
    en: 'After the closing the list of entrants, without names, is locked: its fingerprint (SHA-256) is published and signed.',
  },
  stepBeacon: {
    id: 'Baru kemudian drand, jaringan organisasi independen, mengeluarkan angka acak. Angka ini tidak dapat diketahui sebelumnya.',
    en: 'Only then does drand, a network of independent organisations, emit a random number. Nobody can know it before.',
  },
  stepTicket: {
    id: 'Dari angka acak, sidik jari dan nomor peserta dihitung tiket setiap peserta. Tiket terkecil mendapat tempat lebih dahulu.',
    en: 'From the random number, the fingerprints and the entry follows each entrant’s ticket. The lowest ticket gets a place first.',
  },
  stepSame: {
    id: 'Siapa pun yang menghitung ulang harus mendapat daftar yang sama sampai huruf terakhir.',
    en: 'Whoever recounts must get the same list to the last letter.',
  },
  choose: { id: 'Gelombang', en: 'Wave' },
  loading: { id: 'Memuat gelombang …', en: 'Loading the waves …' },
  failed: {
    id: 'Gelombang belum dapat dimuat; halaman ini mencoba lagi sendiri.',
    en: 'The waves could not be loaded; this page tries again by itself.',
  },
  none: { id: 'Belum ada undian yang diterbitkan.', en: 'No draw is published yet.' },
  wave: { id: 'Gelombang {number}', en: 'Wave {number}' },
  places: { id: 'Kuota', en: 'Places' },
  closed: { id: 'Pendaftaran ditutup', en: 'Registration closed' },
  beacon: { id: 'Sumber angka acak', en: 'Source of the random number' },
  trial: { id: 'rantai uji coba, satu penandatangan', en: 'a trial chain of one signer' },
  fingerprint: { id: 'Sidik jari rencana', en: 'Fingerprint of the plan' },
  files: { id: 'Berkas yang ditandatangani', en: 'The signed files' },
  start: { id: 'Hitung ulang sekarang', en: 'Recount now' },
  again: { id: 'Hitung ulang lagi', en: 'Recount again' },
  working: { id: 'Menghitung ulang: {done} dari {of} berkas', en: 'Recounting: {done} of {of} files' },
  holds: {
    id: 'Undian ini benar: semua {count} pemeriksaan cocok.',
    en: 'This draw is right: all {count} checks hold.',
  },
  fails: {
    id: 'ADA YANG TIDAK COCOK. {count} pemeriksaan gagal. Simpan halaman ini dan tanyakan kepada penyelenggara.',
    en: 'SOMETHING DOES NOT HOLD. {count} checks fail. Keep this page and ask whoever runs the programme.',
  },
  stateHolds: { id: 'cocok', en: 'holds' },
  stateFails: { id: 'gagal', en: 'fails' },
  stateNotChecked: { id: 'tidak diperiksa', en: 'not checked' },
  unreachable: {
    id: 'Berkas tidak dapat diunduh. Periksa sambungan internet Anda lalu coba lagi.',
    en: 'The files could not be downloaded. Check your connection and try again.',
  },
  tooOld: {
    id: 'Peramban ini belum mengenal tanda tangan Ed25519. Perbarui peramban Anda; undian tidak dinilai.',
    en: 'This browser does not know Ed25519 signatures yet. Please update it; nothing is said of the draw.',
  },
  otherWay: {
    id: 'Hitung ulang dengan program lain: npm run verify, atau python3 docs/recount.py dari kode sumber terbuka.',
    en: 'Recount by another program: npm run verify, or python3 docs/recount.py of the open source.',
  },
  allWaves: { id: 'Semua gelombang: rencana, kunci, hasil', en: 'All waves: plan, commitment, result' },
  receiptHeading: { id: 'Apakah pendaftaran saya ikut diundi?', en: 'Is my registration in the draw?' },
  receiptBody: {
    id: 'Potret kode tanda terima Anda, buka berkasnya, atau tempelkan (bukan kunci hasil). Pemeriksaan berjalan di perangkat ini saja: tidak ada yang dikirim.',
    en: 'Take a photo of the code of your receipt, open its file, or paste it (not the key to the result). It is checked on this device alone: nothing is sent.',
  },
  receiptFile: { id: 'Buka berkas tanda terima', en: 'Open a receipt file' },
  receipt: { id: 'Tanda terima', en: 'Receipt' },
  receiptCheck: { id: 'Periksa tanda terima', en: 'Check the receipt' },
  qrPhoto: { id: 'Potret kode tanda terima', en: 'Take a photo of the code of the receipt' },
  qrPicture: { id: 'Buka gambar kode tanda terima', en: 'Open a picture of the code of the receipt' },
  qrReading: { id: 'Membaca gambar …', en: 'Reading the picture …' },
  qrNone: {
    id: 'Tidak ada kode QR yang terbaca di gambar ini. Potret lebih dekat, tegak lurus, dan terang.',
    en: 'No QR code could be read in this picture. Take it closer, straight, and in good light.',
  },
  qrNoPicture: {
    id: 'Berkas ini bukan gambar yang dikenal peramban Anda.',
    en: 'This file is no picture that your browser knows.',
  },
  qrNotLoaded: {
    id: 'Pembaca kode QR tidak dapat dimuat. Periksa sambungan internet Anda lalu coba lagi.',
    en: 'What reads QR codes could not be loaded. Check your connection and try again.',
  },
  receiptIsKey: {
    id: 'Ini kunci hasil Anda, bukan tanda terima. Jangan ditunjukkan kepada siapa pun. Pakai kode yang kedua, yang boleh ditunjukkan.',
    en: 'This is the key to your result, not the receipt. Show it to nobody. Use the second code, the one that may be shown.',
  },
  receiptWorking: { id: 'Mencari pendaftaran Anda di berkas …', en: 'Looking for your registration in the files …' },
  receiptMissing: { id: 'Di sini tidak ditemukan tanda terima.', en: 'No receipt was found in it.' },
  entrant: { id: 'Ya: pendaftaran Anda ikut diundi.', en: 'Yes: your registration is in the draw.' },
  refused: { id: 'Pendaftaran Anda ditolak oleh aturan di bawah.', en: 'Your registration was refused by the rule below.' },
  altered: {
    id: 'TIDAK COCOK: pendaftaran Anda tercatat lain daripada tanda terima.',
    en: 'DOES NOT HOLD: your registration is recorded otherwise than the receipt says.',
  },
  omitted: {
    id: 'TIDAK COCOK: pendaftaran Anda tidak ada di berkas. Simpan bukti di bawah.',
    en: 'DOES NOT HOLD: your registration is missing from the files. Keep the proof below.',
  },
  details: { id: 'Rincian', en: 'Details' },
} as const satisfies Texts;

/** The checks of a recount, by their names in the verifier. */
export const CHECK_NAMES = {
  plan: { id: 'Rencana dan semua versinya', en: 'The plan and all its versions' },
  commitment: { id: 'Daftar dikunci sebelum angka acak', en: 'The list was locked before the random number' },
  signatures: { id: 'Tanda tangan digital', en: 'Digital signatures' },
  beacon: { id: 'Angka acak dari drand (tanda tangan BLS)', en: 'The random number from drand (BLS signature)' },
  seed: { id: 'Benih undian', en: 'The seed of the draw' },
  certificate: { id: 'Sertifikat', en: 'The certificate' },
  audit: { id: 'Catatan audit', en: 'The audit log' },
  attempts: { id: 'Semua percobaan undian diceritakan', en: 'Every attempt at the draw is told' },
  entrants: { id: 'Daftar peserta', en: 'The entrants' },
  exclusions: { id: 'Daftar yang ditolak, masing-masing dengan aturannya', en: 'The refused, each with the rule' },
  draw: { id: 'Undian, dihitung ulang', en: 'The draw, counted again' },
  results: { id: 'Hasil setiap peserta', en: 'The result of every entrant' },
  places: { id: 'Kuota setiap provinsi', en: 'The places of every province' },
  rates: { id: 'Tingkat keterpilihan', en: 'The selection rates' },
  refills: { id: 'Kuota yang kembali diberikan menurut urutan', en: 'Places that came back went by the same order' },
  files: { id: 'Sidik jari semua berkas', en: 'The fingerprints of all files' },
} as const satisfies Texts;
