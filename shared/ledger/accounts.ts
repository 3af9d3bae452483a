import { dayInWib } from '../clock.ts';
import { NATIONAL } from '../selection/province-places.ts';
import type { Plan } from '../waves/plan.ts';

/**
 * Where a place can be. A wave's accounts are kept for each province of its plan, or for the whole country (`national`):
 * `granted` to be drawn · `awarded` to a recipient who has not used it yet · `activated` · `returned`, since its recipient did not use it ·
 * `unfilled`, since nobody was left who could have had it. `reserved`, kept out of the draw for appeals that are granted, is the whole wave's and always `national`.
 */
export const WAVE_ACCOUNTS = ['granted', 'reserved', 'awarded', 'activated', 'returned', 'unfilled'] as const;
export type WaveAccount = (typeof WAVE_ACCOUNTS)[number];

/** An account's name: `2020-04/32/awarded`, or `decree/2020`, out of which a year's places come. */
export type Account = string;

export function waveAccount(waveId: string, province: string, account: WaveAccount): Account {
  return `${waveId}/${province}/${account}`;
}

/** The places that a year's decrees name. The only account below zero: what it has given is everywhere else. */
export function decreeAccount(year: string): Account {
  return `decree/${year}`;
}

/** What an account's name says; undefined for a decree. */
export function partsOf(account: Account): { waveId: string; province: string; kind: WaveAccount } | undefined {
  const [waveId, province, kind] = account.split('/');
  const known = WAVE_ACCOUNTS.find((name) => name === kind);
  return waveId && province && known ? { waveId, province, kind: known } : undefined;
}

/** Whose account a recipient's place is on: the province of domicile, or the whole country's. */
export function potOf(plan: Pick<Plan, 'byProvince'>, province: string): string {
  return plan.byProvince === 'national' ? NATIONAL : province;
}

/** The places of a plan by their pot. */
export function potsOf(plan: Pick<Plan, 'byProvince' | 'places'>): Record<string, number> {
  return plan.byProvince === 'national' ? { [NATIONAL]: plan.places } : plan.byProvince;
}

/** The programme's year of a wave: that of its opening, in WIB. Four digits. */
export function yearOf(plan: Pick<Plan, 'opensAt'>): string {
  return dayInWib(plan.opensAt).slice(0, 4);
}
