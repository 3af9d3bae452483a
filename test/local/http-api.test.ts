import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClock } from '#infra/local/clock.ts';
import { createHttpApi, type HttpApi } from '#infra/local/http/http-api.ts';
import { startHttpServer } from '#infra/local/http/server.ts';

const NOON = Date.parse('2020-04-11T12:00:00.000Z');
// biome-ignore lint/suspicious/noExplicitAny: events are looked at field by field
let events: any[] = [];
let result: unknown;
let api: HttpApi;
let url: string;
let stop: () => Promise<void>;
const faults: unknown[] = [];

beforeEach(async () => {
  events = [];
  faults.length = 0;
  result = { statusCode: 204 };
  api = createHttpApi({ clock: createClock(NOON), onFault: (error) => faults.push(error) });
  const invoke = async (event: unknown) => {
    events.push(event);
    if (result instanceof Error) throw result;
    return result instanceof Promise ? await result : result;
  };
  for (const routeKey of ['POST /path/{id}', 'GET /path/own', 'GET /path/{id}', 'GET /files/{file+}', 'ANY /any', 'GET /any']) {
    api.addRoute({ routeKey, target: { invoke, timeoutMs: 200 } });
  }
  const server = await startHttpServer(0, (request, response) => void api.handle(request, response));
  url = server.url;
  stop = server.stop;
});
afterEach(async () => {
  await stop();
  expect(faults).toEqual([]);
});

