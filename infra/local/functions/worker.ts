/** Runs one bundled Lambda handler in a worker thread. Node runs this file as it is. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { installClockDate } from './clock-date.ts';
import type { Call, FunctionError, Reply, WorkerStart } from './worker-protocol.ts';

type Handler = (event: unknown, context: unknown) => unknown;

const start = workerData as WorkerStart;
const reply = (message: Reply) => parentPort?.postMessage(message);

installClockDate(start.clockCells);
const handler = await loadHandler().catch((error: unknown) => {
  reply({ initError: describe(error) });
  return undefined;
});
if (handler) parentPort?.on('message', (call: Call) => void answer(handler, call));

async function loadHandler(): Promise<Handler> {
  const at = start.handler.lastIndexOf('.');
  const [moduleName, exportName] = [start.handler.slice(0, at), start.handler.slice(at + 1)];
  const file = ['.mjs', '.js', '.cjs'].map((end) => join(start.codeFolder, moduleName + end)).find(existsSync);
  if (!file) throw named('Runtime.ImportModuleError', `Error: Cannot find module '${moduleName}'`);
  const loaded = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  const found = loaded[exportName];
  if (typeof found !== 'function') throw named('Runtime.HandlerNotFound', `${start.handler} is undefined or not exported`);
  return found as Handler;
}

async function answer(run: Handler, call: Call): Promise<void> {
  try {
    const result = await run(JSON.parse(call.event), lambdaContext(call));
    reply({ id: call.id, result: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    reply({ id: call.id, error: describe(error) });
  }
}

function lambdaContext(call: Call) {
  const env = process.env;
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: env['AWS_LAMBDA_FUNCTION_NAME'],
    functionVersion: '$LATEST',
    invokedFunctionArn: call.functionArn,
    memoryLimitInMB: env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
    awsRequestId: call.requestId,
    logGroupName: `/aws/lambda/${env['AWS_LAMBDA_FUNCTION_NAME']}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, call.deadline - performance.timeOrigin - performance.now()),
  };
}

function describe(error: unknown): FunctionError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error) };
  return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] };
}

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
