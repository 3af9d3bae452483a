import { ServiceError } from '../aws/json-service.ts';
import type { Clock } from '../clock.ts';
import { type Execution, type ExecutionStatus, openExecutionStore } from './execution-store.ts';
import type { ExecutionStep, Interpreter, Outcome, Run } from './interpreter.ts';

export type ExecutionEvent = { machine: string; execution: string } & (ExecutionStep | { status: ExecutionStatus });

export type LocalStateMachine = {
  readonly name: string;
  readonly arn: string;
  /** StartExecution: the same name with the same input while it runs is the same execution. Throws a ServiceError. */
  start(name: string, input: string): Execution;
  execution(name: string): Execution | undefined;
  executions(): Execution[];
  /** Runs again, from the beginning, what ran when the process ended. */
  resume(): void;
  /** Interrupts what runs; it is resumed at the next start. */
  stop(): Promise<void>;
};

export type LocalStateMachineOptions = {
  name: string;
  arn: string;
  folder: string;
  /** For files that are being written. */
  drafts: string;
  interpreter: Interpreter;
  clock: Clock;
  onEvent: (event: ExecutionEvent) => void;
  onFault: (error: unknown) => void;
};

/** AWS: 1 to 80 characters, without white space, brackets, wildcards and the like. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what AWS refuses
const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]{1,80}$/;
const MOST_INPUT_BYTES = 262_144;

export function createStateMachine(options: LocalStateMachineOptions): LocalStateMachine {
  const { arn, clock, interpreter } = options;
  const store = openExecutionStore(options.folder, options.drafts);
  const known = new Map(store.all().map((execution) => [execution.name, execution]));
  const runs = new Map<string, Run>();
  let stopping = false;

  function record(execution: Execution) {
    store.save(execution);
    known.set(execution.name, execution);
    options.onEvent({ machine: options.name, execution: execution.name, status: execution.status });
  }

  function run(execution: Execution) {
    const context = {
      Execution: { Id: executionArn(arn, execution.name), Name: execution.name },
      StateMachine: { Id: arn, Name: options.name },
    };
    const onStep = (step: ExecutionStep) => options.onEvent({ machine: options.name, execution: execution.name, ...step });
    const running = interpreter.run(JSON.parse(execution.input), context, onStep);
    runs.set(execution.name, running);
    running.outcome
      .then((outcome) => {
        runs.delete(execution.name);
        if (!stopping) record({ ...execution, ...ending(outcome), stoppedAt: clock.now() });
      })
      .catch(options.onFault);
  }

  return {
    name: options.name,
    arn,
    start(name, input) {
      if (!NAME.test(name)) throw new ServiceError('InvalidName', `Invalid Name: '${name}'`);
      if (!isJson(input) || Buffer.byteLength(input) > MOST_INPUT_BYTES) {
        throw new ServiceError(
          'InvalidExecutionInput',
          `Invalid State Machine Execution Input (JSON text of up to ${MOST_INPUT_BYTES} bytes)`,
        );
      }
      const before = known.get(name);
      if (before?.status === 'RUNNING' && before.input === input) return before;
      if (before) throw new ServiceError('ExecutionAlreadyExists', `Execution Already Exists: '${executionArn(arn, name)}'`);
      const execution: Execution = { name, status: 'RUNNING', input, startedAt: clock.now() };
      record(execution);
      run(execution);
      return execution;
    },
    execution: (name) => known.get(name),
    executions: () => [...known.values()],
    resume() {
      // From the beginning, since where it stood died with the process. That is sound because every step can be repeated: a step that
      // has been done finds its own work and does nothing.
      for (const execution of known.values()) if (execution.status === 'RUNNING') run(execution);
    },
    async stop() {
      stopping = true;
      const all = [...runs.values()];
      for (const running of all) running.abort();
      await Promise.all(all.map((running) => running.outcome));
    },
  };
}

export function executionArn(machineArn: string, name: string): string {
  return `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
}

function ending(outcome: Outcome): Partial<Execution> & { status: ExecutionStatus } {
  switch (outcome.status) {
    case 'SUCCEEDED':
      return { status: 'SUCCEEDED', output: JSON.stringify(outcome.output) };
    case 'FAILED':
      return { status: 'FAILED', error: outcome.error, cause: outcome.cause };
    case 'TIMED_OUT':
      return { status: 'TIMED_OUT', error: 'States.Timeout' };
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
