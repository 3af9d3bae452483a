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

  /** A registration is put on the condition that there is none; nothing that registers can change or remove one. */
  grantPut(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:PutItem');
  }

  grantGet(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:GetItem');
  }

  grantQuery(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:Query');
  }
}
