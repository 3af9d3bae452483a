import type { Construct } from 'constructs';
import { ENVIRONMENT } from '#shared/names.ts';
import type { GelombangFunction } from './gelombang-function.ts';
import { GelombangTable } from './gelombang-table.ts';
import { denyEverybody, REMOVING_ACTIONS } from './kept-forever.ts';

/** What officers propose, and who has decided it: one item each, and none is ever deleted. */
export class DeskTable extends GelombangTable {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      environmentName: ENVIRONMENT.deskTable,
      partitionKey: 'proposalId',
      retained: true,
      deletionProtection: true,
      resourcePolicy: denyEverybody('ProposalsStay', REMOVING_ACTIONS),
    });
  }

  grantPropose(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:PutItem');
  }

  /** Reads a proposal, decides it, and notes what came of it. */
  grantDecide(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:GetItem', 'dynamodb:UpdateItem');
  }

  /** All proposals: some dozens a wave, read page by page. */
  grantList(fn: GelombangFunction): void {
    this.grant(fn, 'dynamodb:Scan');
  }
}
