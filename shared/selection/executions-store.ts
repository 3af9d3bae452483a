import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { AttemptEnd } from '../waves/wave.ts';

export type ExecutionStatus = 'running' | 'succeeded' | 'failed';
/** How an execution goes; `end` when it is over without success. */
export type ExecutionFacts = { status: ExecutionStatus; end?: AttemptEnd };
/** How an attempt ended, by what Step Functions says of it. */
const OUTCOMES = { FAILED: 'failed', TIMED_OUT: 'timed-out', ABORTED: 'aborted' } as const;

/** Starts an execution by a name of its own. @returns false when an execution of that name has been before and is over */
export type StartOnce = (name: string, input: object) => Promise<boolean>;

/** Starting by a name makes twice the same as once. */
export function startOnce(client: SFNClient, stateMachineArn: string): StartOnce {
  return async (name, input) => {
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
      return true;
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) return false;
      throw error;
    }
  };
}

export type ExecutionsStore = ReturnType<typeof executionsStore>;

/** Runs of the selection workflow. The name `<waveId>-<attempt>` makes starting one twice the same as starting it once. */
export function executionsStore(client: SFNClient, stateMachineArn: string) {
  const start = startOnce(client, stateMachineArn);
  const name = (waveId: string, attempt: number) => `${waveId}-${attempt}`;
  const arn = (waveId: string, attempt: number) =>
    `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name(waveId, attempt)}`;
  return {
    /** @returns false when an execution of that name has been before and is over */
    start(waveId: string, attempt: number): Promise<boolean> {
      return start(name(waveId, attempt), { waveId });
    },

    /** @returns undefined when there is no such execution */
    async describe(waveId: string, attempt: number): Promise<ExecutionFacts | undefined> {
      try {
        const { status, stopDate } = await client.send(new DescribeExecutionCommand({ executionArn: arn(waveId, attempt) }));
        if (status === 'RUNNING' || status === 'PENDING_REDRIVE' || !stopDate) return { status: 'running' };
        if (status === 'SUCCEEDED') return { status: 'succeeded' };
        return { status: 'failed', end: { endedAt: stopDate.toISOString(), outcome: OUTCOMES[status ?? 'FAILED'] } };
      } catch (error) {
        if (error instanceof ExecutionDoesNotExist) return undefined;
        throw error;
      }
    },
  };
}
