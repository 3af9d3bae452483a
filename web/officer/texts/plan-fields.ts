import type { Text, Texts } from '#web/shared/text.ts';

/** The fields of a plan, as the form and the lists of what changes call them. */
export const FIELD_NAMES = {
  waveId: { id: 'Kode gelombang', en: 'The wave’s code' },
  number: { id: 'Nomor gelombang', en: 'Number of the wave' },
  opensAt: { id: 'Pendaftaran dibuka', en: 'Registration opens' },
  closesAt: { id: 'Pendaftaran ditutup', en: 'Registration closes' },
  beacon: { id: 'Waktu suar acak', en: 'Time of the random beacon' },
  places: { id: 'Kuota gelombang', en: 'Places of the wave' },
  byProvince: { id: 'Pembagian kuota', en: 'How the places are divided' },
  spillOver: { id: 'Kuota provinsi yang tidak terisi', en: 'Places that a province can’t fill' },
  reserved: { id: 'Kuota cadangan untuk keberatan', en: 'Places reserved for appeals' },
  refills: { id: 'Pengisian ulang', en: 'Refills' },
  fundedBy: { id: 'Asal kuota', en: 'Where the places come from' },
  perMille: { id: 'Prioritas korban PHK', en: 'Priority for the laid-off' },
  priorityLists: { id: 'Daftar korban PHK', en: 'Lists of the laid-off' },
  minimumAge: { id: 'Umur terendah', en: 'Lowest age' },
  maximumAge: { id: 'Umur tertinggi', en: 'Highest age' },
  formalEducation: { id: 'Pelajar dan mahasiswa', en: 'Pupils and students' },
  barredOccupations: { id: 'Pekerjaan yang dikecualikan', en: 'Occupations that are excluded' },
  exclusionLists: { id: 'Daftar penerima bantuan lain', en: 'Lists of other aid' },
  barredLists: { id: 'Daftar pekerjaan yang dikecualikan', en: 'Lists of excluded occupations' },
  civilRegistry: { id: 'Pencocokan dengan data kependudukan', en: 'Check against the civil registry' },
} as const satisfies Texts;

/** What is wrong with a field that the API's own messages name in its notation, which the form doesn't show. */
export const FIELD_FAULTS = {
  waveId: {
    id: 'Isi kode dengan huruf kecil, angka, dan tanda hubung, paling banyak 32, misalnya 2026-04.',
    en: 'The code has lower-case letters, digits and hyphens, 32 at most, such as 2026-04.',
  },
  waveIdTaken: {
    id: 'Sudah ada gelombang dengan kode ini. Untuk mengubahnya, pilih gelombang itu di atas.',
    en: 'There is a wave of this code. To change that one, choose it above.',
  },
  opensAt: { id: 'Isi tanggal dan jam pembukaan.', en: 'Give the day and time of the opening.' },
  closesAt: { id: 'Isi tanggal dan jam penutupan.', en: 'Give the day and time of the closing.' },
  beacon: { id: 'Isi tanggal dan jam suar acak.', en: 'Give the day and time of the beacon.' },
  byProvince: {
    id: 'Kuota provinsi adalah bilangan bulat dari 0, misalnya 1.234.',
    en: 'The places of a province are a whole number from 0, such as 1,234.',
  },
  byProvinceEmpty: {
    id: 'Belum ada provinsi yang diisi. Isi kuota provinsi, atau pilih kuota nasional.',
    en: 'No province is filled in. Fill in places of provinces, or choose one national pot.',
  },
  refills: { id: 'Pengisian ulang adalah 1 sampai 12 kali, atau dikosongkan.', en: 'Refills are 1 to 12, or left empty.' },
  perMille: {
    id: 'Isi bagian prioritas dengan 0 sampai 1000 per seribu.',
    en: 'Give the priority’s share from 0 to 1000 in a thousand.',
  },
  minimumAge: { id: 'Isi umur terendah dengan 0 sampai 150.', en: 'Give the lowest age from 0 to 150.' },
  maximumAge: {
    id: 'Isi umur tertinggi dengan 0 sampai 150, atau kosongkan.',
    en: 'Give the highest age from 0 to 150, or leave it empty.',
  },
  notLater: {
    id: 'Perpanjangan menutup pendaftaran lebih lambat dari rencana sekarang.',
    en: 'An extension closes later than the present plan.',
  },
  barredOccupations: { id: 'Ada pekerjaan yang tidak dikenal.', en: 'There is an unknown occupation.' },
  exclusionLists: { id: 'Paling banyak 10 daftar, masing-masing sekali.', en: 'At most ten lists, each once.' },
  barredLists: { id: 'Pilih paling banyak 10 daftar, masing-masing sekali.', en: 'Choose at most ten lists, each once.' },
  priorityLists: {
    id: 'Daftar prioritas paling banyak 10, masing-masing sekali.',
    en: 'At most ten lists of priority, each once.',
  },
  formalEducation: { id: 'Pilih apakah pelajar dan mahasiswa ditolak.', en: 'Choose whether pupils and students are refused.' },
  civilRegistry: { id: 'Pencocokan dilakukan atau tidak.', en: 'The check is made or isn’t.' },
} as const satisfies Texts;

