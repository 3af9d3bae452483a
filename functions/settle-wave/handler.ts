import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { appealsStore } from '#shared/appeals/appeals-store.ts';
import { systemClock } from '#shared/clock.ts';
import { settleWave } from '#shared/deadlines/settle-wave.ts';
import { evidenceStore } from '#shared/evidence/evidence-store.ts';
import { AwsJsonClient, SECRETS_MANAGER } from '#shared/lambda/aws-json-client.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { signingKeyReader } from '#shared/lambda/signing-key-reader.ts';
import { workflowHandler } from '#shared/lambda/workflow-handler.ts';
import { ledgerStore } from '#shared/ledger/ledger-store.ts';
import { waveIdSchema } from '#shared/waves/plan.ts';
import { waveBookingsStore } from '#shared/waves/wave-bookings-store.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';

const names = environment('wavesTable', 'ledgerTable', 'appealsTable', 'evidenceBucket', 'signingSecret');
const dynamodb = documentClient();
const waves = wavesStore(dynamodb, names.wavesTable);
const deps = {
  clock: systemClock,
  waves,
  bookings: waveBookingsStore(dynamodb, { waves: names.wavesTable, ledger: names.ledgerTable }, waves),
  ledger: ledgerStore(dynamodb, names.ledgerTable),
  appeals: appealsStore(dynamodb, names.appealsTable),
  evidence: evidenceStore(new S3Client({}), names.evidenceBucket),
  signingKey: signingKeyReader(new AwsJsonClient(SECRETS_MANAGER), names.signingSecret),
};

export const handler = workflowHandler(z.strictObject({ waveId: waveIdSchema }), (input) => settleWave(deps, input));
