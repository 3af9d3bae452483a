import { Failure } from './failure.ts';

export type Answer = { status: number; json: unknown };

/** The HTTP API as the commands see it: all that is not a success ends the command with what was said. */
export type Api = {
  /** @throws Failure in one sentence, with the fields that are wrong */
  ask(method: 'GET' | 'PUT' | 'POST', path: string, body?: unknown): Promise<Answer>;
  /** A public file as it comes, never whole in memory. @returns undefined when there is none */
  open(path: string): Promise<ReadableStream<Uint8Array> | undefined>;
};

/** API Gateway gives up after 30 s. */
const PATIENCE_MS = 35_000;
/** Of a file, from its first byte to its last. */
const FILE_PATIENCE_MS = 10 * 60_000;

/** @param token of whoever asks, made when it is needed */
export function apiAt(url: string, token: () => Promise<string | undefined>): Api {
  const send = async (path: string, init: RequestInit, patienceMs: number): Promise<Response> => {
    const target = new URL(path, url);
    return fetch(target, { ...init, signal: AbortSignal.timeout(patienceMs) }).catch((error: Error) => {
      throw new Failure(`${url} does not answer: ${(error.cause as Error | undefined)?.message || error.message}.`);
    });
  };
  return {
    async ask(method, path, body) {
      const bearer = await token();
      const headers = {
        'accept-language': 'en',
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      };
      const response = await send(
        path,
        { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) },
        PATIENCE_MS,
      );
      const text = await response.text();
      const json = jsonOf(text);
      if (!response.ok) throw new Failure(refusalOf(response.status, json));
      if (json === undefined) throw new Failure(`${url} answers something else than JSON: is it the address of the API?`);
      return { status: response.status, json };
    },
    async open(path) {
      const response = await send(path, {}, FILE_PATIENCE_MS);
      if (response.status === 404) return undefined;
      if (!response.ok || !response.body) throw new Failure(refusalOf(response.status, jsonOf(await response.text())));
      return response.body;
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The title of a problem document with what is wrong in it, or the message of API Gateway. */
function refusalOf(status: number, json: unknown): string {
  const { title, message, errors, checks } = (json ?? {}) as {
    title?: string;
    message?: string;
    errors?: { pointer: string; detail: string }[];
    checks?: { check: string; needed: string; found: string; mend?: string }[];
  };
  const said = title ?? (status === 401 ? 'The token is missing, expired or not valid.' : (message ?? 'No reason is given.'));
  const fields = (errors ?? []).map(({ pointer, detail }) => `\n  ${pointer || '/'}: ${detail}`);
  const missing = (checks ?? []).map(
    ({ check, needed, found, mend }) => `\n  ${check}: ${needed}: ${found}${mend ? ` (${mend})` : ''}`,
  );
  return printable(`${said} (${status})${[...fields, ...missing].join('')}`);
}

/** What another machine says can't move the cursor or change colours. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not get through
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '?').slice(0, 4_000);
}
