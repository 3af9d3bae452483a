import type { Clock } from '../clock.ts';
import type { Wave } from '../waves/wave.ts';
import type { WaveBookings } from '../waves/wave-bookings-store.ts';
import { appealableUntil } from './appeal.ts';
import type { AppealsStore } from './appeals-store.ts';

export type EndAppealsDeps = {
  clock: Clock;
  appeals: Pick<AppealsStore, 'anyOpen'>;
  bookings: Pick<WaveBookings, 'closeReserve'>;
};

/** After the last instant to appeal: longer than a function runs and clocks differ, so that no appeal comes after it was looked for. */
const AFTER_THE_LAST_MS = 3_600_000;

/**
 * Whether nothing of a published wave can change by an appeal any more. If so, what is left of its reserved places is unfilled from then on.
 * @param wave as read before its places were counted: an award of a reserved place since then is found out, and says no
 */
export async function endAppeals({ clock, appeals, bookings }: EndAppealsDeps, wave: Wave): Promise<boolean> {
  const now = clock.now();
  const until = appealableUntil(wave);
  if (until === undefined || now <= Date.parse(until) + AFTER_THE_LAST_MS) return false;
  if (await appeals.anyOpen(wave.waveId)) return false;
  return wave.plan.reserved === undefined || wave.reserveClosedAt !== undefined || bookings.closeReserve(wave, now);
}
