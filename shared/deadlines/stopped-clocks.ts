import type { Wave } from '../waves/wave.ts';

/**
 * For how long the clocks of a wave's places have stood by now, because of holds of the whole wave (a hold of a single place moves that place's
 * own deadline). A deadline has passed when it lies before `now` less this; while a hold lasts, that instant does not move.
 * @param now epoch milliseconds @returns milliseconds
 */
export function stoodMs({ holds = [] }: Pick<Wave, 'holds'>, now: number): number {
  return holds.reduce((sum, { from, until }) => sum + Math.max(0, Math.min(now, Date.parse(until)) - Date.parse(from)), 0);
}

/** For how long they will have stood when all holds that there are have ended: by so much the wave's deadlines lie later. */
export function heldMs({ holds = [] }: Pick<Wave, 'holds'>): number {
  return holds.reduce((sum, { from, until }) => sum + Date.parse(until) - Date.parse(from), 0);
}
