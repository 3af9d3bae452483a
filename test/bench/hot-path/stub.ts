/**
 * Answers over HTTP as DynamoDB and Secrets Manager would, at once and from memory, so that what is measured is the handler alone. Tells its
 * parent its port. One wave is known to it, nobody has received, and every put succeeds.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { crc32 } from 'node:zlib';
import { marshall } from '@aws-sdk/util-dynamodb';
import { PEPPER, wave } from '../../support/people.ts';
import { SECRETS, TABLES } from './surroundings.ts';

const { plan: _, ...item } = wave();
const WAVE = JSON.stringify({ Item: marshall(item) });
const NOTHING = '{}';

function answer(operation: string, body: string): string {
  if (operation === 'GetSecretValue') {
    const secret = body.includes(SECRETS.pepper) ? PEPPER : Buffer.alloc(32, 9);
    return JSON.stringify({ Name: 'secret', SecretString: secret.toString('hex') });
  }
  return operation === 'GetItem' && body.includes(`"${TABLES.waves}"`) ? WAVE : NOTHING;
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const text = answer(String(request.headers['x-amz-target']).split('.').at(-1) ?? '', Buffer.concat(chunks).toString());
    response.writeHead(200, {
      'content-type': 'application/x-amz-json-1.0',
      'content-length': Buffer.byteLength(text),
      'x-amzn-requestid': 'VTC9L6MJ0RRPLU5JNPE6KIAAMRVV4KQNSO5AEMVJF66Q9ASUAAJG',
      'x-amz-crc32': crc32(text),
    });
    response.end(text);
  });
});
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
