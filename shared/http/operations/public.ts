import type { Operation } from './operation.ts';

/** What anybody may ask. */
export const PUBLIC: Record<string, Operation> = {
  'GET /v1/waves': { summary: 'All waves', answers: { 200: 'Waves' }, problems: [] },
  'GET /v1/waves/{waveId}': {
    summary: 'One wave: its plan and where it stands',
    answers: { 200: 'Wave' },
    problems: ['unknown-wave'],
  },
  'GET /v1/waves/{waveId}/evidence/{file+}': {
    summary: 'A public evidence file, such as plan.json, entrants/00.csv or certificate.json; a large one by a redirect',
    answers: { 200: { mediaType: '*/*' }, 307: { mediaType: '*/*' } },
    problems: ['unknown-file'],
  },
  'GET /v1/openapi.json': { summary: 'This document', answers: { 200: { mediaType: 'application/json' } }, problems: [] },
  'GET /.well-known/jwks.json': {
    summary: 'The public keys of receipts and manage tokens',
    answers: { 200: { mediaType: 'application/json' } },
    problems: [],
  },
};
