import type { Stage } from '#infra/stages.ts';
import { PRICES, type PriceName, type Region } from './prices.ts';
import { type Term, termsOf } from './terms.ts';
import type { Wave } from './wave.ts';

export type Bill = {
  readonly region: Region;
  readonly wave: Wave;
  readonly waves: number;
  readonly terms: readonly Term[];
  /** US dollars of the month. */
  readonly total: number;
  readonly perWave: number;
  /** Of what there is without any wave. */
  readonly withoutAWave: number;
  readonly perMillionRegistrations: number;
};

/**
 * The bill of a month in which so many waves of that size open, are selected and erased, and what they leave is kept. Without free tiers,
 * taxes and support.
 */
export function billOf(wave: Wave, waves: number, region: Region, stage: Stage): Bill {
  const terms = termsOf(wave, waves, region, stage);
  const total = terms.reduce((sum, { usd }) => sum + usd, 0);
  const withoutAWave = terms.filter(({ follows }) => follows === 'month').reduce((sum, { usd }) => sum + usd, 0);
  return {
    region,
    wave,
    waves,
    terms,
    total,
    withoutAWave,
    perWave: (total - withoutAWave) / waves,
    perMillionRegistrations: (total / (waves * wave.registrations)) * 1_000_000,
  };
}

/** What the terms of a bill rest on, each price once. */
export function pricesOf({ terms }: Bill): [PriceName, (typeof PRICES)[PriceName]][] {
  return [...new Set(terms.map(({ price }) => price))].map((name) => [name, PRICES[name]]);
}
