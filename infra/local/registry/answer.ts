import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../http/read-body.ts';
import type { SandboxRegistry } from './sandbox.ts';

const MOST_BODY_BYTES = 4_096;

/** One request to the sandbox registry, on the runtime's own server. */
export async function answerAsRegistry(
  registry: SandboxRegistry,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request, MOST_BODY_BYTES).catch(() => undefined);
  const answered = await registry.answer(request.method ?? '', request.url ?? '', body?.toString() ?? '');
  const { status, json } = answered ?? { status: 404, json: { error: 'the registry has no such resource' } };
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
}
