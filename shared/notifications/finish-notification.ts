import type { Clock } from '../clock.ts';
import type { WavesStore } from '../waves/waves-store.ts';
import { waveToNotify } from './wave-to-notify.ts';

export type FinishNotificationDeps = { clock: Clock; waves: Pick<WavesStore, 'read' | 'finishNotification'> };

/** Notes on the wave, once, that all its shards have been through; after that the wave clock leaves it alone. */
export async function finishNotification(deps: FinishNotificationDeps, { waveId }: { waveId: string }): Promise<void> {
  await waveToNotify(deps.waves, waveId);
  await deps.waves.finishNotification(waveId, deps.clock.now());
}
