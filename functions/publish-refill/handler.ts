import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { systemClock } from '#shared/clock.ts';
import { evidenceStore } from '#shared/evidence/evidence-store.ts';
import { AwsJsonClient, SECRETS_MANAGER } from '#shared/lambda/aws-json-client.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { signingKeyReader } from '#shared/lambda/signing-key-reader.ts';
import { workflowHandler } from '#shared/lambda/workflow-handler.ts';
import { ledgerStore } from '#shared/ledger/ledger-store.ts';
import { noticesStore } from '#shared/notifications/notices-store.ts';
import { publishRefill } from '#shared/refill/publish-refill.ts';
import { refillSchema } from '#shared/refill/refill-schema.ts';
import { waveIdSchema } from '#shared/waves/plan.ts';
import { refillBookingsStore } from '#shared/waves/refill-bookings-store.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';

const names = environment('wavesTable', 'ledgerTable', 'evidenceBucket', 'signingSecret', 'noticeBus');
const dynamodb = documentClient();
const waves = wavesStore(dynamodb, names.wavesTable);
const deps = {
  clock: systemClock,
  waves,
  bookings: refillBookingsStore(dynamodb, { waves: names.wavesTable, ledger: names.ledgerTable }, waves),
  ledger: ledgerStore(dynamodb, names.ledgerTable),
  evidence: evidenceStore(new S3Client({}), names.evidenceBucket),
  signingKey: signingKeyReader(new AwsJsonClient(SECRETS_MANAGER), names.signingSecret),
  notices: noticesStore(new EventBridgeClient({}), names.noticeBus),
};

export const handler = workflowHandler(z.strictObject({ waveId: waveIdSchema, refill: refillSchema }), (input) =>
  publishRefill(deps, input),
);
