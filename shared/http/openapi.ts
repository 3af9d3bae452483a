import * as z from 'zod/mini';
import { APPEAL_STATES } from '../appeals/appeal.ts';
import { appealBodySchema, dismissalBodySchema } from '../appeals/appeal-body.ts';
import { decisionBodySchema, planDecisionBodySchema } from '../desk/decision-body.ts';
import { proposalBodySchema } from '../desk/kinds.ts';
import { PROPOSAL_STATES } from '../desk/proposal.ts';
import { listFactsSchema } from '../lists/list-items.ts';
import { activationBodySchema } from '../partners/activate-place.ts';
import { joinChangesSchema } from '../registrations/join-changes.ts';
import { registrationBodySchema } from '../registrations/registration-body.ts';
import { RETRY_RULE, retryRuleText } from '../retry/retry-rule.ts';
import { dryRunBodySchema } from '../selection/dry-run-body.ts';
import { planBodySchema } from '../waves/plan.ts';
import { ANSWERS } from './answers.ts';
import { FRONT_PROBLEMS } from './front-problems.ts';
import { problemSchema } from './problem-document.ts';
import { PROBLEMS, type ProblemName, RETRY_AFTER_SECONDS } from './problems.ts';

/** What API Gateway itself answers, before or instead of a function. */
const gatewayMessageSchema = z.strictObject({ message: z.string() });
const GATEWAY_ANSWERS: Readonly<Record<number, string>> = {
  400: 'A request that is no HTTP.',
  413: 'A body of more than 10 MB.',
  429: 'More requests than this route, or the API, takes now; come again after a second or more.',
  431: 'A request line and headers of more than 10,240 bytes.',
  500: 'The function failed.',
  503: 'The function did not answer in time.',
};
/** Where the front answers with a problem and the gateway with a message, both as `application/json`. */
const gatewayMessageOrProblemSchema = z.union([gatewayMessageSchema, problemSchema]);
const TAKEN_FOR_AN_ATTACK = 'The front takes the request for an attack.';
/** Statuses after which a caller is to come again. */
const RETRIED = ['429', '503'];
const RETRY_AFTER = {
  'retry-after': {
    description: `Seconds until it is worth trying again: ${RETRY_AFTER_SECONDS.least} to ${RETRY_AFTER_SECONDS.most} at random with a 503, more from the front. Missing where API Gateway itself answers: then after a second or more.`,
    schema: { type: 'integer', minimum: 1 },
  },
};
const CROWDED = 'Clients follow the retry rule of this document (info.description, x-retry-rule).';
const NO_VALID_TOKEN = 'The officer token is missing, expired or not valid.';

type AnswerName = keyof typeof ANSWERS;
type Operation = {
  summary: string;
  /** Status to answer schema; a text stands for another media type. */
  answers: Record<number, AnswerName | { mediaType: string }>;
  problems: ProblemName[];
  body?:
    | 'RegistrationBody'
    | 'PlanBody'
    | 'DryRunBody'
    | 'JoinChanges'
    | 'PlanDecisionBody'
    | 'ProposalBody'
    | 'DecisionBody'
    | 'ActivationBody'
    | 'AppealBody'
    | 'DismissalBody'
    | 'ListFacts'
    | { mediaType: string };
  bodyOptional?: true;
  /** Optional parameters of the query, and what each is. */
  query?: Record<string, { schema: object; description: string }>;
  /** Headers that a request must have, and what each is. */
  headers?: Record<string, { schema: object; description: string }>;
  security?: 'manageToken' | 'officerToken' | 'partnerSignature';
  /** Whether crowds come to it in one minute. */
  crowded?: true;
};

const OFFICER: Pick<Operation, 'security'> = { security: 'officerToken' };

