import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Moment } from './moments.ts';
import type { LifeFacts } from './mortal-runtime.ts';

/** The runtime was killed, or ended by itself (`code`), which it must not. */
export class Ended extends Error {
  override name = 'Ended';
  readonly killed: boolean;
  constructor(code: number | null, signal: string | null) {
    super(`the runtime ended with ${signal ?? code}`);
    this.killed = signal === 'SIGKILL';
  }
}

/** One runtime from its start to its end. */
export type Life = LifeFacts & {
  documents: DynamoDBDocumentClient;
  send(method: string, path: string, body?: unknown, token?: string): Promise<{ status: number; text: string }>;
  advanceTo(at: string): void;
  /** Waits until something holds. @throws Ended, or Error after two minutes */
  until(condition: () => boolean, what: string): Promise<void>;
  /** Ends it in order. @throws Error when its exit code isn't 0 */
  stop(): Promise<void>;
};

const LOOK_EVERY_MS = 10;
const PATIENCE_MS = 120_000;

/**
 * Starts the runtime on a data folder, its clock standing at `at`, and runs `body` on it. @throws Ended when the runtime dies first; it
 * is gone in every case when this returns
 */
export async function live<T>(
  on: { assembly: string; dataFolder: string; at: string; moment: Moment | undefined },
  body: (life: Life) => Promise<T>,
): Promise<T> {
  const child = fork(new URL('./mortal-runtime.ts', import.meta.url), [
    on.assembly,
    on.dataFolder,
    on.at,
    on.moment ? JSON.stringify(on.moment) : '',
  ]);
  const exit = once(child, 'exit') as Promise<[number | null, string | null]>;
  // In order is what `stop` waits for.
  const ended = exit.then(([code, signal]) =>
    code === 0 ? new Promise<never>(() => {}) : Promise.reject(new Ended(code, signal)),
  );
  ended.catch(() => {});
  let killing: NodeJS.Timeout | undefined;
  if (on.moment?.kind === 'start') killing = setTimeout(() => child.kill('SIGKILL'), on.moment.ms);
  try {
    const [facts] = (await Promise.race([once(child, 'message'), ended])) as [LifeFacts];
    const life = lifeOf(child, facts, exit, on.moment);
    try {
      return await Promise.race([body(life), ended]);
    } finally {
      life.documents.destroy();
    }
  } finally {
    clearTimeout(killing);
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await exit;
  }
}

function lifeOf(
  child: ChildProcess,
  facts: LifeFacts,
  exit: Promise<[number | null, string | null]>,
  moment: Moment | undefined,
): Life {
  let answers = 0;
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  const database = new DynamoDBClient({
    endpoint: facts.dynamodbEndpoint,
    region: 'ap-southeast-3',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  return {
    ...facts,
    documents: DynamoDBDocumentClient.from(database),
    async send(method, path, body, token) {
      const response = await fetch(`${facts.url}${path}`, {
        method,
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (moment?.kind === 'answer' && ++answers === moment.count) child.kill('SIGKILL');
      return { status: response.status, text };
    },
    advanceTo: (at) => void (isAlive() && child.send({ advanceTo: at }, () => {})),
    async until(condition, what) {
      const deadline = performance.now() + PATIENCE_MS;
      while (!condition()) {
        if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`);
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
        if (!isAlive()) await exit.then(([code, signal]) => Promise.reject(new Ended(code, signal)));
      }
    },
    async stop() {
      child.send({ stop: true });
      const [code, signal] = await exit;
      if (code !== 0) throw new Ended(code, signal);
    },
  };
}
