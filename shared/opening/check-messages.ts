import type { Language, Text } from '../http/text.ts';
import type { CheckDocument, CheckName } from './check-schema.ts';
import type { Check } from './preflight.ts';

/** What to do when a check doesn't hold; more in docs/runbook.md#not-ready. */
const MEND: Readonly<Record<CheckName, Text>> = {
  'account-requests': {
    id: 'Minta kenaikan kuota throttle API Gateway akun ini di region ini, atau turunkan batas stage.',
    en: 'Ask AWS to raise the throttle quota of API Gateway of this account in this region, or lower the limits of the stage.',
  },
  'account-concurrency': {
    id: 'Minta kenaikan kuota "Concurrent executions" Lambda akun ini di region ini.',
    en: 'Ask AWS to raise the quota "Concurrent executions" of Lambda of this account in this region.',
  },
  'reserved-concurrency': {
    id: 'Jalankan deploy stack lagi: cadangan fungsi register telah diubah atau dihapus.',
    en: 'Deploy the stack again: what the function register has set aside was changed or removed.',
  },
  'table-writes': {
    id: 'Buka gelombang paling cepat sehari dari sekarang, atau minta kenaikan kuota tulis per tabel DynamoDB.',
    en: 'Open the wave a day from now at the earliest, or ask AWS to raise the write quota of a DynamoDB table.',
  },
  beacon: {
    id: 'Periksa jaringan keluar dan alamat relay di parameter BeaconChain.',
    en: 'Check the way out to the network, and the relays in the parameter BeaconChain.',
  },
  pepper: {
    id: 'Pulihkan pepper yang lama (docs/runbook.md#the-pepper); jangan mendaftarkan siapa pun sebelum itu.',
    en: 'Restore the former pepper (docs/runbook.md#the-pepper); register nobody before that.',
  },
  'sealing-key': {
    id: 'Periksa kunci KMS: mungkin dinonaktifkan atau menunggu penghapusan (docs/runbook.md#the-sealing-keys).',
    en: 'Look at the KMS key: it may be disabled or waiting to be deleted (docs/runbook.md#the-sealing-keys).',
  },
  'signing-key': {
    id: 'Periksa secret kunci tanda tangan (docs/runbook.md#the-signing-key).',
    en: 'Look at the secret of the signing key (docs/runbook.md#the-signing-key).',
  },
};

export function checkDocument(check: Check, language: Language): CheckDocument {
  return check.holds ? { ...check } : { ...check, mend: MEND[check.check][language] };
}
