import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { evidenceStore } from '#shared/evidence/evidence-store.ts';
import { patientDocumentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { workflowHandler } from '#shared/lambda/workflow-handler.ts';
import { awardsStore } from '#shared/recipients/awards-store.ts';
import { refillSchema } from '#shared/refill/refill-schema.ts';
import { registrationsStore } from '#shared/registrations/registrations-store.ts';
import { awardBatch } from '#shared/selection/award-batch.ts';
import { shardSchema } from '#shared/selection/shard-schema.ts';
import { waveIdSchema } from '#shared/waves/plan.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';

const names = environment('wavesTable', 'registrationsTable', 'recipientsTable', 'ledgerTable', 'evidenceBucket');
const dynamodb = patientDocumentClient();
const deps = {
  waves: wavesStore(dynamodb, names.wavesTable),
  registrations: registrationsStore(dynamodb, names.registrationsTable),
  awards: awardsStore(dynamodb, { recipients: names.recipientsTable, ledger: names.ledgerTable }),
  evidence: evidenceStore(new S3Client({}), names.evidenceBucket),
};

export const handler = workflowHandler(
  z.strictObject({
    waveId: waveIdSchema,
    refill: z.optional(refillSchema),
    round: z.int().check(z.nonnegative()),
    shards: z.array(shardSchema),
  }),
  (input) => awardBatch(deps, input),
);
