import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AwsError, AwsJsonClient, DYNAMODB, type JsonService, SECRETS_MANAGER } from '#shared/lambda/aws-json-client.ts';
import { mayPass } from '#shared/lambda/passing-errors.ts';

type Received = { headers: IncomingMessage['headers']; body: string };
type Behaviour = (response: ServerResponse, request: IncomingMessage) => void;

const REGION = 'ap-southeast-3';
const received: Received[] = [];
/** What the service does with the next requests, one after the other; the last one stays. */
let behaviours: Behaviour[] = [];
const answers = (status: number, body: object | string, headers = {}): Behaviour => {
  return (response) => response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
};
const fine = answers(200, { Item: { waveId: { S: '2020-04' } } });
const throttled = answers(400, { __type: 'com.amazonaws.dynamodb.v20120810#ThrottlingException', message: 'slow down' });
const hangsUp: Behaviour = (response) => response.destroy();

const server = createServer(async (request, response) => {
  let body = '';
  for await (const part of request.setEncoding('utf8')) body += part;
  received.push({ headers: request.headers, body });
  (behaviours.length > 1 ? behaviours.shift() : behaviours[0])?.(response, request);
});
let endpoint = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  received.length = 0;
  behaviours = [fine];
});

const credentials = (secret: string) => ({
  accessKeyId: `AKIA${secret}`,
  secretAccessKey: secret,
  sessionToken: `token of ${secret}`,
});
const clientOf = (service: JsonService = DYNAMODB, secret = 'one') =>
  new AwsJsonClient(service, { endpoint, region: REGION, credentials: credentials(secret) });
const get = (client = clientOf()) => client.send('GetItem', { TableName: 'waves', Key: { waveId: { S: '2020-04' } } });

describe('a request', () => {
  test('says its operation and carries its input', async () => {
    expect(await get()).toEqual({ Item: { waveId: { S: '2020-04' } } });
    expect(received).toMatchObject([
      {
        headers: { 'x-amz-target': 'DynamoDB_20120810.GetItem', 'content-type': 'application/x-amz-json-1.0' },
        body: '{"TableName":"waves","Key":{"waveId":{"S":"2020-04"}}}',
      },
    ]);
    await clientOf(SECRETS_MANAGER).send('GetSecretValue', { SecretId: 'pepper' });
    expect(received[1]?.headers).toMatchObject({
      'x-amz-target': 'secretsmanager.GetSecretValue',
      'content-type': 'application/x-amz-json-1.1',
    });
  });

  test('is signed as the signer signs it with its own hash, whoever signed before', async () => {
    const [one, other, secrets] = [clientOf(), clientOf(DYNAMODB, 'another'), clientOf(SECRETS_MANAGER, 'one')];
    for (const client of [one, other, secrets, other, one]) await get(client);
    for (const [at, secret] of ['one', 'another', 'one', 'another', 'one'].entries()) {
      const { headers, body } = received[at] as Received;
      expect(await signatureOf(headers, body, secret, at === 2 ? 'secretsmanager' : 'dynamodb')).toBe(headers.authorization);
    }
    expect(new Set(received.map(({ headers }) => headers.authorization)).size).toBeGreaterThan(2);
  });

  test('goes over one connection after the other has answered', async () => {
    const ports = new Set<number | undefined>();
    behaviours = [
      (response, request) => {
        ports.add(request.socket.remotePort);
        fine(response, request);
      },
    ];
    const client = clientOf();
    for (let time = 0; time < 5; time++) await get(client);
    expect(ports.size).toBe(1);
  });

  test('bytes beyond ASCII arrive whole', async () => {
    behaviours = [(response, request) => fine(response, request)];
    await clientOf().send('PutItem', { Item: { name: { S: 'ꦱꦶꦠꦶ' } } });
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({ Item: { name: { S: 'ꦱꦶꦠꦶ' } } });
  });
});

describe('what passes is tried again', () => {
  test.each<[string, Behaviour]>([
    ['a throttle', throttled],
    ['a table with too much to do', answers(400, { __type: 'x#ProvisionedThroughputExceededException' })],
    ['an internal error', answers(500, { __type: 'x#InternalServerError' })],
    ['a gateway that answers with a page', answers(503, '<html>Service Unavailable</html>')],
    ['a connection that breaks', hangsUp],
    [
      'an answer that breaks off',
      (response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{');
        setTimeout(() => response.destroy(), 20);
      },
    ],
  ])('%s, once', async (_, behaviour) => {
    behaviours = [behaviour, fine];
    await get();
    expect(received).toHaveLength(2);
  });

  test('three times, and then it is the caller’s', async () => {
    behaviours = [answers(500, { __type: 'x#InternalServerError' })];
    const failure = await get().catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'InternalServerError', $metadata: { httpStatusCode: 500 } });
    expect(mayPass(failure)).toBe(true);
    expect(received).toHaveLength(4);
  });

  test('silence, after two seconds', async () => {
    behaviours = [() => {}, fine];
    await get();
    expect(received).toHaveLength(2);
  }, 10_000);
});

describe('what does not pass is the caller’s at once', () => {
  test('a refused condition, with the item that stands', async () => {
    const Item = { registrationKey: { S: 'abc' } };
    const __type = 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException';
    behaviours = [answers(400, { __type, message: 'The conditional request failed', Item }, { 'x-amzn-requestid': 'R1' })];
    const failure = (await get().catch((error: unknown) => error)) as AwsError;
    expect(failure).toBeInstanceOf(AwsError);
    expect(failure).toMatchObject({ name: 'ConditionalCheckFailedException', message: 'The conditional request failed' });
    expect(failure.$metadata).toEqual({ httpStatusCode: 400, requestId: 'R1' });
    expect(failure.body['Item']).toEqual(Item);
    expect(received).toHaveLength(1);
  });

  test.each([
    ['an access that is denied', { __type: 'com.amazon.coral.service#AccessDeniedException' }, 'AccessDeniedException'],
    ['a name with more after it', { __type: 'ResourceNotFoundException:http://internal.amazon.com/' }, 'ResourceNotFoundException'],
    ['an answer without a name', {}, 'UnknownError'],
  ])('%s', async (_, body, name) => {
    behaviours = [answers(400, body)];
    await expect(get()).rejects.toMatchObject({ name });
    expect(received).toHaveLength(1);
  });
});

/** The same headers, signed anew by the SDK's signer with the SDK's hash. */
async function signatureOf(
  headers: Received['headers'],
  body: string,
  secret: string,
  service: string,
): Promise<string | undefined> {
  const signer = new SignatureV4({
    credentials: credentials(secret),
    region: REGION,
    service,
    sha256: Sha256,
    applyChecksum: false,
  });
  const { authorization: _, connection: __, 'x-amz-date': date = '', ...signed } = headers as Record<string, string>;
  const at = String(date).replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const request = new HttpRequest({ method: 'POST', protocol: 'http:', hostname: '127.0.0.1', path: '/', headers: signed, body });
  return (await signer.sign(request, { signingDate: new Date(at) })).headers['authorization'];
}
