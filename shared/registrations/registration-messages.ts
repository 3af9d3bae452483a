import type { Text } from '../http/text.ts';
import type { RegistrationBody } from './registration-body.ts';

/** What each field must be. Said for a missing and for a wrong value alike; what was given is never repeated. */
export const REGISTRATION_FIELDS: Record<keyof RegistrationBody, Text> = {
  nik: {
    id: 'NIK terdiri dari 16 angka seperti tertera di KTP.',
    en: 'The NIK has 16 digits, as printed on the identity card.',
  },
  kk: {
    id: 'Nomor KK terdiri dari 16 angka seperti tertera di Kartu Keluarga.',
    en: 'The KK number has 16 digits, as printed on the family card.',
  },
  fullName: {
    id: 'Nama lengkap ditulis dengan huruf, seperti tertera di KTP, paling banyak 160 bita.',
    en: 'The full name is written in letters, as printed on the identity card, in at most 160 bytes.',
  },
  birthDate: {
    id: 'Tanggal lahir ditulis TTTT-BB-HH, tanggal yang ada di kalender dan tidak di masa depan.',
    en: 'The birth date is written YYYY-MM-DD, a day of the calendar that is not in the future.',
  },
  phone: {
    id: 'Nomor telepon ditulis dengan kode negara, misalnya +62 diikuti nomornya tanpa spasi.',
    en: 'The phone number is written with its country code, such as +62 and the number without spaces.',
  },
  province: {
    id: 'Provinsi domisili adalah kode dua angka dari provinsi yang dilayani gelombang ini.',
    en: 'The province of domicile is the two-digit code of a province that this wave serves.',
  },
  occupation: { id: 'Pekerjaan adalah salah satu dari daftar.', en: 'The occupation is one of the list.' },
  laidOff: {
    id: 'Isi true atau false: apakah Anda terkena PHK atau dirumahkan.',
    en: 'Give true or false: whether you were laid off.',
  },
  inFormalEducation: {
    id: 'Isi true atau false: apakah Anda sedang menempuh pendidikan formal.',
    en: 'Give true or false: whether you are in formal education.',
  },
  consent: {
    id: 'Pendaftaran memerlukan persetujuan Anda atas pengolahan data pribadi (true).',
    en: 'Registering needs your consent to the use of your personal data (true).',
  },
};
