import type { Construct } from 'constructs';
import { ENVIRONMENT } from '#shared/names.ts';
import type { GelombangFunction } from './gelombang-function.ts';
import { GelombangTable } from './gelombang-table.ts';

/** One item per person and wave, in 256 partitions a wave (`<waveId>#<shard>`): the table that takes the burst of an opening. */
export class RegistrationsTable extends GelombangTable {
  constructor(scope: Construct, id: string, settings: { readonly retained: boolean }) {
    super(scope, id, {
      environmentName: ENVIRONMENT.registrationsTable,
      partitionKey: 'partition',
      sortKey: 'registrationKey',
      retained: settings.retained,
      deletionProtection: false,
    });
  }

  /** A registration is put on the condition that there is none; nothing that registers can change or remove one, and nothing else can but erase what is sealed. */
  grantPut(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:PutItem');
  }

  grantGet(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:GetItem');
  }

  /** Finds the registrations of a shard, and removes from one what is sealed: an update may name no attribute but that, the keys, the entry and whether it is kept. */
  grantEraseSealed(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:Query');
    this.grantUpdateOf(fn, ['partition', 'registrationKey', 'entryId', 'sealed', 'kept']);
  }

  /** Notes on a registration that what is sealed of it is kept: its part of the grant of an appeal. */
  grantKeepSealed(fn: GelombangFunction): void {
    this.grantUpdateOf(fn, ['partition', 'registrationKey', 'entryId', 'sealed', 'kept']);
    fn.tell(ENVIRONMENT.registrationsTable, this.name);
  }

  grantQuery(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:Query');
  }

  /** How many writes it takes at once. */
  grantDescribe(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:DescribeTable');
  }

  /** To warm a table is to update it, which AWS grants as a whole: billing and protection too, but no item. */
  grantWarm(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:DescribeTable', 'dynamodb:UpdateTable');
  }
}
