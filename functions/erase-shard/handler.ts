import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { appealsStore } from '#shared/appeals/appeals-store.ts';
import { systemClock } from '#shared/clock.ts';
import { evidenceStore } from '#shared/evidence/evidence-store.ts';
import { patientDocumentClient } from '#shared/lambda/clients.ts';
import { environment, secondsToMs } from '#shared/lambda/environment.ts';
import { workflowHandler } from '#shared/lambda/workflow-handler.ts';
import { registrationsStore } from '#shared/registrations/registrations-store.ts';
import { eraseShard } from '#shared/retention/erase-shard.ts';
import { shardSchema } from '#shared/selection/shard-schema.ts';
import { waveIdSchema } from '#shared/waves/plan.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';

const names = environment('wavesTable', 'registrationsTable', 'appealsTable', 'evidenceBucket', 'sealedRetentionSeconds');
const dynamodb = patientDocumentClient();
const deps = {
  clock: systemClock,
  waves: wavesStore(dynamodb, names.wavesTable),
  registrations: registrationsStore(dynamodb, names.registrationsTable),
  appeals: appealsStore(dynamodb, names.appealsTable),
  evidence: evidenceStore(new S3Client({}), names.evidenceBucket),
  retentionMs: secondsToMs(names.sealedRetentionSeconds),
};

export const handler = workflowHandler(z.strictObject({ waveId: waveIdSchema, shard: shardSchema }), (input) =>
  eraseShard(deps, input),
);
