import * as z from 'zod/mini';
import { instant } from '../clock.ts';
import { heldMs } from '../deadlines/stopped-clocks.ts';
import { planSchema } from './plan.ts';
import { stateOf, type Wave } from './wave.ts';

/** As long as registration functions hold a wave: nobody sees an older one than they do. */
const LONGEST_SECONDS = 5;

/** A wave as everybody sees it. */
export const publicWaveSchema = z.extend(planSchema, {
  planHash: z.string(),
  state: z.enum(['announced', 'open', 'closed', 'selecting', 'published']),
  /** Of a published wave: until when a recipient has to use the place, and when each of them had been used or had come back. */
  deadline: z.optional(z.iso.datetime()),
  settledAt: z.optional(z.iso.datetime()),
  /** Its refills, first one first: places that came back, and how many of them were awarded again by when; the files are in its evidence. */
  refilled: z.optional(
    z.array(z.strictObject({ places: z.int(), awarded: z.optional(z.int()), endedAt: z.optional(z.iso.datetime()) })),
  ),
});
export type PublicWave = z.infer<typeof publicWaveSchema>;

/** @param now epoch milliseconds */
export function publicWave(wave: Wave, now: number): PublicWave {
  const { deadline, settledAt, refills } = wave;
  return {
    ...wave.plan,
    planHash: wave.planHash,
    state: stateOf(wave, now),
    ...(deadline !== undefined && { deadline: instant(Date.parse(deadline) + heldMs(wave)) }),
    ...(settledAt !== undefined && { settledAt }),
    ...(refills && { refilled: refills.map(({ begunAt: _, ...of }) => of) }),
  };
}

/**
 * How long a copy of what is said of these waves may be kept, whole seconds: until just before the next of them opens or closes, so that no copy says
 * `announced` when one can register; 5 at most, and 1 in the last second, which no header can divide.
 * @param now epoch milliseconds
 */
export function freshSeconds(waves: readonly Pick<Wave, 'phase' | 'opensAt' | 'closesAt'>[], now: number): number {
  const changes = waves
    .filter(({ phase }) => phase === 'scheduled')
    .flatMap(({ opensAt, closesAt }) => [Date.parse(opensAt), Date.parse(closesAt)])
    .filter((at) => at > now);
  const untilNext = Math.floor((Math.min(...changes) - now) / 1000);
  return Math.max(1, Math.min(LONGEST_SECONDS, untilNext));
}
