/**
 * The registration function in a fresh process: loads its bundle as Lambda does, registers one person, then the others one after the other, and says
 * on its last line what that cost. Arguments: the wave, a file with the bodies. The environment is the function's own.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export type FreshProcess = { coldCpuMs: number; warmCpuMs: number };

const [waveId = '', file = ''] = process.argv.slice(2);
const bodies = JSON.parse(readFileSync(file, 'utf8')) as string[];
// The lines that the function logs are no part of the answer.
console.info = () => {};
const bundle = join(import.meta.dirname, '../../../.build/functions/register/index.mjs');
const { handler } = (await import(pathToFileURL(bundle).href)) as {
  handler(event: object, context: object): Promise<{ statusCode: number; body: string }>;
};
await register(bodies[0] as string);
const cold = cpuMs();
for (const body of bodies.slice(1)) await register(body);
const result: FreshProcess = { coldCpuMs: cold, warmCpuMs: (cpuMs() - cold) / (bodies.length - 1) };
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exit(0);

async function register(body: string): Promise<void> {
  const headers = { 'content-type': 'application/json', 'accept-language': 'id' };
  const answer = await handler({ headers, body, isBase64Encoded: false, pathParameters: { waveId }, requestContext: {} }, {});
  if (answer.statusCode !== 201) throw new Error(`a fresh registration function answered ${answer.statusCode}: ${answer.body}`);
}

/** Since the process began. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
