import * as z from 'zod/mini';
import { systemClock } from '#shared/clock.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment, secondsToMs } from '#shared/lambda/environment.ts';
import { workflowHandler } from '#shared/lambda/workflow-handler.ts';
import { finishErasure } from '#shared/retention/finish-erasure.ts';
import { waveIdSchema } from '#shared/waves/plan.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';

const names = environment('wavesTable', 'sealedRetentionSeconds');
const deps = {
  clock: systemClock,
  waves: wavesStore(documentClient(), names.wavesTable),
  retentionMs: secondsToMs(names.sealedRetentionSeconds),
};

export const handler = workflowHandler(z.strictObject({ waveId: waveIdSchema }), (input) => finishErasure(deps, input));
