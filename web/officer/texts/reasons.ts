import type { Texts } from '#web/shared/text.ts';

/** Reasons of proposals by the API's words for them: why clocks stand, why places come back, why none does, why an appeal is granted. */
export const REASON_NAMES = {
  'partner-outage': { id: 'Gangguan di pihak mitra', en: 'An outage of a partner' },
  'open-appeal': { id: 'Keberatan belum diputuskan', en: 'An open appeal' },
  disaster: { id: 'Bencana', en: 'A disaster' },
  'wrong-list': { id: 'Daftar pembanding salah', en: 'A wrong list' },
  'not-eligible': { id: 'Tidak memenuhi syarat', en: 'Not eligible' },
  'false-details': { id: 'Data tidak benar', en: 'False details' },
  deceased: { id: 'Meninggal dunia', en: 'Deceased' },
  withdrew: { id: 'Mengundurkan diri', en: 'Withdrew' },
  'notices-failing': { id: 'Pemberitahuan tidak terkirim', en: 'Notices do not arrive' },
  'payments-failing': { id: 'Pembayaran terganggu', en: 'Payments fail' },
  'wrong-data': { id: 'Data sistem salah', en: 'Wrong data' },
  complaints: { id: 'Banyak keluhan', en: 'Complaints' },
  'legal-order': { id: 'Perintah hukum', en: 'A legal order' },
  'list-was-wrong': { id: 'Daftarnya ternyata salah', en: 'The list was wrong' },
  'details-were-wrong': { id: 'Datanya ternyata salah', en: 'The details were wrong' },
  'registry-was-wrong': { id: 'Data kependudukan ternyata salah', en: 'The civil registry was wrong' },
  other: { id: 'Lainnya', en: 'Other' },
} as const satisfies Texts;
