import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { QUICKNET } from '#shared/beacon/quicknet.ts';
import { ENVIRONMENT } from '#shared/names.ts';
import { planOf, planText } from '#shared/waves/plan.ts';
import type { WaveItem } from '#shared/waves/wave.ts';
import { waveBookingsStore } from '#shared/waves/wave-bookings-store.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';
import { OPENING_NEEDS } from '../support/people.ts';
import { planBody } from '../support/running-system.ts';
import { useEmulator } from '../support/use-emulator.ts';

const emulator = useEmulator();
/** What Lambda was asked to do; it knows of nothing that is kept warm. */
const asked: string[] = [];
let lambda: Server;

beforeAll(async () => {
  lambda = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      asked.push(`${request.method} ${request.url} ${body}`.trim());
      if (request.method === 'PUT') response.writeHead(202).end('{}');
      else response.writeHead(404, { 'x-amzn-errortype': 'ProvisionedConcurrencyConfigNotFoundException' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => lambda.listen(0, '127.0.0.1', resolve));
  const { hostname, port } = await emulator.dynamodb.config.endpoint!();
  Object.assign(process.env, {
    ...Object.fromEntries(Object.values(ENVIRONMENT).map((name) => [name, 'nothing'])),
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    AWS_ENDPOINT_URL_DYNAMODB: `http://${hostname}:${port}`,
    AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${(lambda.address() as AddressInfo).port}`,
    AWS_REGION: 'ap-southeast-3',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    [ENVIRONMENT.wavesTable]: 'waves',
    [ENVIRONMENT.registerFunction]: 'register',
    [ENVIRONMENT.openingNeeds]: JSON.stringify({ ...OPENING_NEEDS, reservedConcurrency: 20, provisionedConcurrency: 10 }),
    [ENVIRONMENT.settleSeconds]: '30',
    [ENVIRONMENT.sealedRetentionSeconds]: '86400',
  });
});
afterAll(() => lambda.close());

test('the wave clock, as deployed, keeps environments of the live registration function warm for a wave that opens in ten minutes', async () => {
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  const body = planBody({ opensAt: inMinutes(10), closesAt: inMinutes(60), beacon: { at: inMinutes(70) } });
  const item: WaveItem = {
    waveId: 'soon',
    planText: planText(planOf('soon', body, { version: 1, chain: QUICKNET })),
    planHash: 'a'.repeat(64),
    opensAt: body.opensAt,
    closesAt: body.closesAt,
    phase: 'scheduled',
    attempt: 0,
    earlierPlans: [],
    attempts: [],
    pepper: { version: 1, lifetimeCheck: 'b'.repeat(16), waveCheck: 'b'.repeat(16) },
    sealingKeyId: 'key',
    sealingPublicKey: 'public',
  };
  const waves = wavesStore(emulator.documents, 'waves');
  const bookings = waveBookingsStore(emulator.documents, { waves: 'waves', ledger: 'ledger' }, waves);
  expect(await bookings.announce(item, undefined)).toBe(true);
  const { handler } = await import('#functions/wave-clock/handler.ts');
  await handler();
  const path = '/2019-09-30/functions/register/provisioned-concurrency?Qualifier=live';
  expect(asked).toEqual([`GET ${path}`, `PUT ${path} {"ProvisionedConcurrentExecutions":10}`]);
});
