import { SFNClient } from '@aws-sdk/client-sfn';
import { systemClock } from '#shared/clock.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment, secondsToMs } from '#shared/lambda/environment.ts';
import { executionsStore } from '#shared/selection/executions-store.ts';
import type { StartDeps } from '#shared/selection/start-selection.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';

export function startDependencies(): StartDeps {
  const names = environment('wavesTable', 'selectionStateMachine', 'settleSeconds');
  return {
    clock: systemClock,
    waves: wavesStore(documentClient(), names.wavesTable),
    executions: executionsStore(new SFNClient({}), names.selectionStateMachine),
    settleMs: secondsToMs(names.settleSeconds),
  };
}