/** Sends bytes as they are and gives back what comes until the connection closes. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes, 'latin1'));
    let said = '';
    socket.on('data', (chunk) => (said += chunk.toString('latin1'))).on('error', () => {});
    socket.on('close', () => resolve(said)).setTimeout(2_000, () => socket.destroy());
  });
}

test('the event has the documented shape of payload format 2.0', async () => {
  await raw(
    'POST /path/a%20b?parameter1=value1&parameter1=value2&parameter2=v%2Fw HTTP/1.1\r\nHost: id.example.com\r\nCookie: cookie1=x; cookie2=y\r\n' +
      'Header1: value1\r\nHEADER2: value1\r\nHeader2: value2\r\nUser-Agent: agent\r\nContent-Type: application/json\r\nContent-Length: 18\r\n' +
      'Connection: close\r\n\r\n{"Hello":"Lambda"}',
  );
  expect(events[0]).toEqual({
    version: '2.0',
    routeKey: 'POST /path/{id}',
    rawPath: '/path/a b',
    rawQueryString: 'parameter1=value1&parameter1=value2&parameter2=v%2Fw',
    cookies: ['cookie1=x', 'cookie2=y'],
    headers: {
      host: 'id.example.com',
      header1: 'value1',
      header2: 'value1,value2',
      'user-agent': 'agent',
      'content-type': 'application/json',
      'content-length': '18',
      'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-port': new URL(url).port,
      'x-forwarded-proto': 'http',
    },
    queryStringParameters: { parameter1: 'value1,value2', parameter2: 'v/w' },
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: 'id.example.com',
      domainPrefix: 'id',
      http: { method: 'POST', path: '/path/a b', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'agent' },
      requestId: expect.any(String),
      routeKey: 'POST /path/{id}',
      stage: '$default',
      time: expect.stringMatching(/^11\/Apr\/2020:12:00:\d\d \+0000$/),
      timeEpoch: expect.any(Number),
    },
    body: '{"Hello":"Lambda"}',
    pathParameters: { id: 'a b' },
    isBase64Encoded: false,
  });
  expect(events[0].requestContext.timeEpoch - NOON).toBeLessThan(60_000);
});

test('what a request does not have is left out', async () => {
  await fetch(`${url}/any`);
  for (const field of ['cookies', 'queryStringParameters', 'pathParameters', 'body', 'stageVariables'])
    expect(events[0]).not.toHaveProperty(field);
  expect(events[0]).toMatchObject({ isBase64Encoded: false, rawQueryString: '' });
});

test.each([
  ['application/json; charset=utf-8', '{}', false],
  ['text/csv', 'a,b', false],
  ['application/problem+json', '{}', false],
  ['application/x-www-form-urlencoded', 'a=b', true],
  ['image/png', 'PNG', true],
])('a body of type %s', async (type, body, isBase64Encoded) => {
  await fetch(`${url}/path/x`, { method: 'POST', body, headers: { 'content-type': type } });
  expect(events[0]).toMatchObject({ isBase64Encoded, body: isBase64Encoded ? Buffer.from(body).toString('base64') : body });
});

test.each([
  ['GET', '/path/own', 'GET /path/own', undefined],
  ['GET', '/path/other', 'GET /path/{id}', { id: 'other' }],
  ['GET', '/files/entrants/0a.csv', 'GET /files/{file+}', { file: 'entrants/0a.csv' }],
  ['GET', '/files/entrants%2F0a.csv', 'GET /files/{file+}', { file: 'entrants/0a.csv' }],
  ['GET', '/any', 'GET /any', undefined],
  ['PATCH', '/any', 'ANY /any', undefined],
])('%s %s goes to %s', async (method, path, routeKey, pathParameters) => {
  await fetch(url + path, { method });
  expect(events[0]).toMatchObject({ routeKey, ...(pathParameters && { pathParameters }) });
});

test.each([
  ['GET', '/'],
  ['GET', '/path'],
  ['GET', '/path/'],
  ['GET', '/path/a/b'],
  ['GET', '/files/'],
  ['DELETE', '/path/a'],
])('%s %s is not found', async (method, path) => {
  const answer = await fetch(url + path, { method });
  expect([answer.status, await answer.text()]).toEqual([404, '{"message":"Not Found"}']);
});

test.each([
  [{ hello: 'world' }, 200, 'application/json', '{"hello":"world"}'],
  ['Hello from Lambda!', 200, 'application/json', 'Hello from Lambda!'],
  [{ statusCode: 201, body: 'x' }, 201, 'text/plain;charset=UTF-8', 'x'],
  [{ statusCode: 200, body: 'aGk=', isBase64Encoded: true, headers: { 'Content-Type': 'x/y' } }, 200, 'x/y', 'hi'],
  [{ statusCode: 200, body: { an: 'object' } }, 500, 'application/json', '{"message":"Internal Server Error"}'],
  [{ statusCode: 'many' }, 500, 'application/json', '{"message":"Internal Server Error"}'],
  [{ statusCode: 200, headers: { 'bad name': 'x' } }, 500, 'application/json', '{"message":"Internal Server Error"}'],
  [{ statusCode: 200, headers: { name: 'two\r\nlines' } }, 500, 'application/json', '{"message":"Internal Server Error"}'],
  [new Error('the handler threw'), 500, 'application/json', '{"message":"Internal Server Error"}'],
  [new Promise(() => {}), 503, 'application/json', '{"message":"Service Unavailable"}'],
])('a result %j is answered as AWS does', async (given, status, type, body) => {
  result = given;
  const answer = await fetch(`${url}/any`);
  expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([status, type, body]);
});

test('cookies become headers of their own', async () => {
  result = { statusCode: 200, cookies: ['a=1; Path=/', 'b=2'] };
  expect((await fetch(`${url}/any`)).headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2']);
});

test('a body over 10 MB is refused without reaching the function', async () => {
  const answer = await fetch(`${url}/path/x`, { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) });
  expect([answer.status, events.length]).toEqual([413, 0]);
});

test('a request line and headers of more than 10,240 bytes are refused as AWS does', async () => {
  const sized = (bytes: number) => raw(`GET /any HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Long: ${'a'.repeat(bytes)}\r\n\r\n`);
  expect(await sized(9_000)).toMatch(/^HTTP\/1.1 204/);
  expect(await sized(10_240)).toMatch(/^HTTP\/1.1 431 .*\{"message":"Request Header Fields Too Large"\}$/s);
  expect(events).toHaveLength(1);
});

test('broken HTTP is refused and the server goes on', async () => {
  expect(await raw('garbage\r\n\r\n')).toMatch(/^HTTP\/1.1 400 .*\{"message":"Bad Request"\}$/s);
  expect(await raw('\x16\x03\x01\x02\x00\x01\x00')).toMatch(/^HTTP\/1.1 400/);
  expect(await raw('GET /%E0%A4%A HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1.1 400/);
  expect(await raw('GET //[:: HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1.1 404/);
  expect(await raw('OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1.1 404/);
  expect(await raw('GET http://other/any HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1.1 204/);
  await raw('CONNECT example.com:443 HTTP/1.1\r\nHost: x\r\n\r\n');
  await raw('POST /path/x HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf').then((said) =>
    expect(said).not.toMatch(/^HTTP\/1.1 2/),
  );
  await raw('GET /any HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n');
  expect((await fetch(`${url}/any`)).status).toBe(204);
});
