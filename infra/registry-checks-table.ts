import type { Construct } from 'constructs';
import { ENVIRONMENT } from '#shared/names.ts';
import type { GelombangFunction } from './gelombang-function.ts';
import { GelombangTable } from './gelombang-table.ts';

/** What the civil registry has said of people, by keyed hashes: one item a person, so that nobody is asked about twice. */
export class RegistryChecksTable extends GelombangTable {
  constructor(scope: Construct, id: string, settings: { readonly retained: boolean }) {
    super(scope, id, {
      environmentName: ENVIRONMENT.checksTable,
      partitionKey: 'personKey',
      retained: settings.retained,
      deletionProtection: false,
    });
  }

  grantKeep(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:BatchGetItem', 'dynamodb:PutItem');
  }
}
