import type * as z from 'zod/mini';
import type { ANSWERS } from '#shared/http/answers.ts';
import { retryAfterSeconds } from '#shared/retry/retry-rule.ts';
import { heardServer } from './server-clock.ts';
import type { Language } from './text.ts';

export type Wave = z.infer<typeof ANSWERS.Wave>;
export type Registration = z.infer<typeof ANSWERS.Registration>;
export type OwnRegistration = z.infer<typeof ANSWERS.OwnRegistration>;
export type ListImport = z.infer<typeof ANSWERS.ListImport>;
export type ListVersions = z.infer<typeof ANSWERS.Lists>;
export type Appeals = z.infer<typeof ANSWERS.Appeals>;
export type AppealShown = z.infer<typeof ANSWERS.AppealShown>;
export type Partners = z.infer<typeof ANSWERS.Partners>;
export type Proposal = z.infer<typeof ANSWERS.Proposal>;
export type Proposals = z.infer<typeof ANSWERS.Proposals>;
/** RFC 9457, as far as pages show it. */
export type Problem = { type: string; title: string; errors?: { pointer: string; detail: string }[] };

/** What came back: the JSON of the answer, or no status where there was no answer. */
export type Reply = { status: number | undefined; json?: unknown; retryAfterSeconds?: number | undefined };
export type Request = {
  method?: 'GET' | 'POST' | 'PUT';
  body?: string | Uint8Array<ArrayBuffer>;
  /** Of the body, where it isn't JSON. */
  contentType?: string;
  token?: string;
};

/** A phone on a slow link may need long; API Gateway gives up after 30 seconds. */
const PATIENCE_MS = 35_000;

/** Asks the API of this page's own origin. Never rejects: a connection that breaks is a reply without a status. */
export async function ask(
  path: string,
  language: Language,
  { method = 'GET', body, contentType = 'application/json', token }: Request = {},
): Promise<Reply> {
  try {
    const response = await fetch(path, {
      method,
      headers: {
        'accept-language': language,
        ...(body !== undefined && { 'content-type': contentType }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body }),
      credentials: 'omit',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    heardServer(response.headers.get('date'), response.headers.get('age'));
    // The body belongs to the answer: one that breaks off is none, and the same request is sent again.
    const text = await response.text();
    return {
      status: response.status,
      json: jsonIn(text),
      retryAfterSeconds: retryAfterSeconds(response.headers.get('retry-after') ?? undefined),
    };
  } catch {
    return { status: undefined };
  }
}

/** What API Gateway and a firewall say in between may be no JSON of ours. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The problem in a refusal, or undefined where something else than our API refused. */
export function problemIn({ json }: Reply): Problem | undefined {
  const problem = json as Partial<Problem> | undefined;
  return typeof problem?.type === 'string' && typeof problem.title === 'string' ? (problem as Problem) : undefined;
}

/** The last part of a problem's type, such as `not-open-yet`. */
export function problemName(reply: Reply): string | undefined {
  return problemIn(reply)?.type.split(':').at(-1);
}
