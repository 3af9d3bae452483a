import { randomUUID } from 'node:crypto';
import { executionArn, type LocalStateMachine } from '../workflows/state-machine.ts';
import { type JsonService, ServiceError } from './json-service.ts';

/** StartExecution and DescribeExecution of standard workflows. */
export function stepFunctions(machines: ReadonlyMap<string, LocalStateMachine>): JsonService {
  return {
    name: 'Step Functions',
    operations: {
      StartExecution(input: { stateMachineArn?: string; name?: string; input?: string }) {
        const machine = machines.get(String(input.stateMachineArn));
        if (!machine)
          throw new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${input.stateMachineArn}'`);
        const execution = machine.start(input.name ?? randomUUID(), input.input ?? '{}');
        return { executionArn: executionArn(machine.arn, execution.name), startDate: execution.startedAt / 1000 };
      },
      DescribeExecution(input: { executionArn?: string }) {
        const wanted = String(input.executionArn);
        for (const machine of machines.values()) {
          const execution = machine.execution(wanted.split(':').at(-1) ?? '');
          if (!execution || executionArn(machine.arn, execution.name) !== wanted) continue;
          const { name, status, startedAt, stoppedAt, output, error, cause } = execution;
          return {
            executionArn: wanted,
            stateMachineArn: machine.arn,
            name,
            status,
            startDate: startedAt / 1000,
            ...(stoppedAt !== undefined && { stopDate: stoppedAt / 1000 }),
            input: execution.input,
            ...(output !== undefined && { output }),
            ...(error !== undefined && { error }),
            ...(cause !== undefined && { cause }),
          };
        }
        throw new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${wanted}'`);
      },
    },
  };
}
