import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { ENVIRONMENT } from '#shared/names.ts';
import type { GelombangFunction } from './gelombang-function.ts';

export type TableSettings = {
  readonly environmentName: (typeof ENVIRONMENT)[keyof typeof ENVIRONMENT];
  /** Names of the keys; strings, but for a sort key that counts. */
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly sortKeyCounts?: true;
  /** Whether it outlives its stack. */
  readonly retained: boolean;
  readonly deletionProtection: boolean;
  readonly resourcePolicy?: PolicyDocument;
};

type Action = `dynamodb:${string}`;

/** The house's table: on demand, encrypted, recoverable to any second of the last 35 days; no index, no stream, no TTL. */
export abstract class GelombangTable extends Construct {
  readonly #table: Table;
  readonly #environmentName: TableSettings['environmentName'];

  constructor(scope: Construct, id: string, settings: TableSettings) {
    super(scope, id);
    this.#environmentName = settings.environmentName;
    this.#table = new Table(this, 'Table', {
      partitionKey: { name: settings.partitionKey, type: AttributeType.STRING },
      ...(settings.sortKey && {
        sortKey: { name: settings.sortKey, type: settings.sortKeyCounts ? AttributeType.NUMBER : AttributeType.STRING },
      }),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: settings.deletionProtection,
      removalPolicy: settings.retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      ...(settings.resourcePolicy && { resourcePolicy: settings.resourcePolicy }),
    });
  }

  protected get name(): string {
    return this.#table.tableName;
  }

  /** Updates of items that name no other attributes, be it to write them or in a condition. */
  protected grantUpdateOf(fn: GelombangFunction, attributes: readonly string[]): void {
    const namesNoOther = { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': attributes } };
    fn.allow(['dynamodb:UpdateItem'], [this.#table.tableArn], namesNoOther);
  }

  protected grant(fn: GelombangFunction, ...actions: readonly Action[]): void {
    this.grantIf(undefined, fn, ...actions);
  }

  protected grantIf(conditions: Record<string, unknown> | undefined, fn: GelombangFunction, ...actions: readonly Action[]): void {
    fn.allow(actions, [this.#table.tableArn], conditions);
    fn.tell(this.#environmentName, this.#table.tableName);
  }
}
