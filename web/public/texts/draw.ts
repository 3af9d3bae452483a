import type { Texts } from '#web/shared/text.ts';

/** How the draw works, and the example to play with. */
export const DRAW = {
  title: { id: 'Cara undian bekerja | Gelombang', en: 'How the draw works | Gelombang' },
  description: { id: 'Contoh undian yang dapat Anda mainkan sendiri.', en: 'An example of the draw that you can play with.' },
  heading: { id: 'Cara undian bekerja', en: 'How the draw works' },
  lead: {
    id: 'Pendaftar lebih banyak daripada kuota, maka kuota diundi. Anda tidak perlu memercayai penyelenggara: semua langkahnya dapat dihitung ulang.',
    en: 'More people register than there are places, so places are drawn by lot. You need not trust whoever runs it: every step can be counted again.',
  },
  steps: { id: 'Langkah demi langkah', en: 'Step by step' },
  stepPlan: {
    id: 'Sebelum pendaftaran dibuka, rencananya terbit: berapa kuota, untuk provinsi mana, siapa yang tidak dapat ikut, dan angka acak mana yang akan menentukan.',
    en: 'Before registration opens the plan is public: how many places, for which provinces, who can not take part, and which random number will decide.',
  },
  stepLock: {
    id: 'Sesudah penutupan, daftar peserta tanpa nama dikunci: sidik jarinya diterbitkan dan ditandatangani. Satu huruf saja diubah, sidik jarinya menjadi lain.',
    en: 'After the closing the list of entrants, without names, is locked: its fingerprint is published and signed. Change one letter, and the fingerprint is another.',
  },
  stepBeacon: {
    id: 'Baru kemudian angka acaknya lahir. Angka itu berasal dari drand, jaringan belasan lembaga di seluruh dunia, dan tidak ada yang mengetahuinya lebih dulu.',
    en: 'Only then the random number is born. It comes from drand, a network of independent organisations around the world, and nobody knows it before.',
  },
  stepTicket: {
    id: 'Setiap peserta mendapat tiket: sidik jari dari angka acak, rencana, daftar, dan nomor pesertanya sendiri. Siapa pun dapat menghitungnya.',
    en: 'Each entrant gets a ticket: the fingerprint of the random number, the plan, the list, and the entrant’s own number. Anybody can compute it.',
  },
  stepLowest: {
    id: 'Tiket terkecil didahulukan, sampai kuota provinsinya habis. Itu saja.',
    en: 'The lowest tickets come first, until the places of their province are used up. That is all.',
  },
  why: { id: 'Mengapa tidak ada yang dapat mengatur hasilnya', en: 'Why nobody could have chosen the outcome' },
  whyOperator: {
    id: 'Penyelenggara mengunci daftar dan rencana ketika angka acaknya belum ada. Sesudah angka itu ada, menambah atau menghapus seorang peserta saja mengubah sidik jarinya, dan itu terlihat.',
    en: 'Whoever runs the draw locks list and plan while the random number does not exist. Afterwards adding or dropping a single entrant changes the fingerprint, and that is seen.',
  },
  whyBeacon: {
    id: 'Lembaga-lembaga drand tidak mengenal daftar ini, dan tidak satu pun dapat menentukan angkanya sendirian. Tanda tangan pada angkanya menunjukkan bahwa angka itu asli.',
    en: 'The organisations of drand do not know this list, and none of them can choose the number alone. The signature on the number shows that it is genuine.',
  },
  whyApplicant: {
    id: 'Pendaftar tidak dapat memilih nomor yang baik: tiketnya bergantung pada angka acak yang belum ada. Mendaftar lebih cepat juga tidak membantu.',
    en: 'Applicants can not choose a good number: their ticket depends on a random number that does not exist yet. Nor does registering earlier help.',
  },
  whyAgain: {
    id: 'Mengundi ulang sampai hasilnya cocok tidak mungkin: rencana sudah menetapkan angka acak yang mana, dan setiap percobaan diceritakan.',
    en: 'Drawing again until the result suits somebody is not possible: the plan says which random number it is, and every attempt is told.',
  },
  play: { id: 'Cobalah sendiri', en: 'Try it yourself' },
  playBody: {
    id: 'Di bawah ini undian sungguhan dengan peserta rekaan: perhitungannya sama dengan yang mengundi setiap gelombang, dan berjalan di perangkat Anda.',
    en: 'Below is a real draw of made-up people: the computation is the one that draws every wave, and it runs on your device.',
  },
  leftOut: { id: 'Yang tidak ada di contoh ini', en: 'What this example leaves out' },
  leftOutBody: {
    id: 'Undian sungguhan juga mendahulukan kelompok prioritas untuk sebagian kuota, membatasi dua penerima dalam satu keluarga, dan memberikan kuota yang tidak terisi ke provinsi lain bila rencananya mengatur demikian. Urutan tiketnya tetap sama.',
    en: 'A draw that counts also serves a priority group first with part of the places, lets at most two of a family receive, and gives places that a province can not fill to others where the plan says so. The order of the tickets stays the same.',
  },
  further: { id: 'Lihat undian yang sudah terjadi', en: 'Look at draws that have taken place' },
  furtherRecount: { id: 'Hitung ulang undian sungguhan', en: 'Recount a real draw' },
} as const satisfies Texts;

