import type { Clock } from '../clock.ts';
import type { Wave } from '../waves/wave.ts';
import type { WaveBookings } from '../waves/wave-bookings-store.ts';
import type { WavesStore } from '../waves/waves-store.ts';
import type { ExecutionsStore } from './executions-store.ts';

export type StartDeps = {
  clock: Clock;
  waves: Pick<WavesStore, 'read' | 'list' | 'nextAttempt'>;
  bookings: Pick<WaveBookings, 'beginSelection'>;
  executions: ExecutionsStore;
  /** How long after its closing a wave is left alone: registrations that came in time may still be on their way to the table. */
  settleMs: number;
};

export type StartOutcome =
  | { outcome: 'started' | 'running' | 'published'; attempt: number }
  | { outcome: 'unknownWave' }
  | { outcome: 'notDue' };

/**
 * Starts the selection of every wave that is due; run each minute, by anybody, any number of times.
 * @returns the waves whose workflow runs now
 * @throws AggregateError after all waves have been tried, when some could not be started
 */
export async function startDueSelections(deps: StartDeps): Promise<string[]> {
  const running: string[] = [];
  const failures: unknown[] = [];
  for (const wave of await deps.waves.list()) {
    if (!isDue(wave, deps.clock.now(), deps.settleMs)) continue;
    try {
      const begun = await deps.bookings.beginSelection(wave.waveId, deps.clock.now(), deps.settleMs, 'schedule');
      if (begun?.phase === 'selecting' && (await deps.executions.start(wave.waveId, begun.attempt))) running.push(wave.waveId);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} due selections could not be started`);
  return running;
}

/** A wave in `selecting` is due too: whoever began it may have died before the workflow was started. */
function isDue(wave: Wave, now: number, settleMs: number): boolean {
  return wave.phase === 'selecting' || (wave.phase === 'scheduled' && Date.parse(wave.closesAt) + settleMs <= now);
}

/** Starts one wave's selection by hand; a failed one is begun again as the next attempt, with whatever its predecessors have written. */
export async function startSelection(deps: StartDeps, { waveId }: { waveId: string }): Promise<StartOutcome> {
  const wave = await deps.bookings.beginSelection(waveId, deps.clock.now(), deps.settleMs, 'officer');
  if (!wave) return { outcome: (await deps.waves.read(waveId)) ? 'notDue' : 'unknownWave' };
  if (wave.phase === 'published') return { outcome: 'published', attempt: wave.attempt };
  const { attempt } = wave;
  const execution = await deps.executions.describe(waveId, attempt);
  if (!execution) {
    await deps.executions.start(waveId, attempt);
    return { outcome: 'started', attempt };
  }
  if (!execution.end) return { outcome: 'running', attempt };
  // Two officers at once: one counts up, both start the same next execution.
  await deps.waves.nextAttempt(waveId, { attempt, ...execution.end }, deps.clock.now());
  await deps.executions.start(waveId, attempt + 1);
  return { outcome: 'started', attempt: attempt + 1 };
}
