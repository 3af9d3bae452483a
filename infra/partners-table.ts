import type { Construct } from 'constructs';
import { ENVIRONMENT, PARTNER_PARTITIONS } from '#shared/names.ts';
import type { GelombangFunction } from './gelombang-function.ts';
import { GelombangTable } from './gelombang-table.ts';
import { CHANGING_ACTIONS, denyEverybody, REMOVING_ACTIONS } from './kept-forever.ts';

/** Partners with their keys, the nonces that they have used up, and their requests that have done something: what is gone could be replayed. */
export class PartnersTable extends GelombangTable {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      environmentName: ENVIRONMENT.partnersTable,
      partitionKey: 'partition',
      sortKey: 'id',
      retained: true,
      deletionProtection: true,
      resourcePolicy: denyEverybody('NothingIsReplayed', [...REMOVING_ACTIONS, ...CHANGING_ACTIONS]),
    });
  }

  /** Reads a partner and its requests, uses up its nonces and keeps its requests; who is a partner stays out of reach. */
  grantTakeRequests(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:GetItem');
    const { nonces, requests } = PARTNER_PARTITIONS;
    this.grantIf(keysLike(`${nonces}*`, `${requests}*`), fn, 'dynamodb:PutItem');
  }

  /** Registers partners; what they have done stays out of reach. */
  grantRegister(fn: GelombangFunction): void {
    this.grantIf(keysLike(PARTNER_PARTITIONS.partners), fn, 'dynamodb:GetItem', 'dynamodb:PutItem');
  }

  /** Lists partners; what they have done stays out of reach. */
  grantList(fn: GelombangFunction): void {
    this.grantIf(keysLike(PARTNER_PARTITIONS.partners), fn, 'dynamodb:Query');
  }
}

function keysLike(...patterns: readonly string[]): Record<string, unknown> {
  return { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': patterns } };
}
