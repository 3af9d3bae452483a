import { type Clock, dayInWib, instant } from '../clock.ts';
import type { StartOnce } from '../selection/executions-store.ts';
import type { Wave } from '../waves/wave.ts';
import type { WavesStore } from '../waves/waves-store.ts';
import { periodIsOver } from './wave-to-erase.ts';

export type StartErasuresDeps = {
  clock: Clock;
  waves: Pick<WavesStore, 'list'>;
  startErasure: StartOnce;
  retentionMs: number;
};

/**
 * An erasure writes to the table that takes the burst of an opening, ten million items in some 40 minutes: none is started from an hour
 * before an opening until an hour after it. A wave that is merely open is no reason to wait, some wave nearly always is.
 */
const FROM_AN_OPENING_MS = 3_600_000;

/**
 * Starts the erasure of every wave whose period is over; run each minute, by anybody, any number of times. An execution has the day (WIB) in its
 * name: twice on a day is once, and one that has failed is started again the next day by itself.
 * @returns the waves whose erasure runs now
 * @throws AggregateError after all waves have been tried, when some could not be started
 */
export async function startDueErasures(deps: StartErasuresDeps): Promise<string[]> {
  const now = deps.clock.now();
  const waves = await deps.waves.list();
  if (waves.some((wave) => Math.abs(Date.parse(wave.opensAt) - now) < FROM_AN_OPENING_MS)) return [];
  const running: string[] = [];
  const failures: unknown[] = [];
  for (const { waveId } of waves.filter((wave) => isDue(wave, now, deps.retentionMs))) {
    try {
      if (await deps.startErasure(erasureName(waveId, now), { waveId })) running.push(waveId);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} due erasures could not be started`);
  return running;
}

function isDue(wave: Wave, now: number, retentionMs: number): boolean {
  return wave.sealedErasedAt === undefined && periodIsOver(wave, now, retentionMs);
}

/** `<waveId>-erasure-20210809`. @param now epoch milliseconds */
function erasureName(waveId: string, now: number): string {
  return `${waveId}-erasure-${dayInWib(instant(now)).replaceAll('-', '')}`;
}