/** What is said under the fields. */
export const FIELD_HINTS = {
  waveId: {
    id: 'Huruf kecil, angka, dan tanda hubung, misalnya 2026-04. Dipakai dalam alamat dan berkas bukti, dan tidak dapat diubah.',
    en: 'Lower-case letters, digits and hyphens, such as 2026-04. It stands in addresses and evidence files and can’t be changed.',
  },
  opensAt: {
    id: 'Dalam WIB. Sesudah dibuka, hanya penutupan yang masih dapat dimundurkan.',
    en: 'In WIB. Once open, only the closing can still be put off.',
  },
  closesAt: { id: 'Dalam WIB. Yang datang pada menit ini sudah terlambat.', en: 'In WIB. Whoever comes at this minute is late.' },
  beacon: {
    id: 'Dalam WIB. Angka acak umum sesudah waktu ini menentukan undian; ikut bergeser bila penutupan diubah.',
    en: 'In WIB. The public random number after this time decides the draw; it moves along when the closing is changed.',
  },
  places: {
    id: 'Yang diundi, tanpa cadangan. Boleh ditulis 10.000.',
    en: 'Those that are drawn, without the reserve. May be written 10,000.',
  },
  reserved: {
    id: 'Di luar kuota di atas, tidak diundi: untuk yang keberatannya dikabulkan. Kosongkan bila tidak ada.',
    en: 'Beside the places above and never drawn: for those whose appeal is granted. Leave empty for none.',
  },
  refills: {
    id: 'Berapa kali kuota yang kembali diberikan kepada urutan undian berikutnya. Kosongkan bila tidak pernah.',
    en: 'How often places that come back go to the next of the draw’s order. Leave empty for never.',
  },
  perMille: {
    id: 'Per seribu dari kuota tiap provinsi, misalnya 800.',
    en: 'In a thousand of each province’s places, such as 800.',
  },
  priorityLists: {
    id: 'Bila ada daftar, hanya yang mengaku dan tercantum yang diprioritaskan.',
    en: 'With lists, only those who declare it and are on one of them have priority.',
  },
  minimumAge: { id: 'Tahun genap pada hari penutupan.', en: 'Years completed on the closing day.' },
  maximumAge: { id: 'Kosongkan bila tidak dibatasi.', en: 'Leave empty for no limit.' },
  exclusionLists: { id: 'Siapa yang tercantum ditolak.', en: 'Whoever is on one of them is refused.' },
  barredLists: {
    id: 'Siapa yang tercantum ditolak, apa pun pekerjaan yang diakuinya.',
    en: 'Whoever is on one of them is refused, whatever occupation they declare.',
  },
} as const satisfies Texts;

/** The values of a plan in words. */
export const PLAN_VALUES = {
  national: { id: 'Satu kuota untuk seluruh Indonesia', en: 'One pot for the whole country' },
  ofProvinces: { id: 'Per provinsi, {count} provinsi', en: 'By province, {count} provinces' },
  placesOf: { id: 'Kuota {province}', en: 'Places of {province}' },
  notServed: { id: 'Tidak dilayani', en: 'Not served' },
  spills: { id: 'Diberikan ke provinsi lain', en: 'Go to other provinces' },
  staysEmpty: { id: 'Dibiarkan kosong', en: 'Stay empty' },
  none: { id: 'Tidak ada', en: 'None' },
  never: { id: 'Tidak pernah', en: 'Never' },
  times: { id: 'Paling banyak {count} kali', en: 'At most {count} times' },
  decree: { id: 'Keputusan tahun berjalan', en: 'The year’s decree' },
  recovery: { id: 'Kuota yang kembali', en: 'Places that came back' },
  share: { id: '{count} per seribu dari kuota', en: '{count} in a thousand of the places' },
  years: { id: '{count} tahun', en: '{count} years' },
  noLimit: { id: 'Tidak dibatasi', en: 'No limit' },
  refused: { id: 'Ditolak', en: 'Refused' },
  allowed: { id: 'Diterima', en: 'Accepted' },
  newest: { id: '{list}, versi terbaru pada hari penutupan', en: '{list}, the newest version by the closing day' },
  version: { id: '{list}, versi {version}', en: '{list}, version {version}' },
  checked: { id: 'Ya, NIK, KK, dan tanggal lahir', en: 'Yes: NIK, KK and birth date' },
  unchecked: { id: 'Tidak', en: 'No' },
} as const satisfies Texts;

/** What is wrong with a pasted line. */
export const PASTE_FAULTS = {
  unknownProvince: { id: 'Baris {line}: tidak ada provinsi “{name}”.', en: 'Line {line}: there is no province “{name}”.' },
  codeOfAnother: {
    id: 'Baris {line}: kode dan nama “{name}” bukan provinsi yang sama.',
    en: 'Line {line}: the code and the name “{name}” are not the same province.',
  },
  namedBefore: {
    id: 'Baris {line}: “{name}” sudah ada di baris {first}.',
    en: 'Line {line}: “{name}” is in line {first} already.',
  },
  noNumber: { id: 'Baris {line}: kuotanya bukan satu bilangan bulat.', en: 'Line {line}: its places are not one whole number.' },
  noProvince: {
    id: 'Baris {line}: tidak ada nama atau kode provinsi.',
    en: 'Line {line}: there is no name or code of a province.',
  },
  totalDiffers: {
    id: 'Baris {line}: jumlahnya ditulis {said}, sedangkan baris di atasnya berjumlah {total}.',
    en: 'Line {line}: it says a total of {said}, and the lines above sum up to {total}.',
  },
} as const satisfies Record<string, Text>;
