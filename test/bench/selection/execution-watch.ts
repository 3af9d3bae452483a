import type { CallFigures } from '#infra/local/functions/local-function.ts';
import type { ExecutionEvent } from '#infra/local/workflows/state-machine.ts';

/** One pass through a state of the workflow itself (not of a Map's items). */
export type StepFigures = { state: string; seconds: number; items: number };

/** All calls of one function. */
export type FunctionFigures = {
  calls: number;
  memoryMb: number;
  wallSeconds: number;
  cpuSeconds: number;
  longestCpuSeconds: number;
  peakBytes: number;
  largestEventBytes: number;
  largestResultBytes: number;
};

export type WatchedExecution = {
  steps: StepFigures[];
  functions: Map<string, FunctionFigures>;
  /** As Step Functions would write them into the execution's history. */
  historyEvents: number;
  /** As Step Functions would bill them: each state entered, and each retry. */
  transitions: number;
  /** The largest input or output of a state, as UTF-8 JSON text, and the state's name. */
  largestPayload: { bytes: number; state: string };
};

/** Beside StateEntered and StateExited: a Task writes LambdaFunctionScheduled, LambdaFunctionStarted and how it ended, for each try. */
const EVENTS_PER_TRY = 3;
/** MapStateStarted and MapStateSucceeded. */
const EVENTS_PER_MAP = 2;
/** ExecutionStarted and how it ended. */
const EVENTS_PER_EXECUTION = 2;

/**
 * Watches one execution and counts what Step Functions would count (Step Functions Developer Guide, "Execution history", and the pricing
 * page's "state transition").
 * @param onStep told of each state of the workflow that begins or ends, and of a Map's items as they end
 */
export function watchExecution(onStep: (line: string) => void) {
  const watched: WatchedExecution = {
    steps: [],
    functions: new Map(),
    historyEvents: EVENTS_PER_EXECUTION,
    transitions: 0,
    largestPayload: { bytes: 0, state: '' },
  };
  let current: { state: string; began: number; items: number } | undefined;
  let told = performance.now();

  return {
    watched,

    onEvent(event: ExecutionEvent): void {
      if (!('event' in event)) return;
      const { state, type } = event;
      const tries = type === 'Task' ? EVENTS_PER_TRY : 0;
      switch (event.event) {
        case 'StateEntered':
          watched.transitions++;
          watched.historyEvents += 1 + tries + (type === 'Map' ? EVENTS_PER_MAP : 0);
          measurePayload(state, event.data);
          if (!current) {
            current = { state, began: performance.now(), items: 0 };
            onStep(`${state} ...`);
          }
          break;
        case 'StateRetried':
          watched.transitions++;
          watched.historyEvents += tries;
          break;
        case 'StateExited':
          watched.historyEvents++;
          measurePayload(state, event.data);
          if (current?.state === state) end(current);
          break;
        case 'MapIterationStarted':
        case 'MapIterationFailed':
          watched.historyEvents++;
          break;
        case 'MapIterationSucceeded':
          watched.historyEvents++;
          if (!current) break;
          current.items++;
          if (performance.now() - told > 5_000) {
            told = performance.now();
            onStep(`${state}: ${current.items} items`);
          }
          break;
        default:
      }
    },

    onCall(call: CallFigures): void {
      const of = watched.functions.get(call.functionName) ?? none(call.memoryMb);
      watched.functions.set(call.functionName, {
        calls: of.calls + 1,
        memoryMb: call.memoryMb,
        wallSeconds: of.wallSeconds + call.wallMs / 1e3,
        cpuSeconds: of.cpuSeconds + call.cpuMs / 1e3,
        longestCpuSeconds: Math.max(of.longestCpuSeconds, call.cpuMs / 1e3),
        peakBytes: Math.max(of.peakBytes, call.peakBytes),
        largestEventBytes: Math.max(of.largestEventBytes, call.eventBytes),
        largestResultBytes: Math.max(of.largestResultBytes, call.resultBytes),
      });
    },
  };

  function end({ state, began, items }: { state: string; began: number; items: number }): void {
    const seconds = (performance.now() - began) / 1e3;
    watched.steps.push({ state, seconds, items });
    onStep(`${state}: ${seconds.toFixed(1)} s${items > 0 ? `, ${items} items` : ''}`);
    current = undefined;
  }

  function measurePayload(state: string, data: unknown): void {
    const bytes = Buffer.byteLength(JSON.stringify(data) ?? '');
    if (bytes > watched.largestPayload.bytes) watched.largestPayload = { bytes, state };
  }
}

function none(memoryMb: number): FunctionFigures {
  return {
    calls: 0,
    memoryMb,
    wallSeconds: 0,
    cpuSeconds: 0,
    longestCpuSeconds: 0,
    peakBytes: 0,
    largestEventBytes: 0,
    largestResultBytes: 0,
  };
}
