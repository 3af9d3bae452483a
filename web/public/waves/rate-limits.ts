export type Band = { band: string; entrants: number; selected: number; expected: number };
export type Rates = { rate: number; expectedRate: number; from: number; to: number; inside: boolean };

/** Of the normal distribution, between whose minus and plus lie 19 of 20 cases. */
const NINETEEN_OF_TWENTY = 1.96;

/**
 * The share of a band that was selected, the share that was expected, and between which shares an honest draw lies in 19 of 20 cases. The limits are those
 * of independent lots with that share, half a person wider since people are whole: a quota that is used up leaves chance less room than that, never more.
 */
export function ratesOf({ entrants, selected, expected }: Band): Rates {
  const share = Math.min(1, expected / entrants);
  const reach = NINETEEN_OF_TWENTY * Math.sqrt((share * (1 - share)) / entrants) + 0.5 / entrants;
  const [from, to] = [Math.max(0, share - reach), Math.min(1, share + reach)];
  const rate = selected / entrants;
  return { rate, expectedRate: share, from, to, inside: rate >= from && rate <= to };
}
