import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { beaconChainSchema } from '#shared/beacon/chain.ts';
import { systemClock } from '#shared/clock.ts';
import { evidenceStore } from '#shared/evidence/evidence-store.ts';
import { AwsJsonClient, SECRETS_MANAGER } from '#shared/lambda/aws-json-client.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { signingKeyReader } from '#shared/lambda/signing-key-reader.ts';
import { workflowHandler } from '#shared/lambda/workflow-handler.ts';
import { refillSchema } from '#shared/refill/refill-schema.ts';
import { drawRound } from '#shared/selection/draw-round.ts';
import { waveIdSchema } from '#shared/waves/plan.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';

const names = environment('wavesTable', 'evidenceBucket', 'signingSecret', 'beaconChain', 'softwareVersion');
const deps = {
  clock: systemClock,
  waves: wavesStore(documentClient(), names.wavesTable),
  evidence: evidenceStore(new S3Client({}), names.evidenceBucket),
  signingKey: signingKeyReader(new AwsJsonClient(SECRETS_MANAGER), names.signingSecret),
  chain: beaconChainSchema.parse(JSON.parse(names.beaconChain)),
  softwareVersion: names.softwareVersion,
};

export const handler = workflowHandler(
  z.strictObject({ waveId: waveIdSchema, refill: z.optional(refillSchema), round: z.int().check(z.nonnegative()) }),
  (input) => drawRound(deps, input),
);
