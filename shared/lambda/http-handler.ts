import middy from '@middy/core';
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { preferredLanguage, problemDocument } from '../http/problem-document.ts';
import { type FieldFault, type ProblemName, RETRY_AFTER_SECONDS } from '../http/problems.ts';
import type { Language } from '../http/text.ts';
import type { CheckDocument } from '../opening/check-schema.ts';
import { mayPass } from './passing-errors.ts';

/** What routes with and without the authorizer have in common. */
export type HttpEvent = Omit<APIGatewayProxyEventV2WithJWTAuthorizer, 'requestContext'> & {
  requestContext: Omit<APIGatewayProxyEventV2WithJWTAuthorizer['requestContext'], 'authorizer'> & {
    authorizer?: { jwt?: { claims: Record<string, unknown> } };
  };
};

/** What a handler answers: a document, raw bytes, or a refusal by name. */
export type Answer =
  | { status: number; json: unknown; cacheSeconds?: number }
  | { status: number; raw: APIGatewayProxyStructuredResultV2 }
  | { problem: ProblemName; faults?: readonly FieldFault[]; checks?: CheckDocument[] };

/** One structured line; never a body, a header or a key of a person. */
export type Log = { error(message: string, fields: { [name: string]: unknown }): void };

/** Wraps `core` as an HTTP API handler: problems in the caller's language, surprises logged by name and answered with a 5xx that says nothing else. */
export function httpHandler(core: (event: HttpEvent) => Promise<Answer>, log: Log) {
  return middy<HttpEvent, APIGatewayProxyStructuredResultV2, Error, Context>()
    .use({
      onError: (request) => {
        const { error } = request;
        log.error('request failed', {
          error: error?.name,
          stack: stackWithoutMessage(error),
          requestId: request.event.requestContext?.requestId,
        });
        request.response = answerOf({ problem: mayPass(error) ? 'unavailable' : 'internal' }, request.event);
      },
    })
    .handler(async (event) => answerOf(await core(event), event));
}

export function languageOf(event: HttpEvent): Language {
  return preferredLanguage(event.headers?.['accept-language']);
}

/** Where it happened. A message could quote what somebody sent, so it is left out. */
function stackWithoutMessage(error: Error | null): string | undefined {
  return error?.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .join('\n');
}

/**
 * Of every answer that a function gives. Nothing here is a page: whatever a browser makes of it runs nothing, loads nothing, is framed by
 * nobody and tells no other site its address. There are no CORS headers, so no page of another origin reads an answer.
 */
export const SECURITY_HEADERS = {
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

function answerOf(answer: Answer, event: HttpEvent): APIGatewayProxyStructuredResultV2 {
  if ('raw' in answer) return { ...answer.raw, statusCode: answer.status, headers: { ...SECURITY_HEADERS, ...answer.raw.headers } };
  if ('json' in answer) {
    return {
      statusCode: answer.status,
      headers: { ...SECURITY_HEADERS, 'content-type': 'application/json', 'cache-control': cacheControl(answer.cacheSeconds) },
      body: JSON.stringify(answer.json),
    };
  }
  const language = languageOf(event);
  const document = problemDocument(answer.problem, language, answer.faults, answer.checks);
  return {
    statusCode: document.status,
    headers: {
      ...SECURITY_HEADERS,
      'content-type': 'application/problem+json',
      'content-language': language,
      vary: 'accept-language',
      'cache-control': 'no-store',
      ...(document.status === 503 && { 'retry-after': String(retryAfterSeconds()) }),
      ...(document.status === 401 && { 'www-authenticate': 'Bearer' }),
    },
    body: JSON.stringify(document),
  };
}

/** 1 to 5, each as likely: those who were refused together do not come again together. */
function retryAfterSeconds(): number {
  return RETRY_AFTER_SECONDS.least + Math.floor(Math.random() * (RETRY_AFTER_SECONDS.most - RETRY_AFTER_SECONDS.least + 1));
}

/** Kept by anybody for so long, and as long again while a fresh one is fetched; without a number, by nobody. */
export function cacheControl(seconds: number | undefined): string {
  return seconds === undefined ? 'no-store' : `public, max-age=${seconds}, stale-while-revalidate=${seconds}`;
}
