import { beforeAll, describe, expect, test } from 'vitest';
import { QUICKNET } from '#shared/beacon/quicknet.ts';
import { OPENING_NEEDS } from '../support/people.ts';
import { useEmulator } from '../support/use-emulator.ts';

type Handler = (event: object, context: object) => Promise<{ statusCode: number; body: string }>;
const handlers = new Map<string, Handler>();

/** The handlers as deployed, with empty tables and else nothing behind them: port 9 of this machine. Whoever is let in gets no further. */
const emulator = useEmulator();
beforeAll(async () => {
  const { hostname, port } = await emulator.dynamodb.config.endpoint!();
  const nowhere = 'http://127.0.0.1:9';
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: nowhere,
    AWS_ENDPOINT_URL_DYNAMODB: `http://${hostname}:${port}`,
    AWS_REGION: 'ap-southeast-3',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_MAX_ATTEMPTS: '1',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    WAVES_TABLE: 'waves',
    PEPPER_SECRET: 'pepper',
    REGISTRATIONS_TABLE: 'registrations',
    AUDIT_TABLE: 'audit',
    LEDGER_TABLE: 'ledger',
    PARTNERS_TABLE: 'partners',
    DESK_TABLE: 'desk',
    APPEALS_TABLE: 'appeals',
    NOTICE_BUS: 'notices',
    RECIPIENTS_TABLE: 'recipients',
    EXCLUSIONS_TABLE: 'exclusions',
    EVIDENCE_BUCKET: 'evidence',
    SEALING_KEY: 'key',
    SIGNING_SECRET: 'signing',
    REGISTER_FUNCTION: 'register',
    OPENING_NEEDS: JSON.stringify(OPENING_NEEDS),
    SELECTION_STATE_MACHINE: 'arn:aws:states:ap-southeast-3:123456789012:stateMachine:selection',
    SETTLE_SECONDS: '30',
    BEACON_CHAIN: JSON.stringify({ ...QUICKNET, endpoints: [nowhere] }),
  });
  const sources = {
    'schedule-wave': import('#functions/schedule-wave/handler.ts'),
    proposals: import('#functions/proposals/handler.ts'),
    'start-selection': import('#functions/start-selection/handler.ts'),
    report: import('#functions/report/handler.ts'),
    ledger: import('#functions/ledger/handler.ts'),
    audit: import('#functions/audit/handler.ts'),
    partners: import('#functions/partners/handler.ts'),
    appeals: import('#functions/appeals/handler.ts'),
    lists: import('#functions/lists/handler.ts'),
    'import-list': import('#functions/import-list/handler.ts'),
  };
  for (const [name, source] of Object.entries(sources)) handlers.set(name, (await source).handler as never);
});

/** @param routeKey where a function has several routes */
const ask = ([name = '', routeKey]: string[], groups: unknown) =>
  handlers.get(name)!(
    {
      routeKey,
      headers: { 'content-type': 'text/plain' },
      isBase64Encoded: false,
      pathParameters: { waveId: '2020-04', chain: 'officers', proposalId: '0'.repeat(32) },
      requestContext: { authorizer: { jwt: { claims: { sub: 'somebody', 'cognito:groups': groups } } } },
    },
    {},
  );

describe.each([
  ['schedule-wave', ['[officer]', '[auditor officer]'], ['[auditor]', '[approver]', '[support]']],
  [
    'schedule-wave, POST /v1/waves/{waveId}/plan-decision',
    ['[approver]', '[officer approver]'],
    ['[officer]', '[auditor support]'],
  ],
  ['proposals, POST /v1/proposals', ['[officer]', '[officer approver]'], ['[approver]', '[auditor]', '[support]']],
  ['proposals, POST /v1/proposals/{proposalId}/decision', ['[approver]'], ['[officer]', '[auditor]', '[support]']],
  ['proposals, GET /v1/proposals', ['[officer]', '[approver]', '[auditor]'], ['[support]']],
  ['start-selection', ['[officer]', '[auditor officer]'], ['[auditor]', '[approver]', '[support]']],
  ['report', ['[officer]', '[approver]', '[auditor]', '[support]'], []],
  ['audit', ['[officer]', '[approver]', '[auditor]'], ['[support]']],
  ['partners', ['[officer]', '[approver]', '[auditor]'], ['[support]']],
  ['appeals, GET /v1/waves/{waveId}/appeals', ['[officer]', '[approver]', '[auditor]', '[support]'], []],
  ['appeals, GET /v1/waves/{waveId}/appeals/{entryId}', ['[officer]', '[approver]'], ['[auditor]', '[support]']],
  [
    'appeals, POST /v1/waves/{waveId}/appeals/{entryId}/dismissal',
    ['[officer]', '[auditor officer]'],
    ['[approver]', '[auditor]', '[support]'],
  ],
  ['ledger', ['[officer]', '[approver]', '[auditor]'], ['[support]']],
  ['lists', ['[officer]', '[approver]', '[auditor]'], ['[support]']],
  ['import-list', ['[officer]', '[auditor officer]'], ['[auditor]', '[approver]', '[support]']],
])('%s', (name, lets, refuses) => {
  test.each(lets)('lets in a token of the groups %s', async (groups) => {
    expect((await ask(name.split(', '), groups)).statusCode).not.toBe(403);
  });

  test.each([...refuses, undefined, '', '[]', '[payer]', '[officers]', '[auditors payer]', []])(
    'refuses a token of the groups %s',
    async (groups) => {
      const { statusCode, body } = await ask(name.split(', '), groups);
      expect([statusCode, JSON.parse(body).type]).toEqual([403, 'urn:gelombang:problem:forbidden']);
    },
  );
});
