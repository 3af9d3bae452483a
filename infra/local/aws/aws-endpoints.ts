import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ClientLeft, readBody } from '../http/read-body.ts';
import type { BucketStore } from './bucket-store.ts';
import { callJsonService, type JsonService } from './json-service.ts';
import { callQueryService, type QueryService } from './query-service.ts';
import { callRestService, type RestService } from './rest-service.ts';
import { serveS3 } from './s3.ts';

export type AwsEndpoints = {
  /** What an SDK needs to find them: `AWS_ENDPOINT_URL_S3` and so on. */
  environment: Record<string, string>;
  stop(): Promise<void>;
};

export type AwsEndpointsOptions = {
  /** By the name that ends the SDK's variable, for instance `SECRETS_MANAGER`. */
  services: Readonly<Record<string, JsonService>>;
  /** The same of those that have paths instead of operations' names. */
  restServices?: Readonly<Record<string, RestService>>;
  /** The same of those that take forms. */
  queryServices?: Readonly<Record<string, QueryService>>;
  buckets: ReadonlyMap<string, BucketStore>;
  now: () => number;
  onFault: (error: unknown) => void;
};

/** Step Functions takes the largest bodies of the JSON services: 256 KiB of input, escaped inside JSON. */
const MOST_JSON_BYTES = 4 * 1024 * 1024;
/** Longer than the SDK keeps an idle connection, so that it never writes into one that is being closed. */
const KEEP_ALIVE_MS = 65_000;

/**
 * The AWS services that the functions call, on one HTTP server of this machine. An endpoint whose host is an IP address makes the S3
 * client use path style, so functions need no setting of their own.
 */
export async function startAwsEndpoints(options: AwsEndpointsOptions): Promise<AwsEndpoints> {
  // The endpoints hand out secrets. Web pages and other users' processes, which can reach the port, don't know this part of the path.
  const key = randomBytes(16).toString('hex');
  const server = createServer((request, response) => {
    serve(key, options, request, response).catch((error: unknown) => {
      if (error instanceof ClientLeft) return;
      options.onFault(error);
      if (!response.headersSent) response.writeHead(500).end();
      else response.destroy();
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.on('clientError', (_error, socket) => socket.destroy());
  const base = await listen(server);
  const { services, restServices = {}, queryServices = {} } = options;
  const names = ['S3', ...[services, restServices, queryServices].flatMap((of) => Object.keys(of))];
  return {
    environment: Object.fromEntries(names.map((name) => [`AWS_ENDPOINT_URL_${name}`, `${base}/${key}/${name.toLowerCase()}`])),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(key: string, options: AwsEndpointsOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = '', search = ''] = (request.url ?? '').split('?', 2);
  const query = new URLSearchParams(search);
  const [, given, service = ''] = path.split('/');
  if (given !== key) {
    request.resume();
    response.writeHead(403).end();
    return;
  }
  const below = path.slice(`/${key}/${service}`.length);
  if (service === 's3') {
    await serveS3(options.buckets, options.now, below, query, request, response);
    return;
  }
  const name = service.toUpperCase();
  const [json, rest, form] = [options.services[name], options.restServices?.[name], options.queryServices?.[name]];
  const body = await readBody(request, MOST_JSON_BYTES);
  if (!body || !(json || rest || form)) {
    response.writeHead(body ? 404 : 413).end();
    return;
  }
  const answerOf = () => {
    if (rest) return callRestService(rest, { method: request.method ?? '', path: below, query, body });
    if (form) return callQueryService(form, body);
    return callJsonService(json as JsonService, String(request.headers['x-amz-target'] ?? ''), body);
  };
  const answer = await answerOf();
  response.writeHead(answer.status, answer.headers).end(answer.body);
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
    });
  });
}
