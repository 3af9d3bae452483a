import type { Construct } from 'constructs';
import { ENVIRONMENT } from '#shared/names.ts';
import type { GelombangFunction } from './gelombang-function.ts';
import { GelombangTable } from './gelombang-table.ts';
import { CHANGING_ACTIONS, denyEverybody, REMOVING_ACTIONS } from './kept-forever.ts';

/** The place ledger: one entry for each fact that moves a place, added in the fact's own transaction, and neither changed nor deleted by anybody. */
export class LedgerTable extends GelombangTable {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      environmentName: ENVIRONMENT.ledgerTable,
      partitionKey: 'journal',
      sortKey: 'entry',
      retained: true,
      deletionProtection: true,
      resourcePolicy: denyEverybody('EntriesStay', [...REMOVING_ACTIONS, ...CHANGING_ACTIONS]),
    });
  }

  /** Its part of a transaction. */
  grantBook(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:PutItem');
  }

  /** Books a wave's grant, or, for one whose places came back, sees that they were granted. */
  grantBookGrant(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:PutItem', 'dynamodb:ConditionCheckItem');
  }

  /** Sees whether a wave was granted places that came back, before it is announced and in that very transaction. */
  grantSeeGrant(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:Query', 'dynamodb:ConditionCheckItem');
  }

  grantQuery(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:Query');
  }

  /** One entry by its name. */
  grantGet(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:GetItem');
  }
}
