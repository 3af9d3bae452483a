/** `npm start` runs the synthesized application on this machine, with trial waves unless `--no-trial`; `npm run token -- officer --as siti` prints a token for it. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { printedToken } from './printed-token.ts';
import { Refusal } from './refusal.ts';
import { startRuntime } from './runtime.ts';

const REPOSITORY = resolve(import.meta.dirname, '../..');
const ASSEMBLY = join(REPOSITORY, 'cdk.out');
const DEFAULT_PORT = 8787;
const NO_TRIAL = '--no-trial';

// Lambda's clock is UTC; set before any date is formatted.
process.env['TZ'] = 'UTC';
const dataFolder = resolve(process.env['GELOMBANG_DATA'] || join(REPOSITORY, '.gelombang'));
const [command, ...words] = process.argv.slice(2).filter((word) => word !== '--');

try {
  if (command === 'token') await token(words);
  else if (command === 'start' && (words.length === 0 || (words.length === 1 && words[0] === NO_TRIAL)))
    await start(words.length === 0);
  else
    throw new Refusal(
      `Unknown arguments "${[command, ...words].join(' ')}"; known are: start [${NO_TRIAL}], token <role>... [--as <name>].`,
    );
} catch (error) {
  end(error);
}

async function start(withTrialWaves: boolean): Promise<void> {
  const port = readPort(process.env['PORT']);
  await synthesize();
  let stopping = false;
  const runtime = await startRuntime({
    assembly: ASSEMBLY,
    dataFolder,
    port,
    dynamodbEndpoint: process.env['DYNAMODB_ENDPOINT'] || undefined,
    log: (line) => process.stderr.write(`${line}\n`),
    onFault: (fault) => void stop(() => end(fault)),
  });
  // Twice is once: Ctrl-C comes from the terminal and from npm.
  async function stop(then: () => void): Promise<void> {
    if (stopping) return;
    stopping = true;
    // Nothing may keep a runtime that can't go on; what was acknowledged is on disk.
    await runtime.stop().catch(() => {});
    then();
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(() => process.exit(0)));
  if (withTrialWaves) offerTrialWaves(runtime.url);
  process.stdout.write(greeting(runtime.url, withTrialWaves));
}

/** As a process of its own, like the synthesis: it knows the domain. It ends by itself when this one does. */
function offerTrialWaves(url: string): void {
  const script = join(REPOSITORY, 'demo', 'trial-waves.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, url, ASSEMBLY, dataFolder], {
    cwd: REPOSITORY,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  // Without it everything else works; why it ended, it has said.
  child.on('error', (error) => process.stderr.write(`No trial waves are offered: ${error.message}.\n`));
}

async function token(args: string[]): Promise<void> {
  const { roles, name } = bearerIn(args);
  if (roles.length === 0)
    throw new Refusal('Which role? npm run token -- officer, approver, auditor or support; --as <name> for whom.');
  if (!existsSync(join(ASSEMBLY, 'manifest.json'))) await synthesize();
  process.stdout.write(`${await printedToken(ASSEMBLY, dataFolder, { roles, name })}\n`);
}

function bearerIn(args: string[]): { roles: string[]; name: string | undefined } {
  try {
    const { values, positionals } = parseArgs({ args, options: { as: { type: 'string' } }, allowPositionals: true });
    return { roles: positionals, name: values.as };
  } catch (error) {
    throw new Refusal(`${(error as Error).message.split(/\.\s|\n/)[0]}. It is: npm run token -- <role>... [--as <name>].`);
  }
}

/** As a process of its own: this runtime knows the application by its synthesized output only. What it says goes to stderr. */
async function synthesize(): Promise<void> {
  process.stderr.write('Bundling the functions and synthesizing the application ...\n');
  const script = join(REPOSITORY, 'infra', 'synth.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
    cwd: REPOSITORY,
    stdio: ['ignore', 'ignore', 'inherit'],
    // The template was validated when it was tested; here it costs seconds.
    env: { CDK_VALIDATION: 'false', ...process.env },
  });
  const code = await new Promise<number | null>((done) => child.on('close', done).on('error', () => done(1)));
  if (code !== 0) throw new Refusal('The application could not be synthesized (see above), so nothing was started.');
}

function readPort(text: string | undefined): number {
  if (text === undefined || text === '') return DEFAULT_PORT;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new Refusal(`PORT is "${text}"; it must be a whole number from 0 to 65535.`);
  return port;
}

function greeting(url: string, withTrialWaves: boolean): string {
  return [
    `Gelombang runs at ${url}: open it in a browser.`,
    ...(withTrialWaves
      ? [
          `A trial wave opens in seconds and is drawn five minutes later, and so on for an hour (not with ${NO_TRIAL}, nor beside waves of your own).`,
        ]
      : []),
    `  English    ${url}/en/`,
    `  officers   ${url}/en/officers (whoever signs in says who it is)`,
    `  waves      ${url}/v1/waves`,
    `  OpenAPI    ${url}/v1/openapi.json`,
    `  keys       ${url}/.well-known/jwks.json`,
    `  data       ${dataFolder}`,
    'By command, officers, approvers, auditors and support need a token (valid for 12 hours; --as <name> is who it is for):',
    '  npm run --silent token -- officer --as siti',
    'Try:',
    `  curl ${url}/v1/waves`,
    `  curl -H "Authorization: Bearer $(npm run --silent token -- officer)" ${url}/v1/waves/2026-01/report`,
    'A minute of the scheduler is a second here. Ctrl-C ends it; the data stays.',
    '',
  ].join('\n');
}

function end(error: unknown): never {
  process.stderr.write(error instanceof Refusal ? `${error.message}\n` : `${(error as Error)?.stack ?? error}\n`);
  process.exit(1);
}
