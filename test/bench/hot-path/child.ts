/**
 * An execution environment: loads one bundle, and answers a batch of requests after the other, one at a time as Lambda does. First it tells its parent what
 * loading and the first call took, then what each batch did: microseconds of CPU, of user and system together.
 */
import { writeSync } from 'node:fs';
import { applicant, nik } from '../../support/people.ts';
import type { Subject } from '../hot-path.ts';

export type Order = { requests: number };
export type Told = { cpuUs: number; wallUs: number };
type Handler = (event: unknown, context: unknown) => Promise<{ statusCode: number; body: string }>;

const [bundle = '', subject = '', opensAt = ''] = process.argv.slice(2);
// The wave of the stub is open at this instant; from there on the clock goes its way.
const shift = Date.parse(opensAt) + 3_600_000 - Date.now();
const now = Date.now;
Date.now = () => now() + shift;

// Lambda's runtime writes a line as JSON and at once; Node's own console would look the object through first.
console.info = (fields: object) => {
  writeSync(1, `${JSON.stringify({ timestamp: new Date().toISOString(), level: 'INFO', requestId: 'bench', message: fields })}\n`);
};

/** Different people, so that nothing is answered from what was made for another. Made before anything is measured. */
const EVENTS = Array.from({ length: 500 }, (_, at) => event(subject as Subject, at + 1));
let next = 0;

const started = measure();
const { handler } = (await import(bundle)) as { handler: Handler };
await answered(handler);
process.send?.(started());

process.on('message', async ({ requests }: Order) => {
  const taken = measure();
  for (let left = requests; left > 0; left--) await answered(handler);
  process.send?.(taken());
});

async function answered(by: Handler): Promise<void> {
  const given = EVENTS[next++ % EVENTS.length];
  const { statusCode, body } = await by(given, {});
  if (statusCode !== 201) throw new Error(`answered ${statusCode}: ${body}`);
}

function measure(): () => Told {
  const before = { cpu: process.cpuUsage(), wall: performance.now() };
  return () => {
    const { user, system } = process.cpuUsage(before.cpu);
    return { cpuUs: user + system, wallUs: (performance.now() - before.wall) * 1000 };
  };
}

/** An event of an HTTP API (payload 2.0) with the headers of a phone's browser behind CloudFront. */
function event(of: Subject, serial: number): object {
  const body = of === 'register' ? applicant({ nik: nik(serial), birthDate: '1990-01-01' }) : { item: bareItem(serial) };
  const path = '/v1/waves/2020-04/registrations';
  return {
    version: '2.0',
    routeKey: 'POST /v1/waves/{waveId}/registrations',
    rawPath: path,
    rawQueryString: '',
    headers: {
      accept: '*/*',
      'accept-language': 'id-ID,id;q=0.9,en-US;q=0.8,en;q=0.7',
      'content-type': 'application/json',
      host: 'abcdefghij.execute-api.ap-southeast-3.amazonaws.com',
      'user-agent':
        'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36',
      'x-forwarded-for': '198.51.100.7',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    },
    requestContext: {
      accountId: '000000000000',
      apiId: 'abcdefghij',
      http: { method: 'POST', path, protocol: 'HTTP/1.1', sourceIp: '198.51.100.7', userAgent: 'Mozilla/5.0' },
      requestId: `bench-${serial}`,
      routeKey: 'POST /v1/waves/{waveId}/registrations',
      stage: '$default',
      time: '08/Aug/2020:05:00:00 +0000',
      timeEpoch: 1_596_862_800_000,
    },
    pathParameters: { waveId: '2020-04' },
    body: JSON.stringify(body),
    isBase64Encoded: false,
  };
}

/** As many attributes and bytes as a registration's item has. */
function bareItem(serial: number): Record<string, string> {
  const { length } = { length: 43 };
  return {
    partition: '2020-04#ab',
    registrationKey: String(serial).padStart(64, '0'),
    entryId: String(serial).padStart(32, '0'),
    registeredAt: '2020-08-09T00:00:00.000Z',
    personKey: 'p'.repeat(length),
    householdKey: 'h'.repeat(length),
    householdTag: 't'.repeat(16),
    detailsHash: 'd'.repeat(length),
    province: '31',
    birthDate: '1990-01-01',
    sex: 'male',
    occupation: 'laid-off-worker',
    laidOff: 'true',
    inFormalEducation: 'false',
    birthDateDiffersFromNik: 'false',
    sealed: 's'.repeat(180),
  };
}
