import { beforeAll, describe, expect, test } from 'vitest';
import { QUICKNET } from '#shared/beacon/quicknet.ts';
import { waveBookingsStore } from '#shared/waves/wave-bookings-store.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';
import { wave } from '../support/people.ts';
import { useEmulator } from '../support/use-emulator.ts';

const emulator = useEmulator();
let handle: (event: object) => Promise<{ statusCode: number; headers: Record<string, string>; body: string }>;

/** The handler as deployed, with the real engine and a beacon that nobody serves: port 9 of this machine. */
beforeAll(async () => {
  const { hostname, port } = await emulator.dynamodb.config.endpoint!();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: `http://${hostname}:${port}`,
    AWS_REGION: 'ap-southeast-3',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    WAVES_TABLE: 'waves',
    AUDIT_TABLE: 'audit',
    BEACON_CHAIN: JSON.stringify({ ...QUICKNET, endpoints: ['http://127.0.0.1:9'] }),
  });
  const { plan: _, ...item } = wave();
  const waves = wavesStore(emulator.documents, 'waves');
  const bookings = waveBookingsStore(emulator.documents, { waves: 'waves', ledger: 'ledger' }, waves);
  expect(await bookings.announce(item, undefined)).toBe(true);
  const { handler } = await import('#functions/dry-run/handler.ts');
  handle = async (event) => (await handler(event as never, {} as never)) as never;
});

const ask = (changes: { groups?: unknown; language?: string; type?: string } = {}) =>
  handle({
    headers: { 'content-type': changes.type ?? 'application/json', 'accept-language': changes.language ?? 'en' },
    body: '{"entrants":10}',
    isBase64Encoded: false,
    pathParameters: { waveId: '2020-04' },
    requestContext: { authorizer: { jwt: { claims: { sub: 'somebody', 'cognito:groups': changes.groups } } } },
  });

describe('a dry run while the beacon can not be reached', () => {
  test.each([
    ['id', 'Suar acak (beacon) tidak dapat dihubungi; silakan ulangi sebentar lagi.'],
    ['en', 'The randomness beacon can not be reached; please try again shortly.'],
  ])('is refused by its own name, in %s', async (language, title) => {
    const { statusCode, headers, body } = await ask({ groups: '[officer]', language });
    expect([statusCode, headers['content-language'], headers['retry-after']]).toEqual([
      503,
      language,
      expect.stringMatching(/^[1-5]$/u),
    ]);
    expect(JSON.parse(body)).toEqual({ type: 'urn:gelombang:problem:beacon-not-available', title, status: 503 });
  });
});

test.each([undefined, '', '[]', '[payer]', '[officers]', '[payer partner]', []])(
  'a token of the groups %j allows no dry run, whatever the body is',
  async (groups) => {
    for (const type of ['application/json', 'text/plain']) {
      const { statusCode, body } = await ask({ groups, type });
      expect([statusCode, JSON.parse(body).type]).toEqual([403, 'urn:gelombang:problem:forbidden']);
    }
  },
);

test('a body of another type is not read', async () => {
  expect((await ask({ groups: '[auditor]', type: 'text/plain' })).statusCode).toBe(415);
});
