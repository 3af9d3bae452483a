import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { UsageError } from '#infra/usage-error.ts';

/** Where the API is, and by whose token. */
export type OfficersApi = { base: string; token: string };

const TRIES = 6;
const FIRST_PAUSE_MS = 250;
/** A little more than the HTTP API itself waits for a function. */
const PATIENCE_MS = 35_000;
const problemSchema = z.object({
  title: z.string(),
  errors: z.optional(z.array(z.object({ pointer: z.string(), detail: z.string() }))),
});

/** What the API refused, in its own words; `errors` are those of the problem document. */
export class Refused extends UsageError {
  readonly errors: readonly { pointer: string; detail: string }[];

  constructor(message: string, errors: readonly { pointer: string; detail: string }[]) {
    super(message);
    this.errors = errors;
  }
}

/**
 * One request, tried again while the API asks for patience or does not answer: every request of it may be repeated.
 * @throws Refused with the API's own sentence
 * @throws UsageError when nothing answers
 */
export async function ask<T>(
  { base, token }: OfficersApi,
  schema: z.ZodMiniType<T>,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: { type: 'application/json' | 'text/csv'; bytes: Uint8Array | string },
): Promise<T> {
  if (!URL.canParse(base) || !/^https?:/.test(base)) throw new UsageError(`--url takes the address of an API, not "${base}".`);
  const url = new URL(path, base.endsWith('/') ? base : `${base}/`);
  const headers = { authorization: `Bearer ${token}`, 'accept-language': 'en', ...(body && { 'content-type': body.type }) };
  for (let tries = 1; ; tries++) {
    const response = await fetch(url, {
      method,
      headers,
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body && { body: body.bytes as string }),
    }).catch((error: Error) => error);
    const passes = response instanceof Error || response.status === 429 || response.status >= 500;
    if (passes && tries < TRIES) {
      await sleep(FIRST_PAUSE_MS * 2 ** tries * (0.5 + Math.random() / 2));
      continue;
    }
    if (response instanceof Error) throw new UsageError(`${base} does not answer: ${causeOf(response)}.`);
    const document = jsonOf(await response.text());
    if (!response.ok) {
      const problem = problemSchema.safeParse(document).data;
      throw new Refused(`${base} answers ${response.status}: ${problem?.title ?? 'no reason given'}`, problem?.errors ?? []);
    }
    const answer = schema.safeParse(document);
    if (!answer.success) throw new UsageError(`${base} gave another answer than was asked for: is it the address of the API?`);
    return answer.data;
  }
}

function causeOf(error: Error): string {
  return (error.cause as Error | undefined)?.message ?? error.message;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
