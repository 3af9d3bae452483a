import type { Clock } from '../clock.ts';
import type { StartOnce } from '../selection/executions-store.ts';
import { publishedAt, type Wave } from '../waves/wave.ts';
import type { WavesStore } from '../waves/waves-store.ts';

export type StartNotificationsDeps = {
  clock: Clock;
  waves: Pick<WavesStore, 'list'>;
  startNotification: StartOnce;
};

const DAY_MS = 86_400_000;

/** Nobody is told a result of a month ago as if it were news: not after an outage, and not of waves that were published before there were notices. */
const LONGEST_AFTER_MS = 30 * DAY_MS;

/**
 * Starts the notification of every published wave that has none yet; run each minute, by anybody, any number of times. Executions have numbers
 * in their names, one more for each day since the publication, and each is tried only when the one before it is over: so one that has failed is
 * started again the next day by itself, and none beside one that runs.
 * @returns the waves whose notification runs now
 * @throws AggregateError after all waves have been tried, when some could not be started
 */
export async function startDueNotifications(deps: StartNotificationsDeps): Promise<string[]> {
  const now = deps.clock.now();
  const running: string[] = [];
  const failures: unknown[] = [];
  for (const wave of await deps.waves.list()) {
    const age = ageOfResult(wave, now);
    if (wave.notifiedAt !== undefined || age === undefined || age >= LONGEST_AFTER_MS) continue;
    try {
      if (await startFirstThatIsNotOver(deps.startNotification, wave.waveId, Math.floor(age / DAY_MS) + 1))
        running.push(wave.waveId);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} due notifications could not be started`);
  return running;
}

/** @returns whether an execution runs now */
async function startFirstThatIsNotOver(start: StartOnce, waveId: string, most: number): Promise<boolean> {
  for (let number = 1; number <= most; number++) if (await start(`${waveId}-notification-${number}`, { waveId })) return true;
  return false;
}

/** Milliseconds since the publication; undefined before it. */
function ageOfResult(wave: Wave, now: number): number | undefined {
  const published = publishedAt(wave);
  return published === undefined ? undefined : now - published;
}
