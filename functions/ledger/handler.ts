import { Logger } from '@aws-lambda-powertools/logger';
import { S3Client } from '@aws-sdk/client-s3';
import { evidenceStore } from '#shared/evidence/evidence-store.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { httpHandler } from '#shared/lambda/http-handler.ts';
import { hasRole } from '#shared/lambda/roles.ts';
import { waveLedger, yearLedger } from '#shared/ledger/ledger-report.ts';
import { ledgerStore } from '#shared/ledger/ledger-store.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';

const names = environment('wavesTable', 'ledgerTable', 'evidenceBucket');
const dynamodb = documentClient();
const deps = {
  waves: wavesStore(dynamodb, names.wavesTable),
  ledger: ledgerStore(dynamodb, names.ledgerTable),
  evidence: evidenceStore(new S3Client({}), names.evidenceBucket),
};

/** Where the places of a year, or of a wave, went. */
export const handler = httpHandler(async (event) => {
  if (!hasRole(event, 'officer', 'approver', 'auditor')) return { problem: 'forbidden' };
  const { year, waveId } = event.pathParameters ?? {};
  if (year !== undefined)
    return /^20\d\d$/.test(year) ? { status: 200, json: await yearLedger(deps, year) } : { problem: 'invalid-year' };
  const found = await waveLedger(deps, waveId ?? '');
  return found ? { status: 200, json: found } : { problem: 'unknown-wave' };
}, new Logger());