/** The example to play with. */
export const PLAY = {
  randomness: { id: 'Angka acak', en: 'The random number' },
  randomnessHint: { id: '64 angka heksadesimal: 0 sampai 9, a sampai f', en: '64 hexadecimal digits: 0 to 9, a to f' },
  randomnessWrong: {
    id: 'Angka acak harus terdiri atas tepat 64 angka 0 sampai 9 atau a sampai f; di sini {count}. Undian di bawah masih memakai angka yang lama.',
    en: 'The random number must have exactly 64 digits 0 to 9 or a to f; here are {count}. The draw below still uses the number before.',
  },
  another: { id: 'Angka acak lain', en: 'Another random number' },
  oneBit: { id: 'Balik satu bit', en: 'Turn one bit over' },
  fromStart: { id: 'Kembali ke awal', en: 'Back to the start' },
  placesOf: { id: 'Kuota {province}', en: 'Places of {province}' },
  entrants: { id: 'Peserta, menurut urutan pendaftaran', en: 'Entrants, in the order of their registration' },
  entrant: { id: '{letter} · {province}', en: '{letter} ({province})' },
  remove: { id: 'Keluarkan {letter}', en: 'Take {letter} out' },
  add: { id: 'Tambah peserta', en: 'Add an entrant' },
  shuffle: { id: 'Acak urutan pendaftaran', en: 'Shuffle the order of registration' },
  result: { id: 'Hasil undian', en: 'The result of the draw' },
  planHash: { id: 'Sidik jari rencana', en: 'Fingerprint of the plan' },
  root: { id: 'Sidik jari daftar peserta', en: 'Fingerprint of the entrants' },
  seed: { id: 'Benih undian', en: 'Seed of the draw' },
  chart: { id: 'Tiket setiap peserta, terkecil dulu', en: 'Each entrant’s ticket, lowest first' },
  chartLabel: {
    id: 'Diagram tiket per provinsi: {selected} terpilih dari {entrants} peserta.',
    en: 'A chart of the tickets by province: {selected} selected of {entrants} entrants.',
  },
  ofPlaces: { id: '{province}: {places} kuota', en: '{province}: {places} places' },
  legendSelected: { id: 'terpilih', en: 'selected' },
  legendNot: { id: 'tidak terpilih', en: 'not selected' },
  legendCutOff: { id: 'batas: tiket terakhir yang masih mendapat kuota', en: 'cut-off: the last ticket that got a place' },
  place: { id: 'Urutan', en: 'Place in the order' },
  name: { id: 'Peserta', en: 'Entrant' },
  entryId: { id: 'Nomor peserta', en: 'Entry' },
  province: { id: 'Provinsi', en: 'Province' },
  ticket: { id: 'Tiket', en: 'Ticket' },
  state: { id: 'Hasil', en: 'Result' },
  changedNumber: { id: 'Angka acak berubah.', en: 'The random number has changed.' },
  changedBit: { id: 'Satu bit dari angka acak berubah.', en: 'One bit of the random number has changed.' },
  changedPlaces: { id: 'Rencana berubah.', en: 'The plan has changed.' },
  changedList: { id: 'Daftar peserta berubah.', en: 'The list of entrants has changed.' },
  changedOrder: { id: 'Urutan pendaftaran diacak.', en: 'The order of registration has been shuffled.' },
  changedBack: { id: 'Kembali ke contoh semula.', en: 'Back to the first example.' },
  nothing: {
    id: 'Tidak ada tiket yang berubah, dan yang terpilih tetap sama: daftar diurutkan menurut nomor peserta, bukan menurut waktu.',
    en: 'No ticket has changed, and the same are selected: the list is sorted by entry, not by time.',
  },
  tickets: { id: '{tickets} dari {all} tiket menjadi lain.', en: '{tickets} of {all} tickets are others.' },
  nowIn: { id: 'Kini terpilih: {letters}.', en: 'Now selected: {letters}.' },
  nowOut: { id: 'Tidak lagi terpilih: {letters}.', en: 'No longer selected: {letters}.' },
  same: { id: 'Yang terpilih kebetulan sama.', en: 'By chance the same are selected.' },
} as const satisfies Texts;
