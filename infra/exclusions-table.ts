import type { Construct } from 'constructs';
import { ENVIRONMENT, LIST_VERSIONS } from '#shared/names.ts';
import type { GelombangFunction } from './gelombang-function.ts';
import { GelombangTable } from './gelombang-table.ts';

/** Dated lists, by whom a wave refuses or prefers: one item per person and import, and the versions that the imports became. */
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

  /** What versions of lists there are, and nobody on them. */
  grantQueryVersions(fn: GelombangFunction): void {
    this.grantIf({ 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [LIST_VERSIONS] } }, fn, 'dynamodb:Query');
  }

  /** Writes lists, and the records of their imports. */
  grantImport(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem');
  }

  grantBatchGet(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:BatchGetItem');
  }
}