/** Every route of version 1. The CDK app's routes are held against this table by a test. */
export const OPERATIONS: Record<string, Operation> = {
  'GET /v1/waves': { summary: 'All waves', answers: { 200: 'Waves' }, problems: [] },
  'GET /v1/waves/{waveId}': {
    summary: 'One wave: its plan and where it stands',
    answers: { 200: 'Wave' },
    problems: ['unknown-wave'],
  },
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
  'GET /v1/proposals': {
    summary: 'What is proposed and what became of it, page by page; of one page, the oldest first',
    query: {
      state: { schema: { type: 'string', enum: [...PROPOSAL_STATES] }, description: 'Only proposals in this state.' },
      after: {
        schema: { type: 'string', pattern: '^[0-9a-f]{32}$' },
        description: 'What comes after this proposal: `next` of the page before.',
      },
    },
    answers: { 200: 'Proposals' },
    problems: ['unauthorized', 'forbidden', 'unknown-proposal', 'invalid-state'],
    ...OFFICER,
  },
  'GET /v1/proposals/{proposalId}': {
    summary: 'One proposal',
    answers: { 200: 'Proposal' },
    problems: ['unauthorized', 'forbidden', 'unknown-proposal'],
    ...OFFICER,
  },
  'POST /v1/proposals': {
    summary: 'Proposes something that another approves before it is done',
    body: 'ProposalBody',
    answers: { 202: 'Proposal' },
    problems: [
      'malformed-json',
      'unauthorized',
      'forbidden',
      'unknown-wave',
      'not-published-yet',
      'nothing-to-change',
      'not-in-hand',
      'announced-or-granted',
      'unknown-place',
      'place-not-to-be-used',
      'place-on-hold',
      'ends-in-the-past',
      'holds-overlap',
      'unknown-appeal',
      'appeal-decided',
      'earlier-remedy',
      'no-reserved-place',
      'appellant-received',
      'body-too-large',
      'not-json',
      'invalid-fields',
    ],
    ...OFFICER,
  },
  'POST /v1/proposals/{proposalId}/decision': {
    summary: 'Approves a proposal, which is then carried out, or rejects it; never by its maker',
    body: 'DecisionBody',
    answers: { 200: 'Proposal' },
    problems: [
      'malformed-json',
      'unauthorized',
      'forbidden',
      'own-proposal',
      'unknown-proposal',
      'decided-elsewhere',
      'decided-otherwise',
      'proposal-expired',
      'proposal-overtaken',
      'unknown-wave',
      'not-published-yet',
      'nothing-to-change',
      'not-in-hand',
      'announced-or-granted',
      'changed-meanwhile',
      'unknown-place',
      'place-not-to-be-used',
      'place-on-hold',
      'ends-in-the-past',
      'holds-overlap',
      'unknown-appeal',
      'appeal-decided',
      'earlier-remedy',
      'no-reserved-place',
      'appellant-received',
      'appellant-household-full',
      'appellant-erased',
      'body-too-large',
      'not-json',
      'invalid-fields',
    ],
    ...OFFICER,
  },
  'POST /v1/waves/{waveId}/registrations': {
    summary: 'Registers a person in a wave; a repeat with the same details answers the same',
    crowded: true,
    body: 'RegistrationBody',
    answers: { 200: 'Registration', 201: 'Registration' },
    problems: [
      'malformed-json',
      'unknown-wave',
      'not-open-yet',
      'closed',
      'registered-with-other-details',
      'received-before',
      'body-too-large',
      'not-json',
      'invalid-fields',
    ],
  },
  'POST /v1/waves/{waveId}/registration': {
    summary:
      'Registers the holder of the manage token of any wave in this one, with the details given then and the changes given now',
    crowded: true,
    body: 'JoinChanges',
    bodyOptional: true,
    answers: { 200: 'Registration', 201: 'Registration' },
    problems: [
      'malformed-json',
      'unauthorized',
      'unknown-wave',
      'unknown-registration',
      'not-open-yet',
      'closed',
      'registered-with-other-details',
      'received-before',
      'details-erased',
      'body-too-large',
      'not-json',
      'invalid-fields',
    ],
    security: 'manageToken',
  },
  'GET /v1/waves/{waveId}/registration': {
    summary: 'The own registration and what became of it',
    answers: { 200: 'OwnRegistration' },
    problems: ['unauthorized', 'unknown-registration'],
    security: 'manageToken',
  },
  'POST /v1/waves/{waveId}/registration/appeal': {
    summary: 'Appeals a refusal, once and within 14 days of the results; a repeat with the same words answers the same',
    body: 'AppealBody',
    answers: { 200: 'Appeal', 201: 'Appeal' },
    problems: [
      'malformed-json',
      'unauthorized',
      'unknown-registration',
      'not-published-yet',
      'lost-a-draw',
      'nothing-to-appeal',
      'too-late-to-appeal',
      'appealed-before',
      'body-too-large',
      'not-json',
      'invalid-fields',
    ],
    security: 'manageToken',
  },
  'GET /v1/waves/{waveId}/appeals': {
    summary: 'The appeals of a wave without what was written, page by page',
    query: {
      state: { schema: { type: 'string', enum: [...APPEAL_STATES] }, description: 'Only appeals in this state.' },
      after: {
        schema: { type: 'string', pattern: '^[0-9a-f]{32}$' },
        description: 'What comes after this entry: `next` of the page before.',
      },
    },
    answers: { 200: 'Appeals' },
    problems: ['unauthorized', 'forbidden', 'unknown-wave', 'unknown-appeal', 'invalid-appeal-state'],
    ...OFFICER,
  },
  'GET /v1/waves/{waveId}/appeals/{entryId}': {
    summary: 'One appeal with what was written, which is opened for it and said so in the audit log',
    answers: { 200: 'AppealShown' },
    problems: ['unauthorized', 'forbidden', 'unknown-appeal'],
    ...OFFICER,
  },
  'POST /v1/waves/{waveId}/appeals/{entryId}/dismissal': {
    summary: 'Dismisses an appeal; one that is to be granted is proposed at /v1/proposals',
    body: 'DismissalBody',
    answers: { 200: 'AppealDismissed' },
    problems: [
      'malformed-json',
      'unauthorized',
      'forbidden',
      'unknown-appeal',
      'appeal-decided',
      'body-too-large',
      'not-json',
      'invalid-fields',
    ],
    ...OFFICER,
  },
  'GET /v1/waves/{waveId}/evidence/{file+}': {
    summary: 'A public evidence file, such as plan.json, entrants/00.csv or certificate.json; a large one by a redirect',
    answers: { 200: { mediaType: '*/*' }, 307: { mediaType: '*/*' } },
    problems: ['unknown-file'],
  },
  'POST /v1/waves/{waveId}/selection': {
    summary: 'Starts a due selection by hand; a failed one as its next attempt',
    answers: { 200: 'Selection', 202: 'Selection' },
    problems: ['unauthorized', 'forbidden', 'unknown-wave', 'selection-not-due'],
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
  'GET /v1/waves/{waveId}/report': {
    summary: 'Counts, progress and places of a wave',
    answers: { 200: 'Report' },
    problems: ['unauthorized', 'forbidden', 'unknown-wave'],
    ...OFFICER,
  },
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
  'GET /v1/audit/{chain}': {
    summary: 'A chain of the audit log (`officers`, `openings-00` to `openings-ff`), page by page',
    query: {
      after: { schema: { type: 'string', pattern: '^\\d{1,9}$' }, description: 'Only entries with numbers above this one.' },
    },
    answers: { 200: 'AuditPage' },
    problems: ['unauthorized', 'forbidden', 'unknown-chain', 'invalid-after'],
    ...OFFICER,
  },
  'GET /v1/lists': {
    summary: 'All versions of all lists, or of each list the one in force on a day',
    query: { on: { schema: { type: 'string', format: 'date' }, description: 'Only the versions in force on that day (WIB).' } },
    answers: { 200: 'Lists' },
    problems: ['unauthorized', 'forbidden', 'invalid-on'],
    ...OFFICER,
  },
  'POST /v1/lists/{listId}/imports': {
    summary: 'Begins to import a file as the next version of a list; the same file again goes on, or says that it is there',
    body: 'ListFacts',
    answers: { 200: 'ListImport', 201: 'ListImport' },
    problems: [
      'malformed-json',
      'unauthorized',
      'forbidden',
      'list-of-another-kind',
      'body-too-large',
      'not-json',
      'invalid-list-id',
      'invalid-fields',
    ],
    ...OFFICER,
  },
  'PUT /v1/lists/{listId}/imports/{importId}/chunks/{number}': {
    summary: 'Takes one chunk of the lines of a list, whose NIKs are hashed and not kept; a repeat changes nothing',
    body: { mediaType: 'text/csv' },
    answers: { 200: 'ListChunk' },
    problems: [
      'unauthorized',
      'forbidden',
      'unknown-import',
      'import-closed',
      'other-bytes',
      'chunk-too-large',
      'not-csv',
      'not-its-lines',
    ],
    ...OFFICER,
  },
  'POST /v1/lists/{listId}/imports/{importId}/completion': {
    summary: 'Makes an import the newest version of its list, or says why none of it is',
    answers: { 200: 'ListImport', 201: 'ListImport' },
    problems: [
      'unauthorized',
      'forbidden',
      'unknown-import',
      'list-of-another-kind',
      'missing-chunks',
      'faulty-lines',
      'other-file',
      'nobody-listed',
    ],
    ...OFFICER,
  },
  'GET /v1/openapi.json': { summary: 'This document', answers: { 200: { mediaType: 'application/json' } }, problems: [] },
  'GET /.well-known/jwks.json': {
    summary: 'The public keys of receipts and manage tokens',
    answers: { 200: { mediaType: 'application/json' } },
    problems: [],
  },
};

/** The OpenAPI 3.1 document, made from the schemas that parse. */
export function openApiDocument() {
  const schemas = {
    ...ANSWERS,
    Problem: problemSchema,
    GatewayMessage: gatewayMessageSchema,
    GatewayMessageOrProblem: gatewayMessageOrProblemSchema,
  };
  const bodies = {
    RegistrationBody: registrationBodySchema,
    PlanBody: planBodySchema,
    DryRunBody: dryRunBodySchema,
    JoinChanges: joinChangesSchema,
    ActivationBody: activationBodySchema,
    AppealBody: appealBodySchema,
    DismissalBody: dismissalBodySchema,
    PlanDecisionBody: planDecisionBodySchema,
    ProposalBody: proposalBodySchema,
    DecisionBody: decisionBodySchema,
    ListFacts: listFactsSchema,
  };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Gelombang',
      version: '1',
      description: `An oversubscribed public benefit, in waves.\n\n${retryRuleText()}`,
      // The same numbers for programs, in milliseconds.
      'x-retry-rule': RETRY_RULE,
    },
    paths: paths(),
    components: {
      schemas: {
        ...Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, jsonSchema(schema, 'output')])),
        ...Object.fromEntries(Object.entries(bodies).map(([name, schema]) => [name, jsonSchema(schema, 'input')])),
      },
      securitySchemes: {
        manageToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'The manageToken of a registration.' },
        officerToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'An access token of the officers’ user pool.',
        },
        partnerSignature: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWS',
          description: 'What a partner signs for each request with its own key: docs/partners.md.',
        },
      },
    },
  };
}

