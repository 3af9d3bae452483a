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
  /** Told of each call when it has ended. With it a worker has one call at a time, as an environment on AWS. */
  onCall?: ((call: CallFigures) => void) | undefined;
};

/** One call of a function: what went in and out as JSON text, how long it took, and what its worker used for it. */
export type CallFigures = {
  functionName: string;
  /** Of the template. */
  memoryMb: number;
  eventBytes: number;
  /** 0 when it failed. */
  resultBytes: number;
  wallMs: number;
  cpuMs: number;
  /** The most that the worker was seen to hold, heap and buffers; looked at every `WATCH_EVERY_MS`. */
  peakBytes: number;
};

/** With this many calls in a worker, the next one starts another worker if the function may have one more. */
const BUSY = 4;
/** Calls beyond this many in each worker wait. AWS would start more environments; here the cores are the limit, not the number. */
const MOST_CALLS_PER_WORKER = 50;
const WATCH_EVERY_MS = 50;

/** Nothing runs until the first call: the worker thread starts then (a cold start), as on AWS. */
export function createLocalFunction(options: LocalFunctionOptions): LocalFunction {
  const workers: FunctionWorker[] = [];
  const everStarted = new Set<FunctionWorker>();
  const waiting: (() => void)[] = [];
  let stopped = false;
  const [busy, most] = options.onCall ? [1, 1] : [BUSY, MOST_CALLS_PER_WORKER];

  function leastBusy(): FunctionWorker | undefined {
    for (let index = workers.length - 1; index >= 0; index--) if (workers[index]?.retired) workers.splice(index, 1);
    for (const worker of everStarted) if (worker.retired && worker.inFlight === 0) everStarted.delete(worker);
    const least = workers.reduce<FunctionWorker | undefined>((a, b) => (a && a.inFlight <= b.inFlight ? a : b), undefined);
    if (!least || (least.inFlight >= busy && workers.length < options.workers)) {
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
    return least.inFlight < most ? least : undefined;
  }

  /** Calls the first worker that is free. It is taken in the same turn in which it is found: calls often come many at once. */
  async function callFreeWorker(event: string): Promise<string> {
    for (;;) {
      if (stopped) throw new Error(`${options.name} was called while the local runtime is stopping`);
      const worker = leastBusy();
      if (worker) return watched(worker, event, worker.call(event, randomUUID(), options.timeoutSeconds * 1000));
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  }

  /** The call's own promise, or one that is settled when its figures have been told. */
  async function watched(worker: FunctionWorker, event: string, call: Promise<string>): Promise<string> {
    const { onCall } = options;
    if (!onCall) return call;
    const began = performance.now();
    const before = worker.usage();
    let peakBytes = 0;
    const look = async () => {
      const usage = await worker.usage();
      peakBytes = Math.max(peakBytes, usage?.memoryBytes ?? 0);
      return usage;
    };
    const timer = setInterval(() => void look(), WATCH_EVERY_MS);
    let result: string | undefined;
    try {
      result = await call;
      return result;
    } finally {
      clearInterval(timer);
      const wallMs = performance.now() - began;
      const [first, last] = [await before, await look()];
      onCall({
        functionName: options.name,
        memoryMb: options.memoryMb,
        eventBytes: Buffer.byteLength(event),
        resultBytes: Buffer.byteLength(result ?? ''),
        wallMs,
        cpuMs: (last?.cpuMs ?? 0) - (first?.cpuMs ?? 0),
        peakBytes,
      });
    }
  }

  return {
    name: options.name,
    arn: options.arn,
    env: options.env,
    async invoke(event) {
      try {
        return JSON.parse(await callFreeWorker(JSON.stringify(event)));
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
