import { SFNClient } from '@aws-sdk/client-sfn';
import { systemClock } from '../clock.ts';
import { executionsStore } from '../selection/executions-store.ts';
import type { StartDeps } from '../selection/start-selection.ts';
import { wavesStore } from '../waves/waves-store.ts';
import { documentClient } from './clients.ts';
import { secondsToMs } from './environment.ts';

/** What starting a selection needs, for the clock and for the officers' route alike. */
export function startDependencies(names: Record<'wavesTable' | 'selectionStateMachine' | 'settleSeconds', string>): StartDeps {
  return {
    clock: systemClock,
    waves: wavesStore(documentClient(), names.wavesTable),
    executions: executionsStore(new SFNClient({}), names.selectionStateMachine),
    settleMs: secondsToMs(names.settleSeconds),
  };
}
