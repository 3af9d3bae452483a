import type { Texts } from '#web/shared/text.ts';

/** The form, and what is said while it is on its way. */
export const FORM = {
  title: { id: 'Daftar | Gelombang', en: 'Apply | Gelombang' },
  description: { id: 'Formulir pendaftaran.', en: 'The form to apply.' },
  heading: { id: 'Daftar', en: 'Apply' },
  before: {
    id: 'Siapkan KTP dan Kartu Keluarga. Mengisinya kira-kira tiga menit, gratis, dan tidak perlu cepat: kapan Anda mendaftar tidak mengubah peluang.',
    en: 'Have your identity card and family card at hand. It takes some three minutes, is free, and there is no hurry: when you register does not change your chance.',
  },
  noneOpen: {
    id: 'Tidak ada gelombang yang menerima pendaftaran sekarang. Gelombang berikutnya diumumkan di beranda.',
    en: 'No wave takes registrations now. The next one is announced on the home page.',
  },
  which: { id: 'Gelombang mana?', en: 'Which wave?' },
  errorsHeading: { id: 'Ada yang perlu diperbaiki', en: 'Something needs to be mended' },
  fullName: { id: 'Nama lengkap', en: 'Full name' },
  fullNameHint: { id: 'Seperti di KTP.', en: 'As on your identity card.' },
  fullNameWrong: {
    id: 'Tulis nama lengkap dengan huruf, seperti di KTP.',
    en: 'Write your full name in letters, as on your identity card.',
  },
  nik: { id: 'NIK', en: 'NIK (population number)' },
  nikHint: { id: '16 angka di KTP Anda.', en: 'The 16 digits on your identity card.' },
  digitsSoFar: { id: '{count} dari 16 angka', en: '{count} of 16 digits' },
  nikWrong: {
    id: 'NIK terdiri dari 16 angka. Periksa lagi dengan KTP Anda.',
    en: 'A NIK has 16 digits. Compare it with your identity card.',
  },
  nikProvinceWrong: {
    id: 'Dua angka pertama NIK bukan kode provinsi. Periksa lagi dengan KTP Anda.',
    en: 'The first two digits of the NIK are no province. Compare it with your identity card.',
  },
  nikDateWrong: {
    id: 'Angka ke-7 sampai ke-12 NIK bukan sebuah tanggal. Periksa lagi dengan KTP Anda.',
    en: 'Digits 7 to 12 of the NIK are no date. Compare it with your identity card.',
  },
  nikIssuedIn: { id: 'NIK ini diterbitkan di {province}.', en: 'This NIK was issued in {province}.' },
  kk: { id: 'Nomor Kartu Keluarga (KK)', en: 'Family card number (KK)' },
  kkHint: { id: '16 angka di bagian atas Kartu Keluarga.', en: 'The 16 digits at the top of your family card.' },
  kkWrong: {
    id: 'Nomor KK terdiri dari 16 angka. Periksa lagi dengan Kartu Keluarga.',
    en: 'A KK number has 16 digits. Compare it with your family card.',
  },
  kkIsNik: {
    id: 'Ini NIK Anda. Nomor KK ada di bagian atas Kartu Keluarga.',
    en: 'This is your NIK. The KK number is at the top of the family card.',
  },
  birthDate: { id: 'Tanggal lahir', en: 'Date of birth' },
  day: { id: 'Tanggal', en: 'Day' },
  month: { id: 'Bulan', en: 'Month' },
  year: { id: 'Tahun', en: 'Year' },
  birthDateWrong: {
    id: 'Tanggal lahir ini tidak ada di kalender, atau masih di masa depan.',
    en: 'This date of birth is not in the calendar, or lies in the future.',
  },
  birthDateDiffers: {
    id: 'NIK Anda menunjukkan tanggal lahir lain. Bila NIK dan tanggal ini sudah benar, lanjutkan saja.',
    en: 'Your NIK shows another date of birth. If both are right, just go on.',
  },
  phone: { id: 'Nomor HP', en: 'Mobile number' },
  phoneHint: {
    id: 'Hasil dikirim ke nomor ini lewat SMS. Contoh: 0812 3456 7890',
    en: 'The result is sent to it by SMS. Example: 0812 3456 7890',
  },
  phoneWrong: {
    id: 'Tulis nomor HP dengan angka, misalnya 0812 3456 7890.',
    en: 'Write the number in digits, such as 0812 3456 7890.',
  },
  province: { id: 'Provinsi tempat tinggal sekarang', en: 'Province where you live now' },
  provinceHint: { id: 'Boleh berbeda dari KTP.', en: 'May differ from your identity card.' },
  provinceWrong: { id: 'Pilih provinsi tempat tinggal Anda.', en: 'Choose the province where you live.' },
  occupation: { id: 'Pekerjaan', en: 'Occupation' },
  occupationWrong: { id: 'Pilih pekerjaan Anda.', en: 'Choose your occupation.' },
  choose: { id: 'Pilih …', en: 'Choose …' },
  laidOff: { id: 'Apakah Anda terkena PHK atau dirumahkan?', en: 'Were you laid off or sent home without pay?' },
  laidOffWrong: {
    id: 'Jawab ya atau tidak: apakah Anda terkena PHK atau dirumahkan.',
    en: 'Answer yes or no: whether you were laid off.',
  },
  inFormalEducation: { id: 'Apakah Anda sedang bersekolah atau kuliah?', en: 'Are you in school or university?' },
  inFormalEducationWrong: {
    id: 'Jawab ya atau tidak: apakah Anda sedang bersekolah atau kuliah.',
    en: 'Answer yes or no: whether you are in school or university.',
  },
  yes: { id: 'Ya', en: 'Yes' },
  no: { id: 'Tidak', en: 'No' },
  consent: {
    id: 'Saya setuju data di atas diolah untuk pendaftaran ini. Data itu disimpan terkunci dan tidak pernah diumumkan.',
    en: 'I agree that these details are used for this registration. They are kept sealed and are never published.',
  },
  consentWrong: {
    id: 'Tanpa persetujuan Anda, pendaftaran tidak dapat diterima.',
    en: 'Without your consent the registration can not be taken.',
  },
  remember: {
    id: 'Ini HP saya sendiri: simpan isian di HP ini sampai terkirim, lalu simpan tanda terimanya. Dapat dihapus kapan saja.',
    en: 'This is my own phone: keep what I typed on it until it is sent, and then the receipt. It can be deleted at any time.',
  },
  privacyLink: { id: 'Apa yang kami simpan, dan berapa lama', en: 'What we keep, and for how long' },
  submit: { id: 'Kirim pendaftaran', en: 'Send the registration' },
  kept: { id: 'Isian Anda tersimpan di HP ini.', en: 'What you typed is kept on this phone.' },
  forget: { id: 'Hapus dari HP ini', en: 'Delete from this phone' },
} as const satisfies Texts;
