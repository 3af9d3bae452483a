import type { DrawPlan, Winner } from '../draw/draw.ts';
import type { ProvincePlaces } from '../evidence/documents.ts';

/** The key under which a national wave's one pot stands. */
export const NATIONAL = 'national';

/**
 * The places of every province after the last award, from the final winners in the order of their tickets.
 * A province with more awards than places got them from provinces that could not fill theirs (phase c); which of those gave how
 * many is settled in the order of their codes. So for each: places + spilledIn - spilledOut = awarded + unfilled.
 */
export function provincePlaces(
  plan: DrawPlan,
  winners: readonly Pick<Winner, 'entryId' | 'province' | 'phase'>[],
  ticketOf: (entryId: string) => string,
): Record<string, ProvincePlaces> {
  const quota = plan.byProvince === 'national' ? { [NATIONAL]: plan.places } : plan.byProvince;
  const provinces: Record<string, ProvincePlaces> = {};
  const provinceOf = (code: string) =>
    (provinces[code] ??= {
      places: quota[code] ?? 0,
      spilledIn: 0,
      spilledOut: 0,
      awarded: 0,
      unfilled: 0,
      cutOff: null,
      cutOffPriority: null,
    });
  for (const code of Object.keys(quota).sort()) provinceOf(code);

  for (const winner of winners) {
    const province = provinceOf(plan.byProvince === 'national' ? NATIONAL : winner.province);
    province.awarded++;
    // Winners come in ticket order, so the last of a phase is its cut-off.
    if (winner.phase === 'b') province.cutOff = ticketOf(winner.entryId);
    if (winner.phase === 'a') province.cutOffPriority = ticketOf(winner.entryId);
  }
  for (const province of Object.values(provinces)) province.spilledIn = Math.max(0, province.awarded - province.places);
  let toGive = Object.values(provinces).reduce((sum, province) => sum + province.spilledIn, 0);
  for (const code of Object.keys(provinces).sort()) {
    const province = provinceOf(code);
    const empty = Math.max(0, province.places - province.awarded);
    province.spilledOut = Math.min(empty, toGive);
    province.unfilled = empty - province.spilledOut;
    toGive -= province.spilledOut;
  }
  return provinces;
}
