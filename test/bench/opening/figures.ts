import { chiSquareP } from '#shared/statistics/chi-square.ts';
import { pearson } from '#shared/statistics/pearson.ts';

/** What became of the people of an opening. Times are milliseconds from the opening; NaN in `acceptedAt` means never. One entry a person, in any order. */
export type Fates = {
  /** When each pressed the button. */
  readonly pressedAt: Float64Array;
  /** When each one's first request went out. */
  readonly firstSentAt: Float64Array;
  /** When each one held a receipt. */
  readonly acceptedAt: Float64Array;
  /** Registration requests in all, first tries, repeats and refused ones alike. */
  readonly requests: number;
};

/** Registrations a second, and how many at once after a rest, that can be served at the most. */
export type Capacity = { readonly rate: number; readonly burst: number };

export type Figures = {
  people: number;
  accepted: number;
  /** Accepted by the last first request, over what an ideal server of the capacity would have accepted by then; undefined without people. */
  goodput: number | undefined;
  requestsPerAccepted: number | undefined;
  /** When the last one held a receipt. */
  lastInMs: number | undefined;
  /** Of the hypothesis that the chance of a receipt is the same in whichever second somebody pressed. */
  independence: { statistic: number; degrees: number; p: number };
  /** Milliseconds from pressing to the receipt. */
  waiting: { p50: number; p99: number } | undefined;
};

/** The bars of the issue. */
export const GOODPUT_BAR = 0.99;
export const REQUESTS_BAR = 1.1;
/** Below it, "the second of arrival makes no difference" is refuted. */
export const LEAST_P = 0.001;

/** Answers under way at the last first request are still counted. */
const GRACE_MS = 250;
const STEP_MS = 50;

export function figuresOf(fates: Fates, capacity: Capacity): Figures {
  const people = fates.pressedAt.length;
  const waits = new Float64Array(people);
  let accepted = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (let person = 0; person < people; person++) {
    const at = fates.acceptedAt[person] as number;
    if (Number.isNaN(at)) continue;
    waits[accepted++] = at - (fates.pressedAt[person] as number);
    last = Math.max(last, at);
  }
  const sorted = waits.subarray(0, accepted).sort();
  const of = (share: number) => quantile(sorted, share);
  return {
    people,
    accepted,
    goodput: goodputOf(fates, capacity),
    requestsPerAccepted: accepted > 0 ? fates.requests / accepted : undefined,
    lastInMs: accepted > 0 ? last : undefined,
    independence: independenceOf(fates),
    waiting: accepted > 0 ? { p50: of(0.5), p99: of(0.99) } : undefined,
  };
}

/** The nearest-rank quantile. @param sorted ascending, not empty */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const index = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1));
  return sorted[index] as number;
}

/**
 * Goodput over min(offered, capacity), where offered and capacity are those of a whole opening: an ideal server takes first requests in a
 * queue of endless patience, and serves them at the capacity whenever somebody waits. What it has served by a time is the integral of
 * min(offered, capacity) with nothing lost and nobody sent away.
 */
function goodputOf({ firstSentAt, acceptedAt }: Fates, { rate, burst }: Capacity): number | undefined {
  if (firstSentAt.length === 0) return undefined;
  const sent = firstSentAt.slice().sort();
  const until = (sent.at(-1) as number) + GRACE_MS;
  let served = 0;
  let credit = burst;
  for (let at = 0, next = 0; at < until; at += STEP_MS) {
    const step = Math.min(STEP_MS, until - at);
    while (next < sent.length && (sent[next] as number) < at + step) next++;
    // Refilled while nobody waits, as the throttle is.
    credit = Math.min(Math.max(burst, rate * (step / 1000)), credit + rate * (step / 1000));
    const now = Math.min(next - served, credit);
    served += now;
    credit -= now;
  }
  const accepted = acceptedAt.reduce((count, at) => count + (at <= until ? 1 : 0), 0);
  return accepted / served;
}

function independenceOf({ pressedAt, acceptedAt }: Fates): Figures['independence'] {
  const seconds = new Map<number, { entrants: number; selected: number }>();
  let accepted = 0;
  for (let person = 0; person < pressedAt.length; person++) {
    const second = Math.floor((pressedAt[person] as number) / 1000);
    const band = seconds.get(second) ?? { entrants: 0, selected: 0 };
    band.entrants++;
    if (!Number.isNaN(acceptedAt[person])) {
      band.selected++;
      accepted++;
    }
    seconds.set(second, band);
  }
  if (seconds.size < 2) return { statistic: 0, degrees: 0, p: 1 };
  const share = accepted / pressedAt.length;
  const { statistic, degrees } = pearson([...seconds.values()].map((band) => ({ ...band, expected: band.entrants * share })));
  return { statistic, degrees, p: chiSquareP(statistic, degrees) };
}
