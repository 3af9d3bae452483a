import { type Clock, dayInWib, instant, sinceMidnightInWibMs } from '../clock.ts';
import { REMINDER_DAYS } from '../notifications/notice.ts';
import { daysLeft } from '../recipients/deadline.ts';
import type { StartOnce } from '../selection/executions-store.ts';
import type { Wave } from '../waves/wave.ts';
import type { WavesStore } from '../waves/waves-store.ts';
import { heldMs } from './stopped-clocks.ts';

/** Nobody is written to in the night: a day's work begins at 9:00 WIB. */
const BEGINS_MS = 9 * 3_600_000;

export type StartDeadlinesDeps = { clock: Clock; waves: Pick<WavesStore, 'list'>; startDeadlines: StartOnce };

/**
 * Starts the day of every wave some of whose recipients are to be reminded, or have let their deadline pass; run each minute, by anybody, any
 * number of times. An execution has the day in its name: twice in a day is once, and what one has left undone the next day's finds.
 * @returns the waves whose workflow runs now
 * @throws AggregateError after all waves have been tried, when some could not be started
 */
export async function startDueDeadlines(deps: StartDeadlinesDeps): Promise<string[]> {
  const now = deps.clock.now();
  if (sinceMidnightInWibMs(now) < BEGINS_MS) return [];
  const today = dayInWib(instant(now));
  const running: string[] = [];
  const failures: unknown[] = [];
  for (const wave of (await deps.waves.list()).filter((of) => hasADay(of, today))) {
    const { waveId } = wave;
    try {
      if (await deps.startDeadlines(`${waveId}-${today}`, { waveId, day: today })) running.push(waveId);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} due days could not be started`);
  return running;
}

/** A wave with nothing but places that are used or have come back has none any more. */
function hasADay(wave: Wave, today: string): boolean {
  if (wave.phase !== 'published' || wave.settledAt !== undefined || wave.deadline === undefined) return false;
  const left = daysLeft(instant(Date.parse(wave.deadline) + heldMs(wave)), today);
  // A place for an appeal has its own deadline, counted from the grant, and so days of its own.
  return left < 0 || (wave.reservedAwarded ?? 0) > 0 || REMINDER_DAYS.some((days) => days === left);
}
