import type { Construct } from 'constructs';
import { AUDIT_CHAINS, ENVIRONMENT } from '#shared/names.ts';
import type { GelombangFunction } from './gelombang-function.ts';
import { GelombangTable } from './gelombang-table.ts';
import { CHANGING_ACTIONS, denyEverybody, REMOVING_ACTIONS } from './kept-forever.ts';

/** Officers' acts and openings of sealed data, in chains of hashes: added to at the end, and else neither changed nor deleted by anybody. */
export class AuditTable extends GelombangTable {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      environmentName: ENVIRONMENT.auditTable,
      partitionKey: 'chain',
      sortKey: 'number',
      sortKeyCounts: true,
      retained: true,
      deletionProtection: true,
      resourcePolicy: denyEverybody('EntriesStay', [...REMOVING_ACTIONS, ...CHANGING_ACTIONS]),
    });
  }

  /** What officers do goes to one chain. */
  grantAppendActs(fn: GelombangFunction): void {
    this.#grantAppend(fn, AUDIT_CHAINS.officers);
  }

  /** What is opened goes to a chain of its shard. */
  grantAppendOpenings(fn: GelombangFunction): void {
    this.#grantAppend(fn, `${AUDIT_CHAINS.openings}*`);
  }

  grantRead(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:Query');
  }

  /** To add to a chain is to read its last entry and put the next one; the chains of others stay out of reach. */
  #grantAppend(fn: GelombangFunction, chains: string): void {
    const ofThese = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [chains] } };
    this.grantIf(ofThese, fn, 'dynamodb:Query', 'dynamodb:PutItem');
  }
}
