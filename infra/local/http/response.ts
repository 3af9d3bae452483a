import { randomUUID } from 'node:crypto';
import { type ServerResponse, validateHeaderName, validateHeaderValue } from 'node:http';

/** An answer ready to be written. */
export type Answer = { status: number; headers: Record<string, string | string[]>; body: Buffer };

/**
 * What an HTTP API makes of a function's answer in payload format 2.0: an object with `statusCode` is taken apart, anything else is the
 * JSON body of a 200. An answer that is neither becomes a 500.
 */
export function answerOf(result: unknown): Answer {
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    const body = typeof result === 'string' ? result : JSON.stringify(result ?? null);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) };
  }
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded } = result as Record<string, unknown>;
  const status = Number(statusCode);
  const wellFormed =
    Number.isInteger(status) && status >= 200 && status <= 599 && typeof headers === 'object' && Array.isArray(cookies);
  if (!wellFormed || (typeof body !== 'string' && body !== null)) return messageOf(500, 'Internal Server Error');
  const named: Answer['headers'] = { 'content-type': 'text/plain;charset=UTF-8' };
  try {
    for (const [name, value] of Object.entries(headers as Record<string, unknown>)) {
      validateHeaderName(name);
      validateHeaderValue(name, String(value));
      named[name.toLowerCase()] = String(value);
    }
    for (const cookie of cookies) validateHeaderValue('set-cookie', String(cookie));
  } catch {
    return messageOf(500, 'Internal Server Error');
  }
  if (cookies.length > 0) named['set-cookie'] = cookies.map(String);
  return { status, headers: named, body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8') };
}

/** The API's own answers: `{"message": "..."}`. */
export function messageOf(status: number, message: string, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: Buffer.from(JSON.stringify({ message })) };
}

/** Set by the connection; a function's word on them would break it. */
const OF_THE_CONNECTION = new Set(['connection', 'transfer-encoding', 'content-length', 'keep-alive', 'upgrade']);

export function writeAnswer(response: ServerResponse, answer: Answer): void {
  if (response.headersSent || response.destroyed) return;
  const headers = Object.entries(answer.headers).filter(([name]) => !OF_THE_CONNECTION.has(name));
  const bodyless = answer.status === 204 || answer.status === 304;
  response.writeHead(answer.status, {
    ...Object.fromEntries(headers),
    ...(!bodyless && { 'content-length': answer.body.length }),
    'apigw-requestid': randomUUID(),
  });
  response.end(bodyless ? undefined : answer.body);
}
