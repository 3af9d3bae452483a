import type { Clock } from '../clock.ts';
import type { StartOnce } from '../selection/executions-store.ts';
import { publishedAt, type Wave } from '../waves/wave.ts';
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

const WEEK_MS = 7 * 86_400_000;

/**
 * Starts the erasure of every wave whose period is over; run each minute, by anybody, any number of times. An execution has the week in its
 * name, counted from the end of the period: twice in a week is once, and one that has failed is started again the next week by itself.
 * @returns the waves whose erasure runs now
 * @throws AggregateError after all waves have been tried, when some could not be started
 */
export async function startDueErasures(deps: StartErasuresDeps): Promise<string[]> {
  const now = deps.clock.now();
  const waves = await deps.waves.list();
  if (waves.some((wave) => Math.abs(Date.parse(wave.opensAt) - now) < FROM_AN_OPENING_MS)) return [];
  const running: string[] = [];
  const failures: unknown[] = [];
  for (const wave of waves.filter((of) => isDue(of, now, deps.retentionMs))) {
    const { waveId } = wave;
    try {
      if (await deps.startErasure(erasureName(wave, now - deps.retentionMs), { waveId })) running.push(waveId);
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

/** `<waveId>-erasure-1` in the first week. @param end of the period, had it begun so that it is over now; epoch milliseconds */
function erasureName(wave: Wave, end: number): string {
  const weeks = Math.floor((end - (publishedAt(wave) ?? end)) / WEEK_MS);
  return `${wave.waveId}-erasure-${weeks + 1}`;
}
