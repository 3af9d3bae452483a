import { type DrawPlan, quotas } from '../draw/draw.ts';

/** Entrants who have the same chance by the rules: those of one province with priority, or without. */
export function stratumOf(province: number, priority: number): number {
  return province * 2 + priority;
}
/** Provinces have codes of two digits. */
export const STRATA = 200;

/**
 * The share of each stratum that the plan lets expect to be selected. Tickets are taken as even numbers between 0 and 1, of which the
 * draw takes those below a threshold:
 * - in a province with A places, q of them kept for the P entries with priority, and O others: where q/P > A/(P + O), the share
 *   min(1, q/P) of the entries with priority and min(1, (A - min(q, P))/O) of the others; else min(1, A/(P + O)) of all;
 * - with `spillOver`, the places left over go to the lowest tickets left in the country: the threshold t below which the
 *   Σ n_s max(0, t - τ_s) entries of all strata that were above their own thresholds τ_s are as many as those places.
 *
 * Its limits: it knows neither households (where their limit binds, fewer places are filled than it says, or others fill them), nor chance
 * inside a stratum (on which of its entries a low ticket falls), nor refills (struck-out entries must be left out of the numbers).
 * @param entrants people by stratum
 */
export function plannedRates(plan: DrawPlan, entrants: ArrayLike<number>): Float64Array {
  const rates = new Float64Array(STRATA);
  const { places, priority: kept } = quotas(plan);
  const provinces = Array.from({ length: STRATA / 2 }, (_, province) => province);
  const pots = plan.byProvince === 'national' ? [provinces] : provinces.map((province) => [province]);
  let left = plan.places;
  for (const [pot, members] of pots.entries()) {
    const prior = members.reduce((sum, province) => sum + (entrants[stratumOf(province, 1)] as number), 0);
    const others = members.reduce((sum, province) => sum + (entrants[stratumOf(province, 0)] as number), 0);
    const shares = ratesOfPot(places[pot] as number, kept[pot] as number, prior, others);
    for (const province of members) {
      rates[stratumOf(province, 1)] = shares.prior;
      rates[stratumOf(province, 0)] = shares.others;
    }
    left -= prior * shares.prior + others * shares.others;
  }
  if (!plan.spillOver) return rates;
  const threshold = thresholdFor(left, rates, entrants);
  return rates.map((rate) => Math.max(rate, threshold));
}

function ratesOfPot(places: number, kept: number, prior: number, others: number): { prior: number; others: number } {
  const common = Math.min(1, places / (prior + others || 1));
  if (kept * (prior + others) <= places * prior || prior === 0) return { prior: common, others: common };
  const taken = Math.min(kept, prior);
  return { prior: taken / prior, others: Math.min(1, (places - taken) / (others || 1)) };
}

/** The threshold that takes `places` more entries from above the thresholds of the strata; 1 where there aren't as many. */
function thresholdFor(places: number, thresholds: Float64Array, entrants: ArrayLike<number>): number {
  const strata = [...thresholds.keys()].filter((stratum) => (entrants[stratum] as number) > 0);
  strata.sort((left, right) => (thresholds[left] as number) - (thresholds[right] as number));
  let people = 0;
  let below = 0;
  for (const [at, stratum] of strata.entries()) {
    people += entrants[stratum] as number;
    below += (entrants[stratum] as number) * (thresholds[stratum] as number);
    const threshold = (places + below) / people;
    if (threshold <= (thresholds[strata[at + 1] as number] ?? 1)) return threshold;
  }
  return 1;
}
