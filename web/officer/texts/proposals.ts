import type { Texts } from '#web/shared/text.ts';

export const PROPOSALS = {
  title: { id: 'Usulan dan persetujuan | Petugas Gelombang', en: 'Proposals and approvals | Gelombang officers' },
  heading: { id: 'Usulan dan persetujuan', en: 'Proposals and approvals' },
} as const satisfies Texts;
