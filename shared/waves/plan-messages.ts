import type { Text } from '../http/text.ts';
import type { ListNameFault } from '../lists/resolve-lists.ts';
import type { PlanBody, PlanFault } from './plan.ts';

/** What each field must be, said for a missing and for a wrong value alike. */
export const PLAN_FIELDS: Record<keyof PlanBody, Text> = {
  number: { id: 'Nomor gelombang adalah bilangan bulat dari 1.', en: 'The number of the wave is a whole number from 1.' },
  opensAt: { id: 'Waktu buka adalah waktu ISO 8601 dengan zona.', en: 'The opening is an ISO 8601 instant with its offset.' },
  closesAt: { id: 'Waktu tutup adalah waktu ISO 8601 dengan zona.', en: 'The closing is an ISO 8601 instant with its offset.' },
  beacon: {
    id: 'Waktu suar acak (beacon.at) adalah waktu ISO 8601 dengan zona.',
    en: 'The time of the beacon (beacon.at) is an ISO 8601 instant with its offset.',
  },
  places: { id: 'Jumlah kuota adalah bilangan bulat dari 1.', en: 'The places are a whole number from 1.' },
  byProvince: {
    id: 'Kuota per provinsi: "national", atau kode provinsi dan bilangan bulat dari 0.',
    en: 'The places by province: "national", or province codes with whole numbers from 0.',
  },
  priority: {
    id: 'Prioritas: group "laid-off", perMille 0 sampai 1000, dan bila ada lists, nama daftar.',
    en: 'The priority: group "laid-off", perMille from 0 to 1000, and if there are any lists, names of lists.',
  },
  reserved: {
    id: 'Kuota cadangan untuk keberatan adalah bilangan bulat dari 1; tanpa cadangan dikosongkan.',
    en: 'The places reserved for appeals are a whole number from 1; with none it is left out.',
  },
  spillOver: { id: 'spillOver adalah true atau false.', en: 'spillOver is true or false.' },
  fundedBy: {
    id: 'fundedBy adalah "recovery" untuk gelombang dari kuota yang kembali; selain itu dikosongkan.',
    en: 'fundedBy is "recovery" for a wave of places that came back; else it is left out.',
  },
  refills: {
    id: 'refills adalah bilangan bulat dari 1 sampai 12: berapa kali kuota yang kembali diberikan kepada urutan undian berikutnya; selain itu dikosongkan.',
    en: 'refills is a whole number from 1 to 12: how often places that came back go to the next of the published order; else it is left out.',
  },
  rules: {
    id: 'Aturan kelayakan tidak sesuai dengan skema di /v1/openapi.json.',
    en: 'The eligibility rules do not follow the schema at /v1/openapi.json.',
  },
};

/** What the fields must be to each other. */
export const PLAN_FAULTS: Record<PlanFault['message'], Text> = {
  opensInThePast: { id: 'Gelombang baru dibuka di masa depan.', en: 'A new wave opens in the future.' },
  closesBeforeItOpens: { id: 'Waktu tutup harus sesudah waktu buka.', en: 'The closing must come after the opening.' },
  beaconBeforeClosing: {
    id: 'Suar acak tidak boleh sebelum pendaftaran ditutup.',
    en: 'The beacon must not come before the closing.',
  },
  placesDontSumUp: {
    id: 'Jumlah kuota semua provinsi harus sama dengan kuota gelombang.',
    en: 'The places of the provinces must sum up to the places of the wave.',
  },
  agesCross: { id: 'Usia tertinggi tidak boleh di bawah usia terendah.', en: 'The maximum age must not be below the minimum age.' },
  notGranted: {
    id: 'Kuota gelombang pemulihan harus sama dengan kuota kembali yang sudah diberikan kepadanya, per provinsi.',
    en: 'The places of a recovery wave must be those that have been granted to it, province by province.',
  },
  reservedOfRecovery: {
    id: 'Gelombang dari kuota yang kembali tidak punya kuota cadangan.',
    en: 'A wave of places that came back has no reserved places.',
  },
  notABarredOccupation: {
    id: 'Daftar ini hanya memuat pekerjaan yang dapat dikecualikan.',
    en: 'Only occupations that can be barred may be on this list.',
  },
};

/** How a plan may name lists. */
export const LIST_NAME_FAULTS: Record<ListNameFault['message'], Text> = {
  noSuchList: {
    id: 'Versi daftar ini tidak ada, atau impornya belum selesai.',
    en: 'There is no such version of a list, or its import is not complete.',
  },
  listOfAnotherKind: { id: 'Daftar ini dari jenis lain.', en: 'This list is of another kind.' },
  listAfterTheClosing: {
    id: 'Daftar ini memuat keadaan sesudah hari penutupan.',
    en: 'This list is a snapshot of a day after the closing day.',
  },
};
