import { OFFICER, type Operation } from './operation.ts';

/** What officers do with waves: plan, approve, try, start, watch. */
export const WAVES: Record<string, Operation> = {
  'PUT /v1/waves/{waveId}': {
    summary:
      'Proposes to announce a wave, to amend one that has not opened, or to extend the closing of one that is open; 200 when it stands so already',
    body: 'PlanBody',
    answers: { 200: 'Wave', 202: 'Proposal' },
    problems: [
      'malformed-json',
      'unauthorized',
      'forbidden',
      'not-ready',
      'plan-frozen',
      'too-late-to-change',
      'changed-meanwhile',
      'body-too-large',
      'not-json',
      'invalid-wave-id',
      'invalid-fields',
    ],
    ...OFFICER,
  },
  'POST /v1/waves/{waveId}/plan-decision': {
    summary: 'Approves the proposed plan of a wave, which then announces, amends or extends it, or rejects it; never by its maker',
    body: 'PlanDecisionBody',
    answers: { 200: 'PlanDecision', 201: 'Wave' },
    problems: [
      'malformed-json',
      'unauthorized',
      'forbidden',
      'own-proposal',
      'unknown-proposal',
      'decided-otherwise',
      'proposal-expired',
      'not-ready',
      'plan-frozen',
      'too-late-to-change',
      'changed-meanwhile',
      'body-too-large',
      'not-json',
      'invalid-wave-id',
      'invalid-fields',
    ],
    ...OFFICER,
  },
  'GET /v1/preflight': {
    summary: 'Whether what the opening of a wave needs is in place: quotas, capacity, beacon, keys',
    query: {
      opensAt: {
        schema: { type: 'string', format: 'date-time' },
        description: 'For a wave that opens then; without it, for one with time enough to make everything ready.',
      },
    },
    answers: { 200: 'Preflight' },
    problems: ['unauthorized', 'forbidden', 'invalid-opens-at'],
    ...OFFICER,
  },
  'POST /v1/waves/{waveId}/dry-run': {
    summary:
      'Tries the plan of a wave on made-up entrants with the randomness of a past beacon round; writes nothing but its entries in the audit log',
    body: 'DryRunBody',
    answers: { 200: 'DryRun' },
    problems: [
      'malformed-json',
      'unauthorized',
      'forbidden',
      'unknown-wave',
      'body-too-large',
      'not-json',
      'invalid-fields',
      'beacon-not-available',
    ],
    ...OFFICER,
  },
  'POST /v1/waves/{waveId}/selection': {
    summary: 'Starts a due selection by hand; a failed one as its next attempt',
    answers: { 200: 'Selection', 202: 'Selection' },
    problems: ['unauthorized', 'forbidden', 'unknown-wave', 'selection-not-due'],
    ...OFFICER,
  },
  'GET /v1/waves/{waveId}/report': {
    summary: 'Counts, progress and places of a wave',
    answers: { 200: 'Report' },
    problems: ['unauthorized', 'forbidden', 'unknown-wave'],
    ...OFFICER,
  },
};
