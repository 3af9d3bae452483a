import { Agent, request } from 'node:http';
import { retryAfterSeconds } from '#shared/retry/retry-rule.ts';

export type Sent = {
  /** Undefined when no answer came. */
  status: number | undefined;
  retryAfterSeconds: number | undefined;
  cacheControl: string | undefined;
  body: string;
};

/** Sends to one server; connections are kept and as many are opened as there are requests under way, since a crowd's are not shared. */
export type Sender = {
  send(method: 'GET' | 'POST', path: string, body?: string): Promise<Sent>;
  close(): void;
};

/** Longer than the API takes to give up (30 s). */
const TIMEOUT_MS = 35_000;

export function sender(baseUrl: string): Sender {
  const { hostname, port } = new URL(baseUrl);
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
  return {
    send(method, path, body) {
      return new Promise((resolve) => {
        const none = () => resolve({ status: undefined, retryAfterSeconds: undefined, cacheControl: undefined, body: '' });
        const headers = {
          accept: 'application/json',
          'accept-language': 'id',
          ...(body !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
        };
        const sent = request({ hostname, port, method, path, agent, headers, timeout: TIMEOUT_MS }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', none);
          response.on('end', () =>
            resolve({
              status: response.statusCode,
              retryAfterSeconds: retryAfterSeconds(response.headers['retry-after']),
              cacheControl: response.headers['cache-control'],
              body: Buffer.concat(chunks).toString('utf8'),
            }),
          );
        });
        sent.on('timeout', () => sent.destroy());
        sent.on('error', none);
        sent.end(body);
      });
    },
    close: () => agent.destroy(),
  };
}
