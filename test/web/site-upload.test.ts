import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { buildSite } from '#infra/site.ts';
import { uploadSignIn, uploadSite } from '#infra/site-upload.ts';
import { SIGN_IN_FILE } from '#web/shared/sign-in-file.ts';

type Put = { key: string; contentType: string | undefined; cacheControl: string | undefined; body: string };

/** What arrives, over HTTP: the local bucket is a folder, and has no file by the name of a folder (`en/`), as S3 does. */
const puts: Put[] = [];
let server: Server;
let client: S3Client;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = await buffer(request);
    const { 'content-type': contentType, 'cache-control': cacheControl } = request.headers;
    const { pathname } = new URL(request.url ?? '', 'http://bucket');
    if (request.method === 'PUT')
      puts.push({ key: pathname.replace('/site/', ''), contentType, cacheControl, body: body.toString() });
    response.writeHead(request.method === 'PUT' ? 200 : 405).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  client = new S3Client({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forcePathStyle: true,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
});
afterAll(() => {
  client.destroy();
  server.close();
});

test('a deployment puts each file where the distribution asks for it: what pages load first, then the pages', async () => {
  const site = await buildSite();
  expect(await uploadSite(client, 'site', inject('assembly'))).toBe(site.length);
  expect(puts).toEqual(
    site.map(({ path, contentType, cacheControl, contents }) => ({
      key: path === '/' ? 'index.html' : path.slice(1),
      contentType,
      cacheControl,
      body: Buffer.from(contents).toString(),
    })),
  );
  const firstPage = puts.findIndex(({ key }) => key === 'index.html');
  expect(puts.slice(0, firstPage).every(({ key }) => key.startsWith('assets/'))).toBe(true);
  expect(puts.slice(firstPage).some(({ key }) => key.startsWith('assets/'))).toBe(false);
});

test('beside them it puts the file by which officers find their user pool, as the stack says it; nothing where no stack says so', async () => {
  puts.length = 0;
  const said = '{"clientId":"of-the-stack"}';
  expect(await uploadSignIn(client, 'site', inject('assembly'), { OfficersSignIn: said, ApiUrl: 'x' })).toBe(SIGN_IN_FILE);
  expect(puts).toEqual([
    {
      key: 'officers-sign-in.json',
      contentType: 'application/json',
      cacheControl: 'public, max-age=0, s-maxage=60, must-revalidate',
      body: said,
    },
  ]);
  puts.length = 0;
  expect(await uploadSignIn(client, 'site', inject('assembly'), { ApiUrl: 'x' })).toBeUndefined();
  expect(puts).toEqual([]);
});
