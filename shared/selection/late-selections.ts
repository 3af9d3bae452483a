import type { Clock } from '../clock.ts';
import type { Wave } from '../waves/wave.ts';
import type { WavesStore } from '../waves/waves-store.ts';

/** Two hours after its beacon a wave of ten million is published several times over; longer, and somebody has to look. */
const PATIENCE_MS = 2 * 3_600_000;

/** @returns the waves that should have been published by now, whatever holds them up: not started, failed, or waiting */
export async function lateSelections(deps: { clock: Clock; waves: Pick<WavesStore, 'list'> }): Promise<string[]> {
  const now = deps.clock.now();
  return (await deps.waves.list()).filter((wave) => isLate(wave, now)).map(({ waveId }) => waveId);
}

/** @param now epoch milliseconds */
function isLate({ phase, plan }: Wave, now: number): boolean {
  return phase !== 'published' && Date.parse(plan.beacon.at) + PATIENCE_MS < now;
}
