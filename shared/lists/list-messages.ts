import type { FieldFault } from '../http/problems.ts';
import type { Text } from '../http/text.ts';
import type { ListFacts } from './list-items.ts';

/** What each field must be, said for a missing and for a wrong value alike. */
export const LIST_FIELDS: Record<keyof ListFacts, Text> = {
  kind: {
    id: 'Jenis daftar: aid, barred-occupation atau priority.',
    en: 'The kind of the list: aid, barred-occupation or priority.',
  },
  asOf: { id: 'Tanggal keadaan daftar adalah YYYY-MM-DD.', en: 'The day of which the list is a snapshot is YYYY-MM-DD.' },
  lines: {
    id: 'Jumlah baris adalah bilangan bulat dari 1 sampai 20000000.',
    en: 'The number of lines is a whole number from 1 to 20000000.',
  },
  sha256: { id: 'SHA-256 berkas adalah 64 angka heksadesimal.', en: 'The SHA-256 of the file is 64 hex digits.' },
  chunksSha256: {
    id: 'SHA-256 atas SHA-256 semua bagian adalah 64 angka heksadesimal.',
    en: 'The SHA-256 over the SHA-256 of all chunks is 64 hex digits.',
  },
};

/** What the fields must be to the clock. */
export const LIST_FACTS_FAULTS = {
  inTheFuture: {
    pointer: '/asOf',
    detail: { id: 'Tanggal ini belum tiba (WIB).', en: 'This day has not come (WIB).' },
  },
} as const satisfies Record<string, FieldFault>;

export const MISSING_CHUNK: Text = { id: 'Bagian ini belum diterima.', en: 'This chunk has not come.' };
