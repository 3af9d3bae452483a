import { Agent, request } from 'node:http';
import { isWorthRetrying } from '#shared/retry/retry-rule.ts';

export type Answer = { status: number; body: string };

/** What is sent: a body that becomes JSON, or JSON that must stay as it was signed. */
export type Options = { body?: unknown; text?: string; token?: string; headers?: Record<string, string> };

export type HttpClient = {
  /** Sends one request. What the published retry rule calls worth it is tried again, a connection that breaks too: every request of this API may be repeated. */
  send(method: 'GET' | 'POST' | 'PUT', path: string, options?: Options): Promise<Answer>;
  /** How often a request was sent again, because the connection broke or the server was busy or failed. */
  retries(): number;
  close(): void;
};

const ATTEMPTS = 5;
const PATIENCE_MS = 200;
const TIMEOUT_MS = 30_000;

/** Connections are kept open; as many as `connections` requests travel at once. */
export function httpClient(baseUrl: string, connections: number): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let retries = 0;

  async function attempt(
    method: string,
    path: string,
    payload: string | undefined,
    { token, headers: own }: Options,
  ): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const headers = {
      accept: 'application/json, application/problem+json',
      'accept-language': 'en',
      ...(payload !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...own,
    };
    const sent = request(new URL(path, baseUrl), { method, agent, headers, timeout: TIMEOUT_MS }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }));
      response.on('error', reject);
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)));
    sent.on('error', reject);
    sent.end(payload);
    return promise;
  }

  return {
    async send(method, path, options = {}) {
      const payload = options.text ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
      for (let left = ATTEMPTS - 1; ; left--) {
        try {
          const answer = await attempt(method, path, payload, options);
          if (left === 0 || !isWorthRetrying(answer.status)) return answer;
        } catch (error) {
          if (left === 0) throw error;
        }
        retries++;
        await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
      }
    },
    retries: () => retries,
    close: () => agent.destroy(),
  };
}
