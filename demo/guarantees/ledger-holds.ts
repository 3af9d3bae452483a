import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { checkLedger, type LedgerReport } from '#shared/ledger/check-ledger.ts';
import { ledgerStore } from '#shared/ledger/ledger-store.ts';
import { countPeople } from '#shared/recipients/people-store.ts';
import { placesStore } from '#shared/recipients/places-store.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';
import type { TimelineWave } from '../timeline.ts';
import type { Finding } from './guarantee.ts';

export type LedgerTables = { waves: string; recipients: string; ledger: string };

/** The ledger's own check, over all tables; at the end of the year nothing is left to be used. */
export async function ledgerHolds(
  database: DynamoDBClient,
  tables: LedgerTables,
  waves: readonly Pick<TimelineWave, 'revoked'>[],
): Promise<Finding & { report: LedgerReport }> {
  const documents = DynamoDBDocumentClient.from(database);
  const report = await checkLedger({
    waves: wavesStore(documents, tables.waves),
    ledger: ledgerStore(documents, tables.ledger),
    places: placesStore(documents, tables),
    people: () => countPeople(documents, tables.recipients),
  });
  const faults = [...report.faults];
  const [year] = report.years;
  if (!year || report.years.length > 1) faults.push(`there are ${report.years.length} programme years`);
  else {
    const revoked = waves.reduce((sum, wave) => sum + wave.revoked, 0);
    if (year.returned !== revoked) faults.push(`${year.returned} places came back, and ${revoked} people let their deadline pass`);
    if (year.awaiting > 0) faults.push(`${year.awaiting} places are still to be used`);
  }
  return {
    name: 'every place accounted for',
    holds: faults.length === 0,
    detail: [sentenceOf(report), ...faults].join('; '),
    report,
  };
}

function sentenceOf({ entries, years: [year] }: LedgerReport): string {
  if (!year) return `${entries} entries`;
  const { decreed, regranted, awarded, activated, returned, inHand, unfilled } = year;
  return (
    `${entries} entries: ${decreed} decreed + ${regranted} granted again = ${awarded} awarded + ${unfilled} unfilled; ` +
    `${awarded} = ${activated} used + ${returned} returned; ${returned} = ${regranted} granted again + ${inHand} in hand`
  );
}
