import type { Text } from '../http/text.ts';
import type { ActivationBody } from './activate-place.ts';
import type { PartnerBody } from './partner.ts';

export const PARTNER_ID_FIELD: Text = {
  id: 'Nama mitra terdiri dari huruf kecil, angka dan tanda hubung, diawali huruf, 2 sampai 32 dan tanpa 16 angka berderet.',
  en: 'The id of a partner has lower-case letters, digits and hyphens, a letter first, 2 to 32 of them and no 16 digits in a row.',
};

/** What each field of a partner must be. */
export const PARTNER_FIELDS: Record<keyof PartnerBody, Text> = {
  name: {
    id: 'Nama mitra terdiri dari 1 sampai 100 karakter, tanpa 7 angka berderet.',
    en: 'The name of a partner has 1 to 100 characters, and no 7 digits in a row.',
  },
  keys: {
    id: 'Kunci: 1 sampai 5 JWK publik Ed25519 yang berbeda (kty, crv, x), tanpa bagian rahasia; kid, bila ada, adalah thumbprint-nya.',
    en: 'The keys: 1 to 5 different public Ed25519 JWKs (kty, crv, x) without the private part; kid, if given, is the thumbprint.',
  },
  state: { id: 'Status mitra: "active" atau "suspended".', en: 'The state of a partner: "active" or "suspended".' },
};

/** What each field of an activation must be. */
export const ACTIVATION_FIELDS: Record<keyof ActivationBody, Text> = {
  waveId: { id: 'waveId adalah nama gelombang, misalnya 2020-04.', en: 'waveId is the name of a wave, such as 2020-04.' },
  entryId: {
    id: 'entryId terdiri dari 32 digit heksadesimal huruf kecil.',
    en: 'entryId has 32 lower-case hexadecimal digits.',
  },
};
