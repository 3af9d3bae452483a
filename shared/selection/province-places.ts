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

  // Winners come in ticket order, so the last of a phase is its cut-off.
  const lastOf = new Map<string, { all?: string; priority?: string }>();
  for (const winner of winners) {
    const code = plan.byProvince === 'national' ? NATIONAL : winner.province;
    provinceOf(code).awarded++;
    const last = lastOf.get(code) ?? {};
    if (winner.phase === 'b') last.all = winner.entryId;
    if (winner.phase === 'a') last.priority = winner.entryId;
    lastOf.set(code, last);
  }
  for (const [code, { all, priority }] of lastOf) {
    const province = provinceOf(code);
    if (all !== undefined) province.cutOff = ticketOf(all);
    if (priority !== undefined) province.cutOffPriority = ticketOf(priority);
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
