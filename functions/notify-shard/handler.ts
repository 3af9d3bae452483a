import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { certifiedLines } from '#shared/evidence/certified-lines.ts';
import { evidenceStore } from '#shared/evidence/evidence-store.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { workflowHandler } from '#shared/lambda/workflow-handler.ts';
import { NOTICES_TO } from '#shared/names.ts';
import { noticesStore } from '#shared/notifications/notices-store.ts';
import { notifyShard } from '#shared/notifications/notify-shard.ts';
import { registrationsStore } from '#shared/registrations/registrations-store.ts';
import { shardSchema } from '#shared/selection/shard-schema.ts';
import { waveIdSchema } from '#shared/waves/plan.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';

const names = environment('wavesTable', 'registrationsTable', 'evidenceBucket', 'noticeBus', 'noticesTo');
const dynamodb = documentClient();
const deps = {
  waves: wavesStore(dynamodb, names.wavesTable),
  registrations: registrationsStore(dynamodb, names.registrationsTable),
  certifiedLines: certifiedLines(evidenceStore(new S3Client({}), names.evidenceBucket)),
  notices: noticesStore(new EventBridgeClient({}), names.noticeBus),
  noticesTo: z.enum(NOTICES_TO).parse(names.noticesTo),
};

export const handler = workflowHandler(z.strictObject({ waveId: waveIdSchema, shard: shardSchema }), (input) =>
  notifyShard(deps, input),
);
