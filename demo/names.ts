import type { Sex } from './nik.ts';

/** Given names, for people who don't exist. */
export const GIVEN_NAMES: Readonly<Record<Sex, readonly string[]>> = {
  female: [
    ...['Ayu', 'Dewi', 'Fitri', 'Indah', 'Kartika', 'Lestari', 'Maya', 'Ningsih', 'Nurul', 'Putri', 'Ratna', 'Rina', 'Sari'],
    ...['Siti', 'Sri', 'Sulastri', 'Tuti', 'Wahyuni', 'Wulan', 'Yanti', 'Yuliana', 'Zahra', 'Aisyah', 'Desi', 'Endang', 'Novita'],
  ],
  male: [
    ...['Adi', 'Agus', 'Ahmad', 'Andi', 'Arif', 'Bambang', 'Budi', 'Dedi', 'Dwi', 'Eko', 'Fajar', 'Gede', 'Hendra', 'Irfan'],
    ...['Joko', 'Ketut', 'Muhammad', 'Made', 'Rizky', 'Rudi', 'Slamet', 'Sutrisno', 'Teguh', 'Wahyu', 'Yusuf', 'Yohanes'],
  ],
};

export const SECOND_NAMES: readonly string[] = [
  ...['Anggraini', 'Arifin', 'Astuti', 'Firmansyah', 'Ginting', 'Handayani', 'Hasibuan', 'Hidayat', 'Iskandar', 'Kurniawan'],
  ...['Kusuma', 'Lumbantobing', 'Manurung', 'Maulana', 'Nasution', 'Nugroho', 'Permana', 'Prasetyo', 'Pratama', 'Purnomo'],
  ...['Rahayu', 'Rahmawati', 'Ramadhan', 'Saputra', 'Setiawan', 'Simanjuntak', 'Siregar', 'Suharto', 'Supriyadi', 'Suryani'],
  ...['Susanto', 'Utami', 'Wibowo', 'Wicaksono', 'Wijaya', 'Wirawan', 'Wulandari', 'Yulianto', 'Zulkarnain', 'Tambunan'],
];

export const THIRD_NAMES: readonly string[] = [
  ...['Abimanyu', 'Baskoro', 'Cahyadi', 'Darmawan', 'Efendi', 'Febrianto', 'Gunawan', 'Haryanto', 'Indrawan', 'Jayadi'],
  ...['Kristanto', 'Laksana', 'Mahendra', 'Nurcahyo', 'Oktaviani', 'Pangestu', 'Qomarudin', 'Respati', 'Santosa', 'Triwibowo'],
];
