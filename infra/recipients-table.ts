import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { ENVIRONMENT } from '#shared/names.ts';
import type { GelombangFunction } from './gelombang-function.ts';
import { GelombangTable } from './gelombang-table.ts';
import { denyEverybody, REMOVING_ACTIONS } from './kept-forever.ts';

/** Who has ever received, and how many of each household: once in a lifetime, so nothing is ever deleted from it by anybody. */
export class RecipientsTable extends GelombangTable {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      environmentName: ENVIRONMENT.recipientsTable,
      partitionKey: 'key',
      retained: true,
      deletionProtection: true,
      resourcePolicy: denyEverybody('NothingIsEverDeleted', REMOVING_ACTIONS),
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

  /** A place moves on: the part of the transaction that updates its recipient's item. */
  grantMovePlace(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:UpdateItem');
  }

  /** Notes on a recipient when they were told, and reads or writes nothing else of anybody. */
  grantNotify(fn: GelombangFunction): void {
    const namesNoOther = { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['key', 'awardId', 'notifiedAt'] } };
    this.grantIf(namesNoOther, fn, 'dynamodb:UpdateItem');
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
