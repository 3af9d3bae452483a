import type { Texts } from '#web/shared/text.ts';

/** Around whatever one officer proposes and another decides. */
export const PROPOSING = {
  sending: { id: 'Mengirim …', en: 'Sending …' },
  again: { id: 'Coba lagi', en: 'Try again' },
  proposed: { id: 'Usulan sudah masuk', en: 'It is proposed' },
  approvedBefore: { id: 'Usulan ini sudah disetujui', en: 'This was proposed and approved before' },
  proposal: { id: 'Usulan', en: 'Proposal' },
  decideBy: {
    id: 'Orang lain memutuskannya paling lambat {at}; sampai saat itu tidak ada yang berubah.',
    en: 'Somebody else decides it by {at}; until then nothing changes.',
  },
  toProposals: { id: 'Lihat semua usulan', en: 'See all proposals' },
  another: { id: 'Usulkan yang lain', en: 'Propose another' },
  reason: { id: 'Alasan', en: 'Reason' },
  chooseReason: { id: 'Pilih alasan', en: 'Choose a reason' },
  from: { id: 'Mulai (WIB)', en: 'From (WIB)' },
  until: { id: 'Sampai (WIB)', en: 'Until (WIB)' },
} as const satisfies Texts;
