import * as z from 'zod/mini';
import { planSchema } from './plan.ts';
import { stateOf, type Wave } from './wave.ts';

/** A wave as everybody sees it. */
export const publicWaveSchema = z.extend(planSchema, {
  planHash: z.string(),
  state: z.enum(['announced', 'open', 'closed', 'selecting', 'published']),
});
export type PublicWave = z.infer<typeof publicWaveSchema>;

/** @param now epoch milliseconds */
export function publicWave(wave: Wave, now: number): PublicWave {
  return { ...wave.plan, planHash: wave.planHash, state: stateOf(wave, now) };
}
