import type { Text } from '#shared/http/text.ts';

/** Where the pages are, in each language: the path is the choice of language, and nothing else remembers it. */
export const PATHS = {
  home: { id: '/', en: '/en/' },
  register: { id: '/daftar', en: '/en/register' },
  result: { id: '/hasil', en: '/en/result' },
  check: { id: '/cek', en: '/en/check' },
  waves: { id: '/gelombang', en: '/en/waves' },
  draw: { id: '/undian', en: '/en/draw' },
  places: { id: '/kuota', en: '/en/places' },
  privacy: { id: '/data-anda', en: '/en/your-data' },
  officers: { id: '/petugas', en: '/en/officers' },
  signIn: { id: '/petugas/masuk', en: '/en/officers/sign-in' },
  plan: { id: '/petugas/rencana', en: '/en/officers/plan' },
  proposals: { id: '/petugas/usulan', en: '/en/officers/proposals' },
  wave: { id: '/petugas/gelombang', en: '/en/officers/wave' },
  ledger: { id: '/petugas/kuota', en: '/en/officers/places' },
  appeals: { id: '/petugas/keberatan', en: '/en/officers/appeals' },
  lists: { id: '/petugas/daftar', en: '/en/officers/lists' },
  partners: { id: '/petugas/mitra', en: '/en/officers/partners' },
  audit: { id: '/petugas/audit', en: '/en/officers/audit' },
} as const satisfies Record<string, Text>;
export type PageName = keyof typeof PATHS;
