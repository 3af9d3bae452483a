import { SFNClient } from '@aws-sdk/client-sfn';
import { systemClock } from '../clock.ts';
import { executionsStore } from '../selection/executions-store.ts';
import type { StartDeps } from '../selection/start-selection.ts';
import { waveBookingsStore } from '../waves/wave-bookings-store.ts';
import { wavesStore } from '../waves/waves-store.ts';
import { documentClient } from './clients.ts';
import { secondsToMs } from './environment.ts';

/** What starting a selection needs, for the clock and for the officers' route alike. */
export function startDependencies(
  names: Record<'wavesTable' | 'ledgerTable' | 'selectionStateMachine' | 'settleSeconds', string>,
): StartDeps {
  const dynamodb = documentClient();
  const waves = wavesStore(dynamodb, names.wavesTable);
  return {
    clock: systemClock,
    waves,
    bookings: waveBookingsStore(dynamodb, { waves: names.wavesTable, ledger: names.ledgerTable }, waves),
    executions: executionsStore(new SFNClient({}), names.selectionStateMachine),
    settleMs: secondsToMs(names.settleSeconds),
  };
}
