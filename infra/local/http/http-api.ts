import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';
import { decodePath, httpEvent, splitOnce } from './event.ts';
import type { JwtAuthorizer } from './jwt-authorizer.ts';
import { readBody } from './read-body.ts';
import { type Answer, answerOf, messageOf, writeAnswer } from './response.ts';
import { findRoute, type Route } from './routes.ts';

/** What stands behind a route: a function, and the authorizer in front of it. */
export type RouteTarget = { invoke(event: unknown): Promise<unknown>; timeoutMs: number; authorize?: JwtAuthorizer | undefined };

export type HttpApi = {
  apiId: string;
  addRoute(route: Route<RouteTarget>): void;
  /** Answers a request, whatever it is; never rejects because of what was sent. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
};

/** HTTP APIs take payloads of 10 MB at most. */
const MOST_BODY_BYTES = 10 * 1024 * 1024;
const TIMED_OUT = Symbol('the integration timed out');

/** An HTTP API (payload format 2.0): matches the route, asks the authorizer, calls the function, writes what it answers. */
export function createHttpApi(options: { clock: Clock; onFault: (error: unknown) => void }): HttpApi {
  const routes: Route<RouteTarget>[] = [];
  const api: HttpApi = {
    apiId: 'local',
    addRoute: (route) => routes.push(route),
    async handle(request, response) {
      // By the clock of the runtime, as all that its functions say: pages learn the time from it.
      response.setHeader('date', new Date(options.clock.now()).toUTCString());
      try {
        const body = await readBody(request, MOST_BODY_BYTES).catch(() => 'gone' as const);
        if (body === 'gone') return;
        writeAnswer(response, body ? await answer(request, body) : messageOf(413, 'Request Entity Too Large'));
      } catch (error) {
        options.onFault(error);
        writeAnswer(response, messageOf(500, 'Internal Server Error'));
      }
    },
  };

  async function answer(request: IncomingMessage, body: Buffer): Promise<Answer> {
    const [rawPath, rawQueryString] = splitOnce(request.url ?? '/', '?');
    const path = decodePath(rawPath);
    if (path === undefined) return messageOf(400, 'Bad Request');
    const match = findRoute(routes, request.method ?? 'GET', path);
    if (!match) return messageOf(404, 'Not Found');
    const { target, routeKey } = match.route;
    const authorization = await target.authorize?.(request.headers.authorization);
    if (authorization && 'refused' in authorization) {
      const { refused } = authorization;
      const why = refused === 'missing' ? '' : ` scope="" error="invalid_token" error_description="${refused.description}"`;
      return messageOf(401, 'Unauthorized', { 'www-authenticate': `Bearer${why}` });
    }
    const { apiId } = api;
    const facts = { apiId, routeKey, path, rawQueryString, pathParameters: match.pathParameters, claims: authorization?.claims };
    return call(target, httpEvent(request, body, facts, options.clock.now()));
  }

  /** A function that fails is a 500, one that outlasts its integration a 503. Its log holds the reason; the API says no more than AWS's does. */
  async function call(target: RouteTarget, event: object): Promise<Answer> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<typeof TIMED_OUT>((resolve) => {
      timer = setTimeout(resolve, target.timeoutMs, TIMED_OUT);
    });
    try {
      const result = await Promise.race([target.invoke(event), timeout]);
      return result === TIMED_OUT ? messageOf(503, 'Service Unavailable') : answerOf(result);
    } catch {
      return messageOf(500, 'Internal Server Error');
    } finally {
      clearTimeout(timer);
    }
  }
  return api;
}
