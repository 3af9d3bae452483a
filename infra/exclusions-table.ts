import type { Construct } from 'constructs';
import { ENVIRONMENT } from '#shared/names.ts';
import type { GelombangFunction } from './gelombang-function.ts';
import { GelombangTable } from './gelombang-table.ts';

/** The dated lists of people whom other programmes already help: one item per person and list. */
export class ExclusionsTable extends GelombangTable {
  constructor(scope: Construct, id: string, settings: { readonly retained: boolean }) {
    super(scope, id, {
      environmentName: ENVIRONMENT.exclusionsTable,
      partitionKey: 'personKey',
      sortKey: 'listId',
      retained: settings.retained,
      deletionProtection: false,
    });
  }

  grantBatchGet(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:BatchGetItem');
  }
}
