import type { Text } from './text.ts';

/** Where the pages are, in each language: the path is the choice of language, and nothing else remembers it. */
export const PATHS = {
  home: { id: '/', en: '/en/' },
  register: { id: '/daftar', en: '/en/register' },
  result: { id: '/hasil', en: '/en/result' },
  check: { id: '/cek', en: '/en/check' },
  privacy: { id: '/data-anda', en: '/en/your-data' },
} as const satisfies Record<string, Text>;
export type PageName = keyof typeof PATHS;
