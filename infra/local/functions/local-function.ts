import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { type FunctionWorker, startFunctionWorker } from './function-worker.ts';

/** A deployed function: call it with an event, get what its handler answers. */
export type LocalFunction = {
  readonly name: string;
  readonly arn: string;
  readonly env: Readonly<Record<string, string>>;
  /** Resolves with the handler's answer; rejects with an InvocationError. */
  invoke(event: unknown): Promise<unknown>;
  stop(): Promise<void>;
};

export type LocalFunctionOptions = {
  name: string;
  arn: string;
  codeFolder: string;
  handler: string;
  env: Record<string, string>;
  timeoutSeconds: number;
  memoryMb: number;
  /** Most worker threads this function may have. */
  workers: number;
  clock: Clock;
  write: (text: string) => void;
};

/** With this many calls in a worker, the next one starts another worker if the function may have one more. */
const BUSY = 4;
/** Calls beyond this many in each worker wait. AWS would start more environments; here the cores are the limit, not the number. */
const MOST_CALLS_PER_WORKER = 50;

/** Nothing runs until the first call: the worker thread starts then (a cold start), as on AWS. */
export function createLocalFunction(options: LocalFunctionOptions): LocalFunction {
  const workers: FunctionWorker[] = [];
  const everStarted = new Set<FunctionWorker>();
  const waiting: (() => void)[] = [];
  let stopped = false;

  function leastBusy(): FunctionWorker | undefined {
    for (let index = workers.length - 1; index >= 0; index--) if (workers[index]?.retired) workers.splice(index, 1);
    for (const worker of everStarted) if (worker.retired && worker.inFlight === 0) everStarted.delete(worker);
    const least = workers.reduce<FunctionWorker | undefined>((a, b) => (a && a.inFlight <= b.inFlight ? a : b), undefined);
    if (!least || (least.inFlight >= BUSY && workers.length < options.workers)) {
      const worker = startFunctionWorker({
        codeFolder: options.codeFolder,
        handler: options.handler,
        clockCells: options.clock.cells,
        functionArn: options.arn,
        env: options.env,
        memoryMb: options.memoryMb,
        write: options.write,
        now: options.clock.now,
      });
      workers.push(worker);
      everStarted.add(worker);
      return worker;
    }
    return least.inFlight < MOST_CALLS_PER_WORKER ? least : undefined;
  }

  async function freeWorker(): Promise<FunctionWorker> {
    for (;;) {
      if (stopped) throw new Error(`${options.name} was called while the local runtime is stopping`);
      const worker = leastBusy();
      if (worker) return worker;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  }

  return {
    name: options.name,
    arn: options.arn,
    env: options.env,
    async invoke(event) {
      const text = JSON.stringify(event);
      const worker = await freeWorker();
      try {
        return JSON.parse(await worker.call(text, randomUUID(), options.timeoutSeconds * 1000));
      } finally {
        waiting.shift()?.();
      }
    },
    async stop() {
      stopped = true;
      for (const wake of waiting.splice(0)) wake();
      await Promise.all([...everStarted].map((worker) => worker.end()));
    },
  };
}
