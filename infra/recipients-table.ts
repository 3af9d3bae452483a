import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { ENVIRONMENT } from '#shared/names.ts';
import type { GelombangFunction } from './gelombang-function.ts';
import { GelombangTable } from './gelombang-table.ts';

/** Every way in which an item could leave the table: deleted one by one, in a batch, by PartiQL, by expiry, or with the table. */
const REMOVING_ACTIONS = [
  'dynamodb:DeleteItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:PartiQLDelete',
  'dynamodb:UpdateTimeToLive',
  'dynamodb:DeleteTable',
];

/** Who has ever received, and how many of each household: once in a lifetime, so nothing is ever deleted from it by anybody. */
export class RecipientsTable extends GelombangTable {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      environmentName: ENVIRONMENT.recipientsTable,
      partitionKey: 'key',
      retained: true,
      deletionProtection: true,
      resourcePolicy: new PolicyDocument({
        statements: [
          new PolicyStatement({
            sid: 'NothingIsEverDeleted',
            effect: Effect.DENY,
            principals: [new AnyPrincipal()],
            actions: REMOVING_ACTIONS,
            // In a table's own policy `*` is that table; its generated name can't be known inside its own definition.
            resources: ['*'],
          }),
        ],
      }),
    });
  }

  grantGet(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:GetItem');
  }

  grantBatchGet(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:BatchGetItem');
  }

  /** One transaction, which needs the permission of each of its parts: put the person, update the household's count. */
  grantAward(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:PutItem', 'dynamodb:UpdateItem');
  }

  /** Writes that the table has not taken, a minute; the awards try them again. */
  throttledWrites(): Metric {
    return new Metric({
      namespace: 'AWS/DynamoDB',
      metricName: 'WriteThrottleEvents',
      dimensionsMap: { TableName: this.name },
      statistic: Stats.SUM,
      period: Duration.minutes(1),
    });
  }
}
