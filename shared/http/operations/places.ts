import { OFFICER, type Operation } from './operation.ts';

/** Where places are, and the partners at whom they are used. */
export const PLACES: Record<string, Operation> = {
  'GET /v1/waves/{waveId}/ledger': {
    summary: 'Where the places of a wave are now, by province',
    answers: { 200: 'WaveLedger' },
    problems: ['unauthorized', 'forbidden', 'unknown-wave'],
    ...OFFICER,
  },
  'GET /v1/ledger/{year}': {
    summary: 'Where the places of a year went, wave by wave',
    answers: { 200: 'YearLedger' },
    problems: ['unauthorized', 'forbidden', 'invalid-year'],
    ...OFFICER,
  },
  'POST /v1/partners/{partnerId}/activations': {
    summary: 'A partner says that a place is used; a repeat by the same idempotency key answers the same',
    headers: {
      'Idempotency-Key': {
        schema: { type: 'string', pattern: '^"?[A-Za-z0-9_-]{16,64}"?$' },
        description: 'Of this one activation, the same for each try of it (draft-ietf-httpapi-idempotency-key-header).',
      },
    },
    body: 'ActivationBody',
    answers: { 200: 'Activation', 201: 'Activation' },
    problems: [
      'malformed-json',
      'unauthorized',
      'unknown-place',
      'replayed-request',
      'activated-otherwise',
      'place-revoked',
      'deadline-passed',
      'body-too-large',
      'not-json',
      'invalid-fields',
      'idempotency-key-reused',
    ],
    security: 'partnerSignature',
  },
  'GET /v1/partners': {
    summary: 'All partners with their public keys',
    answers: { 200: 'Partners' },
    problems: ['unauthorized', 'forbidden'],
    ...OFFICER,
  },
};
