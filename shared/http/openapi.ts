import * as z from 'zod/mini';
import { appealBodySchema, dismissalBodySchema } from '../appeals/appeal-body.ts';
import { decisionBodySchema, planDecisionBodySchema } from '../desk/decision-body.ts';
import { proposalBodySchema } from '../desk/kinds.ts';
import { listFactsSchema } from '../lists/list-items.ts';
import { activationBodySchema } from '../partners/activate-place.ts';
import { joinChangesSchema } from '../registrations/join-changes.ts';
import { registrationBodySchema } from '../registrations/registration-body.ts';
import { RETRY_RULE, retryRuleText } from '../retry/retry-rule.ts';
import { dryRunBodySchema } from '../selection/dry-run-body.ts';
import { planBodySchema } from '../waves/plan.ts';
import { ANSWERS } from './answers.ts';
import { FRONT_PROBLEMS } from './front-problems.ts';
import { OFFICER, type Operation } from './operations/operation.ts';
import { OPERATIONS } from './operations/operations.ts';
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
