import * as z from 'zod/mini';
import { systemClock } from '#shared/clock.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { workflowHandler } from '#shared/lambda/workflow-handler.ts';
import { finishNotification } from '#shared/notifications/finish-notification.ts';
import { waveIdSchema } from '#shared/waves/plan.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';

const names = environment('wavesTable');
const deps = { clock: systemClock, waves: wavesStore(documentClient(), names.wavesTable) };

export const handler = workflowHandler(z.strictObject({ waveId: waveIdSchema }), (input) => finishNotification(deps, input));
