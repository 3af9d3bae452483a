import { REGISTRANT_SHARE_OCTOBER_2020 } from './waves-2020.ts';

/** Residents in thousands, census of September 2020, of the provinces whose share of the registrants was not published. */
const RESIDENTS_2020: Readonly<Record<string, number>> = {
  '11': 5275,
  '12': 14799,
  '13': 5535,
  '14': 6394,
  '15': 3548,
  '16': 8467,
  '17': 2011,
  '18': 9008,
  '19': 1456,
  '21': 2065,
  '34': 3669,
  '36': 11905,
  '51': 4317,
  '52': 5320,
  '53': 5326,
  '61': 5414,
  '62': 2670,
  '63': 4074,
  '64': 3766,
  '65': 702,
  '71': 2622,
  '72': 2986,
  '73': 9074,
  '74': 2625,
  '75': 1172,
  '76': 1419,
  '81': 1849,
  '82': 1283,
  '91': 4304,
  '92': 1134,
};

/**
 * The share of each of the 34 provinces of 2020 in the registrants, as [code, share]; the shares sum to 1. Four are published;
 * what these leave is spread over the others by their residents.
 */
export const REGISTRANT_SHARES: readonly (readonly [code: string, share: number])[] = shares();

function shares(): (readonly [string, number])[] {
  const published = Object.entries(REGISTRANT_SHARE_OCTOBER_2020);
  const rest = 1 - published.reduce((sum, [, share]) => sum + share, 0);
  const residents = Object.values(RESIDENTS_2020).reduce((sum, thousands) => sum + thousands, 0);
  const estimated = Object.entries(RESIDENTS_2020).map(([code, thousands]) => [code, (rest * thousands) / residents] as const);
  return [...published, ...estimated].sort(([one], [other]) => one.localeCompare(other));
}
