import { Worker } from 'node:worker_threads';
import type { FunctionError, Reply, WorkerStart } from './worker-protocol.ts';

/** One execution environment: a worker thread that interleaves the calls it is given. */
export type FunctionWorker = {
  readonly inFlight: number;
  /** True once it takes no more calls (it crashed, or a call in it timed out). */
  readonly retired: boolean;
  /** Resolves with the result as JSON text, or rejects with an InvocationError. */
  call(event: string, requestId: string, timeoutMs: number): Promise<string>;
  /** What the worker's thread has used and holds now; undefined once it has ended. */
  usage(): Promise<WorkerUsage | undefined>;
  end(): Promise<void>;
};

export type WorkerUsage = {
  /** User and system time of the thread since it started. */
  cpuMs: number;
  /** Pages of its heap, garbage that is not collected yet included, and what it holds outside, buffers above all. */
  memoryBytes: number;
};

export type FunctionWorkerOptions = WorkerStart & {
  functionArn: string;
  env: Record<string, string>;
  memoryMb: number;
  /** Takes what the function writes to stdout and stderr. */
  write: (text: string) => void;
  now: () => number;
};

/** A function's failure, named as Lambda names it: `name` is the error type that Retry and Catch match. */
export class InvocationError extends Error {
  readonly details: FunctionError;
  constructor(details: FunctionError) {
    super(details.errorMessage);
    this.name = details.errorType;
    this.details = details;
  }
}

/** Calls share a heap here and have one each on AWS, so no function gets less than this. */
const SMALLEST_HEAP_MB = 1_024;

type Pending = { resolve: (result: string) => void; reject: (error: InvocationError) => void; timer: NodeJS.Timeout };

export function startFunctionWorker(options: FunctionWorkerOptions): FunctionWorker {
  const { codeFolder, handler, clockCells } = options;
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { codeFolder, handler, clockCells } satisfies WorkerStart,
    env: options.env,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: Math.max(SMALLEST_HEAP_MB, options.memoryMb) },
  });
  const pending = new Map<number, Pending>();
  let lastId = 0;
  let retired = false;

  for (const stream of [worker.stdout, worker.stderr]) stream.setEncoding('utf8').on('data', options.write);

  function settle(id: number, act: (call: Pending) => void) {
    const call = pending.get(id);
    if (!call) return;
    pending.delete(id);
    clearTimeout(call.timer);
    act(call);
    // A call that timed out may still hold resources: the environment goes once its other calls are through.
    if (retired && pending.size === 0) void worker.terminate();
  }

  function fail(details: FunctionError) {
    retired = true;
    for (const id of [...pending.keys()]) settle(id, (call) => call.reject(new InvocationError(details)));
  }

  worker.on('message', (reply: Reply) => {
    if ('initError' in reply) {
      fail(reply.initError);
      void worker.terminate();
    } else if ('error' in reply) settle(reply.id, (call) => call.reject(new InvocationError(reply.error)));
    else settle(reply.id, (call) => call.resolve(reply.result));
  });
  worker.on('error', (error: Error) => {
    const name = error.name === 'Error' ? 'Runtime.ExitError' : error.name;
    options.write(
      `${JSON.stringify({ level: 'FATAL', message: 'the worker ended', errorType: name, errorMessage: error.message })}\n`,
    );
    fail({ errorType: name, errorMessage: error.message });
  });
  worker.on('exit', (code) =>
    fail({ errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with error: exit status ${code}` }),
  );

  return {
    get inFlight() {
      return pending.size;
    },
    get retired() {
      return retired;
    },
    call(event, requestId, timeoutMs) {
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          retired = true;
          const errorMessage = `${new Date(options.now()).toISOString()} ${requestId} Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
          settle(id, (call) => call.reject(new InvocationError({ errorType: 'Sandbox.Timedout', errorMessage })));
        }, timeoutMs);
        pending.set(id, { resolve, reject, timer });
        const deadline = performance.timeOrigin + performance.now() + timeoutMs;
        worker.postMessage({ id, event, requestId, functionArn: options.functionArn, deadline });
      });
    },
    async usage() {
      try {
        const [{ user, system }, heap] = await Promise.all([worker.cpuUsage(), worker.getHeapStatistics()]);
        return { cpuMs: (user + system) / 1000, memoryBytes: heap.total_heap_size + heap.external_memory + heap.malloced_memory };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_NOT_RUNNING') return undefined;
        throw error;
      }
    },
    async end() {
      fail({ errorType: 'Runtime.ExitError', errorMessage: 'The local runtime is stopping' });
      await worker.terminate();
    },
  };
}
