import { ProvisionedConcurrencyConfigNotFoundException } from '@aws-sdk/client-lambda';

/** What an account has for an opening, in memory: the quotas of a new one, a table that is warm at once, environments that are ready at once. */
export class MemoryCapacity {
  /** Write units a second that the registrations table takes. */
  tableWrites = 4_000;
  /** Environments that are kept warm. */
  warm: number | undefined;
  /** Environments that are set aside for registering. */
  reserved = 0;

  /** @param name of a command of Lambda, API Gateway, or of DynamoDB about tables instead of items; undefined when it is none of them */
  carryOut(name: string, input: Record<string, unknown>): object | undefined {
    switch (name) {
      case 'GetAccountCommand':
        return { throttleSettings: { rateLimit: 2_500, burstLimit: 1_250 } };
      case 'GetAccountSettingsCommand':
        return { AccountLimit: { ConcurrentExecutions: 1_000 } };
      case 'GetFunctionConcurrencyCommand':
        return this.reserved > 0 ? { ReservedConcurrentExecutions: this.reserved } : {};
      case 'GetProvisionedConcurrencyConfigCommand':
        if (this.warm === undefined) throw new ProvisionedConcurrencyConfigNotFoundException({ message: 'none', $metadata: {} });
        return { RequestedProvisionedConcurrentExecutions: this.warm, Status: 'READY' };
      case 'PutProvisionedConcurrencyConfigCommand':
        this.warm = input['ProvisionedConcurrentExecutions'] as number;
        return {};
      case 'DeleteProvisionedConcurrencyConfigCommand':
        this.warm = undefined;
        return {};
      case 'DescribeLimitsCommand':
        return { TableMaxWriteCapacityUnits: 40_000 };
      case 'DescribeTableCommand':
        return { Table: { WarmThroughput: { WriteUnitsPerSecond: this.tableWrites, Status: 'ACTIVE' } } };
      case 'UpdateTableCommand':
        this.tableWrites = (input['WarmThroughput'] as { WriteUnitsPerSecond: number }).WriteUnitsPerSecond;
        return {};
      default:
        return undefined;
    }
  }
}
