/** `npm run preflight`: asks a deployment whether what the opening of a wave needs is in place. Exit code 1 when it isn't. */
import { parseArgs } from 'node:util';
import * as z from 'zod/mini';
import { checkSchema } from '#shared/opening/check-schema.ts';
import { runCommand, UsageError } from './usage-error.ts';

const HELP = `Asks a deployment whether what the opening of a wave needs is in place: quotas of the account, capacity, beacon, keys.

  npm run preflight -- --token <token> [--url <url>] [--opens-at <instant>] [--json]

  --token      an access token of an officer or auditor; or in the variable GELOMBANG_TOKEN, where no other user of the machine sees it
  --url        of the API, such as the output ApiUrl; http://127.0.0.1:8787 if not given
  --opens-at   for a wave that opens then, such as 2026-12-01T12:00:00+07:00; without it, for one with time enough to make all ready
  --json       the answer as the API gives it
  --help       this text

The exit code is 0 when everything is in place, and 1 otherwise.
`;

const HERE = 'http://127.0.0.1:8787';
const PATIENCE_MS = 30_000;
const answerSchema = z.object({ ready: z.boolean(), checks: z.array(checkSchema) });
type Answer = z.infer<typeof answerSchema>;

function flags(args: readonly string[]) {
  try {
    const of = { type: 'string' } as const;
    const on = { type: 'boolean' } as const;
    return parseArgs({ args: [...args], options: { token: of, url: of, 'opens-at': of, json: on, help: on } }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split(/\.\s|\n/)[0]}. See --help.`);
  }
}

async function ask(base: string, token: string, opensAt: string | undefined): Promise<Answer> {
  if (!URL.canParse(base) || !/^https?:/.test(base)) throw new UsageError(`--url takes the address of an API, not "${base}".`);
  const url = new URL('v1/preflight', base.endsWith('/') ? base : `${base}/`);
  if (opensAt !== undefined) url.searchParams.set('opensAt', opensAt);
  const headers = { authorization: `Bearer ${token}`, 'accept-language': 'en' };
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(PATIENCE_MS) }).catch((error: Error) => {
    throw new UsageError(`${base} does not answer: ${(error.cause as Error | undefined)?.message ?? error.message}.`);
  });
  const text = await response.text();
  if (!response.ok) throw new UsageError(`${base} answers ${response.status}: ${titleOf(text)}`);
  const answer = answerSchema.safeParse(jsonOf(text));
  if (!answer.success) throw new UsageError(`${base} gave no answer of a preflight: is it the address of the API?`);
  return answer.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Of a problem document or a message of API Gateway. */
function titleOf(text: string): string {
  const { title, message } = (jsonOf(text) ?? {}) as { title?: unknown; message?: unknown };
  return String(title ?? message ?? 'no reason given').slice(0, 200);
}

function print({ ready, checks }: Answer): void {
  const width = Math.max(...checks.map(({ check }) => check.length));
  for (const { check, holds, needed, found, mend } of checks) {
    process.stdout.write(`  ${holds ? 'ok  ' : 'FAIL'}  ${check.padEnd(width)}  ${needed}: ${found}\n`);
    if (mend) process.stdout.write(`        ${' '.repeat(width)}  ${mend}\n`);
  }
  process.stdout.write(ready ? 'An opening finds all it needs.\n' : 'A wave can NOT be scheduled yet.\n');
}

await runCommand(async () => {
  const { token = process.env['GELOMBANG_TOKEN'], url = HERE, 'opens-at': opensAt, json, help } = flags(process.argv.slice(2));
  if (help) {
    process.stdout.write(HELP);
    return;
  }
  if (!token) throw new UsageError('Whose token? Give --token or GELOMBANG_TOKEN. See --help.');
  const answer = await ask(url, token, opensAt);
  if (json) process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
  else print(answer);
  if (!answer.ready) process.exitCode = 1;
});
