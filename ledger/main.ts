/** `npm run ledger -- check`: whether every place is accounted for, from the tables themselves. */
import { resolve } from 'node:path';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { runCommand } from '#infra/usage-error.ts';
import { checkLedger } from '#shared/ledger/check-ledger.ts';
import { ledgerStore } from '#shared/ledger/ledger-store.ts';
import { countPeople } from '#shared/recipients/people-store.ts';
import { placesStore } from '#shared/recipients/places-store.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';
import { HELP, parseFlags } from './flags.ts';
import { reportText } from './report.ts';
import { openTables } from './tables.ts';

const REPOSITORY = resolve(import.meta.dirname, '..');

await runCommand(async () => {
  const flags = parseFlags(process.argv.slice(2), REPOSITORY);
  if (flags.kind === 'help') {
    process.stdout.write(HELP);
    return;
  }
  const { client, tables, close } = await openTables(flags.at);
  try {
    const documents = DynamoDBDocumentClient.from(client);
    const report = await checkLedger(
      {
        waves: wavesStore(documents, tables.waves),
        ledger: ledgerStore(documents, tables.ledger),
        places: placesStore(documents, tables),
        people: () => countPeople(documents, tables.recipients),
      },
      (waveId) => process.stderr.write(`${waveId} read\n`),
    );
    process.stdout.write(flags.json ? `${JSON.stringify(report)}\n` : reportText(report));
    if (report.faults.length > 0) process.exitCode = 1;
  } finally {
    await close();
  }
});
