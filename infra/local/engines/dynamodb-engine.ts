import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { explainWriteError, fullDisk, Refusal } from '../refusal.ts';
import { endOrphan } from './orphan.ts';

export type DynamodbEngine = {
  endpoint: string;
  /** Ends the engine; what it acknowledged is on disk. Does nothing to an engine that somebody else started. */
  stop(): Promise<void>;
};

export type DynamodbEngineOptions = {
  /** The database file; without it the engine keeps everything in memory. */
  file?: string;
  /** An endpoint that runs already (`DYNAMODB_ENDPOINT`), used instead of an engine of our own. */
  endpoint?: string | undefined;
  /** Called once when the engine ends without having been asked to. */
  onFault?: (fault: Refusal) => void;
};

/** Beside the database's file: where the engine that has it open answers, for commands that only look. */
export const ENDPOINT_FILE = '.endpoint';

const HEALTH_ATTEMPTS = 400;
const HEALTH_PAUSE_MS = 25;
/** Another process may take the free port between our look and the engine's start. */
const PORT_ATTEMPTS = 3;
const STOP_GRACE_MS = 2_000;

/**
 * The engine runs under a shell that keeps it on a leash: file descriptor 3 is a pipe from this process, and when this process
 * dies (kill -9 included) the pipe ends and the engine is killed. `wait` hands the engine's own exit on.
 */
const LEASH = `
engine_pid_file=$1; shift
"$@" 3<&- & engine=$!
echo $engine > "$engine_pid_file"
( read -r _ <&3; kill -9 $engine ) 2>/dev/null &
exec 3<&-
wait $engine`;

/** Starts the embedded DynamoDB-compatible engine and waits until it answers. Throws a Refusal when there is none to start. */
export async function startDynamodbEngine(options: DynamodbEngineOptions = {}): Promise<DynamodbEngine> {
  if (options.endpoint) {
    if (!(await answers(options.endpoint))) {
      throw new Refusal(`No DynamoDB answers at ${options.endpoint} (DYNAMODB_ENDPOINT): start it, or unset the variable.`);
    }
    return { endpoint: options.endpoint, stop: async () => {} };
  }
  const binary = engineBinary();
  if (options.file) {
    try {
      mkdirSync(dirname(options.file), { recursive: true });
    } catch (error) {
      throw explainWriteError(error, dirname(options.file));
    }
    await endOrphan(`${options.file}.pid`, options.file);
  }
  for (let attempt = 1; ; attempt++) {
    const started = await startOnce(binary, await freePort(), options);
    if (!('failure' in started)) return started;
    if (attempt === PORT_ATTEMPTS || !started.failure.includes('already in use'))
      throw explainEngineFailure(started.failure, options);
  }
}

async function startOnce(
  binary: string,
  port: number,
  options: DynamodbEngineOptions,
): Promise<DynamodbEngine | { failure: string }> {
  const endpoint = `http://127.0.0.1:${port}`;
  const file = options.file ? ['--db-path', options.file] : [];
  const pidFile = options.file ? `${options.file}.pid` : '/dev/null';
  // An own process group: Ctrl-C in the terminal must not end the engine under requests that are still being answered.
  const child = spawn('/bin/sh', ['-c', LEASH, 'leash', pidFile, binary, 'serve', '--port', String(port), ...file], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  child.stdio[3]?.on('error', () => {});
  let said = '';
  let stopping = false;
  let healthy = false;
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    said = (said + chunk).slice(-2_000);
  });
  const ended = new Promise<void>((resolve) => {
    child.on('error', (error) => {
      said += error.message;
    });
    // The leash's reader holds the pipe open until we let go; only then is everything closed and all that was said read.
    child.on('exit', () => child.stdio[3]?.destroy());
    child.on('close', () => {
      resolve();
      if (healthy && !stopping) options.onFault?.(explainEngineFailure(said, options));
    });
  });
  if (!(await untilHealthy(endpoint, child))) {
    child.stdio[3]?.destroy();
    await ended;
    return { failure: said.trim() || 'it did not answer' };
  }
  healthy = true;
  const endpointFile = options.file && `${options.file}${ENDPOINT_FILE}`;
  if (endpointFile) writeFileSync(endpointFile, endpoint);
  return {
    endpoint,
    async stop() {
      stopping = true;
      if (endpointFile) rmSync(endpointFile, { force: true });
      child.stdio[3]?.destroy();
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, STOP_GRACE_MS).unref())]);
    },
  };
}

function explainEngineFailure(said: string, options: DynamodbEngineOptions): Refusal {
  const where = options.file ? dirname(options.file) : 'memory';
  if (/disk is full|no space left|ENOSPC/i.test(said)) return fullDisk(where);
  const lastLine = said.trim().split('\n').at(-1) || 'it was ended from outside';
  return new Refusal(`The DynamoDB engine (dynoxide, data in ${where}) stopped: ${lastLine.replace(/^error: /i, '')}.`);
}

/** The engine's binary is an optional package per platform. */
export function engineBinary(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    const binary = join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), 'dynoxide');
    if (existsSync(binary)) return binary;
  } catch {
    // Not installed: said below, in one sentence.
  }
  throw new Refusal(
    `There is no embedded DynamoDB engine for ${process.platform}-${process.arch} (package ${name}): ` +
      'start another one, for instance Amazon DynamoDB Local, and set DYNAMODB_ENDPOINT to its URL.',
  );
}

async function untilHealthy(endpoint: string, child: ChildProcess): Promise<boolean> {
  for (let attempt = 0; attempt < HEALTH_ATTEMPTS; attempt++) {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    if (await answers(endpoint)) return true;
    await new Promise((resolve) => setTimeout(resolve, HEALTH_PAUSE_MS));
  }
  return false;
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    await (await fetch(endpoint, { signal: AbortSignal.timeout(2_000) })).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
