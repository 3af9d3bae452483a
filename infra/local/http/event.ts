import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What a route's match and authorizer add to an event. `path` is decoded, as HTTP APIs hand it on. */
export type RouteFacts = {
  apiId: string;
  routeKey: string;
  path: string;
  rawQueryString: string;
  pathParameters: Record<string, string>;
  claims?: Record<string, string> | undefined;
};

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Media types whose bodies reach the function as text; everything else is base64, forms and bodies without a type included. */
const TEXT = /^(?:text\/|application\/(?:[\w.+-]+\+)?(?:json|xml|javascript)\b)/i;

/** They belong to the connection, which ends at the API. */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'te', 'trailer', 'upgrade', 'proxy-connection']);

/**
 * The event of an HTTP API, payload format 2.0, for one request. What a request doesn't have is left out, as on AWS.
 * @param now epoch milliseconds
 */
export function httpEvent(request: IncomingMessage, body: Buffer, route: RouteFacts, now: number): object {
  const { cookie, ...headers } = joinedHeaders(request);
  const query = queryParameters(route.rawQueryString);
  const isText = TEXT.test(headers['content-type'] ?? '') && headers['content-encoding'] === undefined;
  const host = headers['host'] ?? 'localhost';
  const sourceIp = request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1';
  const forwarded = headers['x-forwarded-for'];
  return {
    version: '2.0',
    routeKey: route.routeKey,
    rawPath: route.path,
    rawQueryString: route.rawQueryString,
    ...(cookie && { cookies: cookie.split(/;\s*/) }),
    headers: {
      ...headers,
      'content-length': String(body.length),
      host,
      'x-amzn-trace-id': `Root=1-${Math.trunc(now / 1000).toString(16)}-${randomUUID().replaceAll('-', '').slice(0, 24)}`,
      'x-forwarded-for': forwarded ? `${forwarded}, ${sourceIp}` : sourceIp,
      'x-forwarded-port': String(request.socket.localPort ?? ''),
      'x-forwarded-proto': 'http',
    },
    ...(Object.keys(query).length > 0 && { queryStringParameters: query }),
    requestContext: {
      accountId: '000000000000',
      apiId: route.apiId,
      ...(route.claims && { authorizer: { jwt: { claims: route.claims, scopes: null } } }),
      domainName: host,
      domainPrefix: host.split('.')[0],
      http: {
        method: request.method,
        path: route.path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: route.routeKey,
      stage: '$default',
      time: commonLogTime(now),
      timeEpoch: now,
    },
    ...(Object.keys(route.pathParameters).length > 0 && { pathParameters: route.pathParameters }),
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** Names in lower case, values of repeated headers joined by a comma. */
function joinedHeaders(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  for (let at = 0; at + 1 < request.rawHeaders.length; at += 2) {
    const name = String(request.rawHeaders[at]).toLowerCase();
    const value = String(request.rawHeaders[at + 1]);
    if (HOP_BY_HOP.has(name)) continue;
    headers[name] = headers[name] === undefined ? value : `${headers[name]}${name === 'cookie' ? '; ' : ','}${value}`;
  }
  return headers;
}

/** Values of a repeated parameter are joined by a comma. */
function queryParameters(query: string): Record<string, string> {
  const parameters: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(query)) {
    parameters[name] = parameters[name] === undefined ? value : `${parameters[name]},${value}`;
  }
  return parameters;
}

/**
 * The percent-decoded path, or undefined when it can't be decoded. HTTP APIs decode before they match routes, so `%2F` separates parts and
 * a decoded `?` cuts the path off. `http://host/path`, as a proxy would be asked, is taken for its path.
 */
export function decodePath(rawPath: string): string | undefined {
  try {
    const path = rawPath.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '') || '/';
    return splitOnce(decodeURIComponent(path), '?')[0];
  } catch {
    return undefined;
  }
}

function commonLogTime(epochMs: number): string {
  const at = new Date(epochMs);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${two(at.getUTCDate())}/${MONTHS[at.getUTCMonth()]}/${at.getUTCFullYear()}`;
  return `${day}:${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`;
}

export function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
