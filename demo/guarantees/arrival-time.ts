import { chiSquareP } from '#shared/statistics/chi-square.ts';
import { evidenceOf, type Finding, type Traces } from './guarantee.ts';
import { lines } from './wave-evidence.ts';

const QUARTERS = 4;
/** Below this expected number in a cell the chi-square is no longer a good approximation (Cochran's rule). */
const LEAST_EXPECTED = 5;
/** One replay in a million fails by pure chance. */
const LEAST_P = 1e-6;

/**
 * Arrival time does not matter: each wave's entrants are put in quarters by the instant at which they registered, and the rate of
 * those selected is compared between the quarters. The waves' statistics add up.
 */
export function arrivalTimeDoesNotMatter(traces: Pick<Traces, 'runs' | 'tables' | 'evidence'>): Finding {
  const arrival = new Map(traces.tables.registrations.map(({ entryId, registeredAt }) => [entryId, registeredAt]));
  const selectedOfQuarter = new Array<number>(QUARTERS).fill(0);
  const entrantsOfQuarter = new Array<number>(QUARTERS).fill(0);
  let statistic = 0;
  let degrees = 0;
  for (const { wave } of traces.runs) {
    const evidence = evidenceOf(traces, wave.waveId);
    const won = new Set(evidence.winners.map(({ entryId }) => entryId));
    const entryIds = evidence.entrants
      .flatMap(([, bytes]) => lines(Buffer.from(bytes).toString('latin1')))
      .map((line) => line.slice(0, 32))
      .sort((one, other) => (arrival.get(one) ?? 0) - (arrival.get(other) ?? 0));
    const quarters = Array.from({ length: QUARTERS }, (_, quarter) =>
      entryIds.slice(Math.floor((entryIds.length * quarter) / QUARTERS), Math.floor((entryIds.length * (quarter + 1)) / QUARTERS)),
    );
    const counts = quarters.map((ids) => ({ entrants: ids.length, selected: ids.filter((id) => won.has(id)).length }));
    counts.forEach(({ entrants, selected }, quarter) => {
      entrantsOfQuarter[quarter] = (entrantsOfQuarter[quarter] as number) + entrants;
      selectedOfQuarter[quarter] = (selectedOfQuarter[quarter] as number) + selected;
    });
    const ofWave = compareRates(counts);
    statistic += ofWave;
    if (ofWave > 0) degrees += QUARTERS - 1;
  }
  const p = degrees === 0 ? 1 : chiSquareP(statistic, degrees);
  const rates = selectedOfQuarter.map(
    (selected, quarter) => `${((100 * selected) / (entrantsOfQuarter[quarter] || 1)).toFixed(1)} %`,
  );
  return {
    name: 'arrival time does not matter',
    holds: p >= LEAST_P,
    detail:
      `selected of the entrants by quarter of arrival: ${rates.join(', ')}; chi-square ${statistic.toFixed(1)} with ${degrees} ` +
      `degrees of freedom, p = ${p.toPrecision(2)}`,
  };
}

/** Chi-square of selected and not selected over groups; 0 where the numbers are too small for it. */
export function compareRates(groups: readonly { entrants: number; selected: number }[]): number {
  const entrants = groups.reduce((sum, group) => sum + group.entrants, 0);
  const rate = groups.reduce((sum, group) => sum + group.selected, 0) / entrants;
  const expected = groups.map((group) => [group.entrants * rate, group.entrants * (1 - rate)] as const);
  if (!expected.every(([selected, not]) => selected >= LEAST_EXPECTED && not >= LEAST_EXPECTED)) return 0;
  return groups.reduce((sum, group, at) => {
    const [selected, not] = expected[at] as readonly [number, number];
    return sum + (group.selected - selected) ** 2 * (1 / selected + 1 / not);
  }, 0);
}
