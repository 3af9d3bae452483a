import { type RunOptions, StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import type { Clock } from '../clock.ts';
import { InvocationError } from '../functions/function-worker.ts';
import type { LocalFunction } from '../functions/local-function.ts';
import { Refusal } from '../refusal.ts';
import { checkDefinition, type Definition, type State } from './check-definition.ts';

export type Outcome =
  | { status: 'SUCCEEDED'; output: unknown }
  | { status: 'FAILED'; error: string; cause: string }
  | { status: 'TIMED_OUT' };
export type Run = { outcome: Promise<Outcome>; abort(): void };
export type Interpreter = {
  run(input: unknown, context: { Execution: object; StateMachine: object }, onStep: (step: ExecutionStep) => void): Run;
};

/** Something that a state does; states inside a Map say it for each item. */
export type ExecutionStep = {
  event: 'StateEntered' | 'StateExited' | 'StateFailed' | 'StateRetried' | 'StateCaught' | MapEvent;
  /** The state's name; of a Map's iteration, the Map's. */
  state: string;
  /** As in the definition: Task, Map, Wait ... */
  type: string;
  /** What goes in, or, where it exits, comes out. */
  data: unknown;
};
type MapEvent = 'MapIterationStarted' | 'MapIterationSucceeded' | 'MapIterationFailed';

/** As long as a Task may run on AWS would be 99999999 s; this is the longest that a timer holds (24.8 days). */
const LONGEST_TIMEOUT_SECONDS = 2_147_483;
/** AWS: input and output of a state, as UTF-8 text. */
const MOST_STATE_BYTES = 262_144;

type TaskHandlers = NonNullable<NonNullable<RunOptions['overrides']>['taskResourceLocalHandlers']>;

/** Checks a definition and makes it ready to run: on local functions, with waits on the runtime's clock. Throws a Refusal. */
export function createInterpreter(
  name: string,
  definition: Definition,
  functions: ReadonlyMap<string, LocalFunction>,
  clock: Pick<Clock, 'now' | 'until'>,
): Interpreter {
  try {
    // A copy: the validator fills in defaults.
    new StateMachine(structuredClone(definition) as unknown as StateMachineDefinition);
  } catch (error) {
    throw new Refusal(`The definition of the state machine ${name} is not valid States Language: ${oneLine(error as Error)}`);
  }
  checkDefinition(name, definition, (arn) => functions.has(arn));
  const { runnable, tasks, waits } = prepare(definition);
  const machine = new StateMachine(runnable as unknown as StateMachineDefinition, { validationOptions: { noValidate: true } });

  return {
    run(input, context, onStep) {
      // Items of a failed Map would go on being started: nothing is called any more once the execution has ended.
      const ended = new AbortController();
      const handlers: TaskHandlers = {};
      for (const [state, arn] of tasks)
        handlers[state] = (payload) => callFunction(functions.get(arn), payload, ended.signal) as never;
      for (const [state, wait] of waits) {
        handlers[state] = async (payload) => {
          await clock.until(dueAt(wait, payload, clock.now()), ended.signal);
          return payload;
        };
      }
      const execution = machine.run(input as never, {
        overrides: { taskResourceLocalHandlers: handlers },
        context: context as never,
      });
      void (async () => {
        for await (const event of execution.eventLogs) {
          const state = 'state' in event ? event.state : 'parentState' in event ? event.parentState : undefined;
          if (!state) continue;
          const type = waits.has(state.name) ? 'Wait' : state.type;
          const data = event.type === 'StateExited' ? state.output : state.input;
          onStep({ event: event.type as ExecutionStep['event'], state: state.name, type, data });
        }
      })();
      const outcome = execution.result
        .then((output): Outcome => ({ status: 'SUCCEEDED', output }))
        .catch((error: Error) => describeFailure(error))
        .finally(() => ended.abort());
      return {
        outcome,
        abort() {
          ended.abort();
          execution.abort();
        },
      };
    },
  };
}

/** The validator's message is a list; what comes first in it is its own headline. */
function oneLine(error: Error): string {
  const [headline = '', ...found] = error.message.split('\n').map((line) => line.trim());
  return found.length > 0 ? found.join('; ') : headline;
}

async function callFunction(fn: LocalFunction | undefined, payload: unknown, ended: AbortSignal): Promise<unknown> {
  if (!fn || ended.aborted) throw failure('States.Runtime', 'the execution has ended');
  try {
    const result = await fn.invoke(payload);
    if (Buffer.byteLength(JSON.stringify(result)) > MOST_STATE_BYTES) {
      throw failure('States.DataLimitExceeded', `The result of ${fn.name} is longer than ${MOST_STATE_BYTES} bytes.`);
    }
    return result;
  } catch (error) {
    // As on AWS, the cause of a failed function is its error payload as JSON text.
    if (error instanceof InvocationError) throw failure(error.name, JSON.stringify(error.details));
    throw error;
  }
}

function failure(name: string, cause: string): Error {
  return Object.assign(new Error(cause), { name });
}

function describeFailure(error: Error): Outcome {
  if (error.name === 'ExecutionTimeoutError') return { status: 'TIMED_OUT' };
  const cause = error.cause instanceof Error ? error.cause : error;
  return { status: 'FAILED', error: cause.name, cause: cause.message };
}

/** Wait states become tasks of ours, and tasks get the timeout that AWS would give them. */
function prepare(definition: Definition): { runnable: Definition; tasks: Map<string, string>; waits: Map<string, State> } {
  const runnable = structuredClone(definition);
  const tasks = new Map<string, string>();
  const waits = new Map<string, State>();
  function prepareStates(part: Definition) {
    if (part.TimeoutSeconds) part.TimeoutSeconds = Math.min(part.TimeoutSeconds, LONGEST_TIMEOUT_SECONDS);
    for (const [name, state] of Object.entries(part.States)) {
      // "$" is the default, and the interpreter would take it for a key.
      if (state['ResultPath'] === '$') delete state['ResultPath'];
      if (state['Type'] === 'Task') {
        tasks.set(name, state['Resource']);
        state['TimeoutSeconds'] = Math.min(state['TimeoutSeconds'] ?? LONGEST_TIMEOUT_SECONDS, LONGEST_TIMEOUT_SECONDS);
      } else if (state['Type'] === 'Wait') {
        waits.set(name, state);
        const { InputPath, OutputPath, Next, End } = state;
        const kept = Object.entries({ InputPath, OutputPath, Next, End }).filter(([, value]) => value !== undefined);
        part.States[name] = {
          Type: 'Task',
          Resource: 'wait',
          TimeoutSeconds: LONGEST_TIMEOUT_SECONDS,
          ...Object.fromEntries(kept),
        };
      } else if (state['ItemProcessor']) prepareStates(state['ItemProcessor'] as Definition);
    }
  }
  prepareStates(runnable);
  return { runnable, tasks, waits };
}

function dueAt(wait: State, payload: unknown, now: number): number {
  const seconds = wait['Seconds'] ?? (wait['SecondsPath'] && valueAt(wait['SecondsPath'], payload));
  if (seconds !== undefined) {
    if (!Number.isInteger(seconds) || seconds < 0)
      throw failure('States.Runtime', `${JSON.stringify(seconds)} is not a number of seconds`);
    return now + seconds * 1000;
  }
  const timestamp = wait['Timestamp'] ?? valueAt(wait['TimestampPath'], payload);
  const isTimestamp = typeof timestamp === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(timestamp);
  if (!isTimestamp) throw failure('States.Runtime', `${JSON.stringify(timestamp)} is not a timestamp`);
  return Date.parse(timestamp);
}

function valueAt(path: string, payload: unknown): unknown {
  const parts = path.split('.').slice(1);
  return parts.reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], payload);
}
