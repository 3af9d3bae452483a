import type { Construct } from 'constructs';
import { ENVIRONMENT } from '#shared/names.ts';
import type { GelombangFunction } from './gelombang-function.ts';
import { GelombangTable } from './gelombang-table.ts';

/** The waves, their plans and their states: one item each. */
export class WavesTable extends GelombangTable {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      environmentName: ENVIRONMENT.wavesTable,
      partitionKey: 'waveId',
      retained: true,
      deletionProtection: true,
    });
  }

  grantGet(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:GetItem');
  }

  /** All waves at once: a handful a year, so a scan is one page. */
  grantList(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:Scan');
  }

  grantSchedule(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:GetItem', 'dynamodb:PutItem');
  }

  /** Sees within a transaction that a wave is not announced. */
  grantSeeAnnounced(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:ConditionCheckItem');
  }

  /** Moves a wave from one state to the next. */
  grantAdvance(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:UpdateItem');
  }
}
