import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { httpClient } from '#demo/http-client.ts';
import { inParallel } from '#shared/in-parallel.ts';

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server?.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('the HTTP client', () => {
  it('keeps its connections and travels on as many as asked for', async () => {
    const sockets = new Set<unknown>();
    const url = await serve((request, response) => {
      sockets.add(request.socket);
      setTimeout(() => response.end('ok'), 2);
    });
    const client = httpClient(url, 4);
    await inParallel(Array.from({ length: 40 }), 8, async () => {
      expect(await client.send('GET', '/')).toEqual({ status: 200, body: 'ok' });
    });
    expect(sockets.size).toBe(4);
    client.close();
  });

  it('sends JSON with the token, and again what broke, was asked to wait or failed', async () => {
    let times = 0;
    const url = await serve((request, response) => {
      times++;
      if (times === 1) {
        request.socket.destroy();
        return;
      }
      response.statusCode = [503, 500][times - 2] ?? 201;
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => response.end(`${request.headers.authorization} ${request.headers['content-type']} ${body}`));
    });
    const client = httpClient(url, 1);
    expect(await client.send('POST', '/x', { body: { a: 'é' }, token: 't' })).toEqual({
      status: 201,
      body: 'Bearer t application/json {"a":"é"}',
    });
    expect(client.retries()).toBe(3);
    client.close();
  });
});

describe('work in parallel', () => {
  it('does each item once, never more than asked for at once, and passes on a failure', async () => {
    let running = 0;
    let most = 0;
    const done: number[] = [];
    await inParallel([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, item % 3));
      running--;
      done.push(item);
    });
    expect(done.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(most).toBe(3);
    await expect(inParallel([1], 3, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
