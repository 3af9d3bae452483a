import type { WavesStore } from '../waves/waves-store.ts';
import { type RetentionDeps, waveToErase } from './wave-to-erase.ts';

export type FinishErasureDeps = RetentionDeps & { waves: Pick<WavesStore, 'finishErasure'> };

/** Notes on the wave, once, that all its shards have been through; after that the wave clock leaves it alone. */
export async function finishErasure(deps: FinishErasureDeps, { waveId }: { waveId: string }): Promise<void> {
  await waveToErase(deps, waveId);
  await deps.waves.finishErasure(waveId, deps.clock.now());
}
