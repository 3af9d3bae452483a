import {
  DescribeLimitsCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DeleteProvisionedConcurrencyConfigCommand,
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  GetProvisionedConcurrencyConfigCommand,
  type LambdaClient,
  ProvisionedConcurrencyConfigNotFoundException,
  PutProvisionedConcurrencyConfigCommand,
} from '@aws-sdk/client-lambda';
import { LIVE_ALIAS } from '../names.ts';

/** Environments that are asked to be kept warm, and why Lambda could not, if it could not. */
export type Warmth = { asked: number; failed?: string };

/** Write units a second that the table takes at once, and whether it is being warmed now. */
export type TableWrites = { warm: number; warming: boolean };

export type CapacityStore = ReturnType<typeof capacityStore>;

/** What the account has for an opening, as AWS tells it, and what can be asked for in addition. */
export function capacityStore(
  { lambda, dynamodb }: { lambda: LambdaClient; dynamodb: DynamoDBClient },
  names: Record<'registerFunction' | 'registrationsTable', string>,
) {
  const live = { FunctionName: names.registerFunction, Qualifier: LIVE_ALIAS };
  const table = { TableName: names.registrationsTable };

  return {
    /** Executions at once of the whole account. */
    async concurrency(): Promise<number> {
      const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand({}));
      return AccountLimit?.ConcurrentExecutions ?? 0;
    },

    /** Environments that the registration function has to itself; 0 when it has none. */
    async reservedConcurrency(): Promise<number> {
      const { ReservedConcurrentExecutions } = await lambda.send(
        new GetFunctionConcurrencyCommand({ FunctionName: names.registerFunction }),
      );
      return ReservedConcurrentExecutions ?? 0;
    },

    /** @returns undefined when none are asked to be kept warm */
    async warmth(): Promise<Warmth | undefined> {
      try {
        const config = await lambda.send(new GetProvisionedConcurrencyConfigCommand(live));
        const asked = config.RequestedProvisionedConcurrentExecutions ?? 0;
        return config.Status === 'FAILED' ? { asked, failed: config.StatusReason ?? 'no reason given' } : { asked };
      } catch (error) {
        if (error instanceof ProvisionedConcurrencyConfigNotFoundException) return undefined;
        throw error;
      }
    },

    async keepWarm(environments: number): Promise<void> {
      await lambda.send(new PutProvisionedConcurrencyConfigCommand({ ...live, ProvisionedConcurrentExecutions: environments }));
    },

    /** Nothing happens when none are kept warm. */
    async letCool(): Promise<void> {
      await lambda.send(new DeleteProvisionedConcurrencyConfigCommand(live));
    },

    async tableWrites(): Promise<TableWrites> {
      const { Table } = await dynamodb.send(new DescribeTableCommand(table));
      const { WriteUnitsPerSecond: warm = 0, Status } = Table?.WarmThroughput ?? {};
      return { warm, warming: Status === 'UPDATING' };
    },

    /** Write units a second that a table of the account may ever be asked to take. */
    async mostTableWrites(): Promise<number> {
      const { TableMaxWriteCapacityUnits } = await dynamodb.send(new DescribeLimitsCommand({}));
      return TableMaxWriteCapacityUnits ?? 0;
    },

    /** Can't be taken back, by anybody. While the table is being changed already, the next call finds what came of it. */
    async warmTable(writeUnits: number): Promise<void> {
      try {
        await dynamodb.send(new UpdateTableCommand({ ...table, WarmThroughput: { WriteUnitsPerSecond: writeUnits } }));
      } catch (error) {
        if (!(error instanceof ResourceInUseException)) throw error;
      }
    },
  };
}
