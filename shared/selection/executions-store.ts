import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';

export type ExecutionStatus = 'running' | 'succeeded' | 'failed';
export type ExecutionsStore = ReturnType<typeof executionsStore>;

/** Runs of the selection workflow. The name `<waveId>-<attempt>` makes starting one twice the same as starting it once. */
export function executionsStore(client: SFNClient, stateMachineArn: string) {
  const name = (waveId: string, attempt: number) => `${waveId}-${attempt}`;
  const arn = (waveId: string, attempt: number) =>
    `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name(waveId, attempt)}`;
  return {
    /** @returns false when an execution of that name has been before and is over */
    async start(waveId: string, attempt: number): Promise<boolean> {
      try {
        await client.send(
          new StartExecutionCommand({ stateMachineArn, name: name(waveId, attempt), input: JSON.stringify({ waveId }) }),
        );
        return true;
      } catch (error) {
        if (error instanceof ExecutionAlreadyExists) return false;
        throw error;
      }
    },

    /** @returns undefined when there is no such execution */
    async status(waveId: string, attempt: number): Promise<ExecutionStatus | undefined> {
      try {
        const { status } = await client.send(new DescribeExecutionCommand({ executionArn: arn(waveId, attempt) }));
        if (status === 'RUNNING' || status === 'PENDING_REDRIVE') return 'running';
        return status === 'SUCCEEDED' ? 'succeeded' : 'failed';
      } catch (error) {
        if (error instanceof ExecutionDoesNotExist) return undefined;
        throw error;
      }
    },
  };
}
