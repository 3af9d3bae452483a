import type { CheckName } from '#shared/opening/check-schema.ts';
import type { Text, Texts } from '#web/shared/text.ts';

/** What an opening needs, and whether it is there. */
export const PREFLIGHT = {
  ready: { id: 'Siap: {count} pemeriksaan terpenuhi.', en: 'Ready: {count} checks hold.' },
  lacking: { id: 'Belum siap: {count} hal perlu dibereskan.', en: 'Not ready: {count} things are to be mended.' },
  neededAndFound: { id: 'Perlu: {needed}. Ada: {found}.', en: 'Needed: {needed}. There: {found}.' },
  all: { id: 'Semua pemeriksaan', en: 'All checks' },
} as const satisfies Texts;

/** The checks of a preflight, as officers call them. */
export const CHECK_TITLES: Readonly<Record<CheckName, Text>> = {
  'account-requests': { id: 'Permintaan per detik', en: 'Requests per second' },
  'account-concurrency': { id: 'Eksekusi serentak di akun', en: 'Executions at once of the account' },
  'reserved-concurrency': { id: 'Cadangan untuk pendaftaran', en: 'Set aside for registering' },
  'table-writes': { id: 'Kapasitas tulis tabel pendaftaran', en: 'Write capacity of the registrations' },
  beacon: { id: 'Suar acak', en: 'Random beacon' },
  pepper: { id: 'Kunci rahasia NIK dan KK', en: 'The secret that keys NIK and KK' },
  'sealing-key': { id: 'Kunci penyegel data', en: 'The key that seals details' },
  'signing-key': { id: 'Kunci tanda tangan', en: 'The key that signs' },
};
