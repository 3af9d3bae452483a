import { ExecutionAlreadyExists, ExecutionDoesNotExist } from '@aws-sdk/client-sfn';
import type { Interpreter, Run } from '#infra/local/workflows/interpreter.ts';

export type Execution = {
  name: string;
  input: string;
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  stoppedAt?: number;
  error?: string;
  cause?: string;
  run: Run;
};

/** Step Functions' executions of one machine: started once by name, run by the interpreter, aborted from outside. */
export class MemoryExecutions {
  readonly all = new Map<string, Execution>();
  readonly #interpreter: Interpreter;
  readonly #now: () => number;

  constructor(interpreter: Interpreter, now: () => number) {
    this.#interpreter = interpreter;
    this.#now = now;
  }

  start(name: string, input: string): object {
    const before = this.all.get(name);
    if (before?.status === 'RUNNING' && before.input === input) return {};
    if (before) throw new ExecutionAlreadyExists({ message: name, $metadata: { httpStatusCode: 400 } });
    const context = { Execution: { Id: name, Name: name }, StateMachine: { Id: 'machine', Name: 'machine' } };
    const execution: Execution = {
      name,
      input,
      status: 'RUNNING',
      run: this.#interpreter.run(JSON.parse(input), context, () => {}),
    };
    this.all.set(name, execution);
    void execution.run.outcome.then((outcome) => {
      if (execution.status !== 'RUNNING') return;
      Object.assign(execution, outcome, { stoppedAt: this.#now() });
    });
    return {};
  }

  describe(name: string): object {
    const execution = this.all.get(name);
    if (!execution) throw new ExecutionDoesNotExist({ message: name, $metadata: { httpStatusCode: 400 } });
    const { status, stoppedAt } = execution;
    return { status, ...(stoppedAt !== undefined && { stopDate: new Date(stoppedAt) }) };
  }

  /** What an operator may do by the console. A function that is under way goes on by itself, as on AWS. */
  abort(name: string): void {
    const execution = this.all.get(name);
    if (execution?.status !== 'RUNNING') return;
    Object.assign(execution, { status: 'ABORTED', stoppedAt: this.#now() });
    execution.run.abort();
  }
}
