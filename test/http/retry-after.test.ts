import { beforeAll, describe, expect, test } from 'vitest';
import { QUICKNET } from '#shared/beacon/quicknet.ts';
import { openApiDocument } from '#shared/http/openapi.ts';
import { PROBLEMS, type ProblemName } from '#shared/http/problems.ts';
import { type HttpEvent, httpHandler } from '#shared/lambda/http-handler.ts';
import { ENVIRONMENT } from '#shared/names.ts';
import { applicant, OPENING_NEEDS } from '../support/people.ts';

type Answer = { statusCode: number; headers: Record<string, string>; body: string };
type Handler = (event: object, context: object) => Promise<Answer>;

/** Statuses that ask the caller to come again. What the front answers with them is held in test/infra/front.test.ts. */
const RETRIED = [429, 503];
const SECONDS = /^[1-9]\d?$/;

const event = { headers: { 'accept-language': 'en' }, requestContext: {} } as unknown as HttpEvent;
const silent = { error: () => undefined };
const answerOf = (core: Parameters<typeof httpHandler>[0]) =>
  httpHandler(core, silent)(event, {} as never) as unknown as Promise<Answer>;

test.each(Object.entries(PROBLEMS))(
  'the problem %s says when to come again if, and only if, it is worth it',
  async (name, [status]) => {
    const { statusCode, headers } = await answerOf(async () => ({ problem: name as ProblemName }));
    expect(statusCode).toBe(status);
    if (RETRIED.includes(status)) expect(headers['retry-after']).toMatch(SECONDS);
    else expect(headers).not.toHaveProperty('retry-after');
  },
);

test('a fault that passes by itself says when to come again, any other does not', async () => {
  const failing = (name: string) => answerOf(() => Promise.reject(Object.assign(new Error('x'), { name })));
  const [throttled, defect] = await Promise.all([failing('ThrottlingException'), failing('TypeError')]);
  expect(throttled.statusCode).toBe(503);
  expect(throttled.headers['retry-after']).toMatch(SECONDS);
  expect([defect.statusCode, defect.headers['retry-after']]).toEqual([500, undefined]);
});

test('those who are refused together are told to come again at different times, between one second and five', async () => {
  const told = await Promise.all(Array.from({ length: 400 }, () => answerOf(async () => ({ problem: 'unavailable' }))));
  expect([...new Set(told.map(({ headers }) => headers['retry-after']))].toSorted()).toEqual(['1', '2', '3', '4', '5']);
});

describe('with nothing behind it, each function', () => {
  const handlers = new Map<string, Handler>();
  const nowhere = 'http://127.0.0.1:9';

  beforeAll(async () => {
    Object.assign(process.env, {
      ...Object.fromEntries(Object.values(ENVIRONMENT).map((name) => [name, 'nothing'])),
      AWS_ENDPOINT_URL: nowhere,
      AWS_REGION: 'ap-southeast-3',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_MAX_ATTEMPTS: '1',
      POWERTOOLS_LOG_LEVEL: 'SILENT',
      [ENVIRONMENT.selectionStateMachine]: 'arn:aws:states:ap-southeast-3:123456789012:stateMachine:selection',
      [ENVIRONMENT.settleSeconds]: '30',
      [ENVIRONMENT.openingNeeds]: JSON.stringify(OPENING_NEEDS),
      [ENVIRONMENT.retiredKeys]: '{"keys":[]}',
      [ENVIRONMENT.beaconChain]: JSON.stringify({ ...QUICKNET, endpoints: [nowhere] }),
    });
    const sources = {
      register: import('#functions/register/handler.ts'),
      'join-wave': import('#functions/join-wave/handler.ts'),
      waves: import('#functions/waves/handler.ts'),
      'own-registration': import('#functions/own-registration/handler.ts'),
      evidence: import('#functions/evidence/handler.ts'),
      'public-keys': import('#functions/public-keys/handler.ts'),
      'schedule-wave': import('#functions/schedule-wave/handler.ts'),
      proposals: import('#functions/proposals/handler.ts'),
      'start-selection': import('#functions/start-selection/handler.ts'),
      report: import('#functions/report/handler.ts'),
      'dry-run': import('#functions/dry-run/handler.ts'),
      audit: import('#functions/audit/handler.ts'),
      'activate-place': import('#functions/activate-place/handler.ts'),
      partners: import('#functions/partners/handler.ts'),
      appeal: import('#functions/appeal/handler.ts'),
      appeals: import('#functions/appeals/handler.ts'),
      lists: import('#functions/lists/handler.ts'),
      'import-list': import('#functions/import-list/handler.ts'),
    };
    for (const [name, source] of Object.entries(sources)) handlers.set(name, (await source).handler as never);
  });

  const BODIES: Record<string, object> = {
    register: applicant(),
    'schedule-wave': {
      number: 1,
      opensAt: '2120-08-08T05:00:00Z',
      closesAt: '2120-08-09T05:00:00Z',
      beacon: { at: '2120-08-09T06:00:00Z' },
      places: 1,
      byProvince: 'national',
      spillOver: false,
      rules: { minimumAge: 18, formalEducation: 'refused', barredOccupations: [], exclusionLists: [] },
    },
    'dry-run': { entrants: 10 },
    appeals: { reason: 'other' },
    'import-list': { kind: 'aid', asOf: '2020-08-01', lines: 1, sha256: '0'.repeat(64), chunksSha256: '0'.repeat(64) },
  };

  test.each([
    'register',
    'join-wave',
    'waves',
    'own-registration',
    'evidence',
    'public-keys',
    'schedule-wave',
    'proposals',
    'start-selection',
    'report',
    'dry-run',
    'audit',
    'activate-place',
    'partners',
    'appeal',
    'appeals',
    'lists',
    'import-list',
  ])('%s answers 503, and when to come again', async (name) => {
    const { statusCode, headers, body } = await handlers.get(name)!(
      {
        headers: { 'content-type': 'application/json', 'accept-language': 'en', authorization: 'Bearer a.b.c' },
        isBase64Encoded: false,
        ...(BODIES[name] && { body: JSON.stringify(BODIES[name]) }),
        pathParameters: {
          waveId: '2020-04',
          file: 'plan.json',
          chain: 'officers',
          listId: 'aid',
          partnerId: 'pijar',
          entryId: 'e'.repeat(32),
        },
        requestContext: { authorizer: { jwt: { claims: { 'cognito:groups': '[officer]', sub: 'officer-1' } } } },
      },
      {},
    );
    expect([statusCode, JSON.parse(body).type]).toEqual([503, 'urn:gelombang:problem:unavailable']);
    expect(headers['retry-after']).toMatch(SECONDS);
  });
});

test('the document tells of it at each 429 and 503 of each operation, and nowhere else', () => {
  const operations = Object.values(openApiDocument().paths).flatMap((path) => Object.values(path)) as {
    responses: Record<string, { headers?: Record<string, { schema: object }> }>;
  }[];
  for (const { responses } of operations) {
    const told = Object.entries(responses).filter(([, { headers }]) => headers);
    expect(told.map(([status]) => Number(status))).toEqual(RETRIED);
    for (const [, { headers }] of told) expect(headers).toMatchObject({ 'retry-after': { schema: { type: 'integer' } } });
  }
});
