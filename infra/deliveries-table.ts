import type { Construct } from 'constructs';
import { ENVIRONMENT } from '#shared/names.ts';
import type { GelombangFunction } from './gelombang-function.ts';
import { GelombangTable } from './gelombang-table.ts';

/** Which notices are being delivered and which were, by their ids: nothing of whom they went to. */
export class DeliveriesTable extends GelombangTable {
  constructor(scope: Construct, id: string, settings: { readonly retained: boolean }) {
    super(scope, id, {
      environmentName: ENVIRONMENT.deliveriesTable,
      partitionKey: 'noticeId',
      retained: settings.retained,
      deletionProtection: false,
    });
  }

  /** Takes a notice and notes its end; what was delivered is removed by nobody, or it would be delivered again. */
  grantDeliver(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:PutItem', 'dynamodb:UpdateItem');
  }
}
