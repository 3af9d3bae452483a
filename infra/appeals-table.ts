import type { Construct } from 'constructs';
import { ENVIRONMENT } from '#shared/names.ts';
import type { GelombangFunction } from './gelombang-function.ts';
import { GelombangTable } from './gelombang-table.ts';
import { denyEverybody, REMOVING_ACTIONS } from './kept-forever.ts';

/** Who has appealed, what was decided and why: one item an appeal, and none is ever deleted. What was written goes with the sealed details of its wave. */
export class AppealsTable extends GelombangTable {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      environmentName: ENVIRONMENT.appealsTable,
      partitionKey: 'waveId',
      sortKey: 'entryId',
      retained: true,
      deletionProtection: true,
      resourcePolicy: denyEverybody('AppealsStay', REMOVING_ACTIONS),
    });
  }

  /** Puts the one appeal of an entry, and finds it again. */
  grantAppeal(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:PutItem', 'dynamodb:GetItem');
  }

  grantGet(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:GetItem');
  }

  grantQuery(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:Query');
  }

  /** Its part of a grant's transaction, or a dismissal. */
  grantDecide(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:GetItem', 'dynamodb:UpdateItem');
  }

  /** Finds what was written, and removes it: an update may name no attribute but that and the keys. */
  grantEraseText(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:Query');
    this.grantUpdateOf(fn, ['waveId', 'entryId', 'text']);
  }
}