function jsonSchema(schema: z.ZodMiniType, io: 'input' | 'output') {
  // Checks by code (a NIK's date, a name's bytes) have no form in JSON Schema; texts stay texts there.
  const { $schema: _, ...document } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return document;
}

function paths() {
  const document: Record<string, Record<string, unknown>> = {};
  for (const [route, operation] of Object.entries(OPERATIONS)) {
    const [method = '', path = ''] = route.split(' ');
    const template = path.replace('{file+}', '{file}');
    document[template] ??= {};
    document[template][method.toLowerCase()] = operationObject(route, template, operation);
  }
  return document;
}

type ResponseObject = {
  description: string;
  headers?: typeof RETRY_AFTER;
  content: Record<string, { schema?: { $ref: string } }>;
};

function operationObject(route: string, path: string, operation: Operation) {
  const parameters = [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...Object.entries(operation.headers ?? {}).map(([name, given]) => ({ name, in: 'header', required: true, ...given })),
    ...Object.entries(operation.query ?? {}).map(([name, given]) => ({ name, in: 'query', required: false, ...given })),
  ];
  const responses: Record<string, ResponseObject> = {};
  const add = (status: number | string, description: string, content: ResponseObject['content']) => {
    const before = responses[status];
    responses[status] = {
      description: before ? `${before.description} / ${description}` : description,
      ...(RETRIED.includes(String(status)) && { headers: RETRY_AFTER }),
      content: { ...before?.content, ...content },
    };
  };
  for (const [status, answer] of Object.entries(operation.answers)) {
    add(
      status,
      operation.summary,
      typeof answer === 'string' ? { 'application/json': { schema: ref(answer) } } : { [answer.mediaType]: {} },
    );
  }
  const byStatus = Map.groupBy([...operation.problems, 'internal', 'unavailable'] as ProblemName[], (name) => PROBLEMS[name][0]);
  for (const [status, names] of byStatus) {
    add(status, names.map((name) => PROBLEMS[name][2]).join(' / '), { 'application/problem+json': { schema: ref('Problem') } });
  }
  const message = { 'application/json': { schema: ref('GatewayMessage') } };
  for (const [status, description] of Object.entries(GATEWAY_ANSWERS)) add(status, description, message);
  const either = { 'application/json': { schema: ref('GatewayMessageOrProblem') } };
  for (const [status, , english] of Object.values(FRONT_PROBLEMS)) add(status, english, either);
  add(403, TAKEN_FOR_AN_ATTACK, { 'text/html': {} });
  if (operation.security === OFFICER.security) add(401, NO_VALID_TOKEN, message);
  return {
    operationId: route.replace(/\W+/g, '-').toLowerCase(),
    summary: operation.summary,
    ...(operation.crowded && { description: CROWDED }),
    ...(parameters.length > 0 && { parameters }),
    ...(operation.body && {
      requestBody: { required: !operation.bodyOptional, content: contentOf(operation.body) },
    }),
    ...(operation.security && { security: [{ [operation.security]: [] }] }),
    responses,
  };
}

function contentOf(body: NonNullable<Operation['body']>) {
  return typeof body === 'string' ? { 'application/json': { schema: ref(body) } } : { [body.mediaType]: {} };
}

function ref(name: string) {
  return { $ref: `#/components/schemas/${name}` };
}
