import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { systemClock } from '#shared/clock.ts';
import { evidenceStore } from '#shared/evidence/evidence-store.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { workflowHandler } from '#shared/lambda/workflow-handler.ts';
import { ledgerStore } from '#shared/ledger/ledger-store.ts';
import { beginRefill } from '#shared/refill/begin-refill.ts';
import { waveIdSchema } from '#shared/waves/plan.ts';
import { refillBookingsStore } from '#shared/waves/refill-bookings-store.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';

const names = environment('wavesTable', 'ledgerTable', 'evidenceBucket', 'softwareVersion');
const dynamodb = documentClient();
const waves = wavesStore(dynamodb, names.wavesTable);
const deps = {
  clock: systemClock,
  waves,
  bookings: refillBookingsStore(dynamodb, { waves: names.wavesTable, ledger: names.ledgerTable }, waves),
  ledger: ledgerStore(dynamodb, names.ledgerTable),
  evidence: evidenceStore(new S3Client({}), names.evidenceBucket),
  softwareVersion: names.softwareVersion,
};

export const handler = workflowHandler(z.strictObject({ waveId: waveIdSchema }), (input) => beginRefill(deps, input));
