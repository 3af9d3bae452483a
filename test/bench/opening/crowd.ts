import type { RetryRule } from '#shared/retry/retry-rule.ts';
import { firstSubmitDelayMs, isWorthRetrying, retryDelayMs } from '#shared/retry/retry-rule.ts';

/** Even between 0 and 1. */
export type Chance = () => number;

/** How the people of an opening behave. */
export type Manner =
  | { readonly kind: 'follows'; readonly rule: RetryRule }
  /** Sends at once, and again after a pause of 0.5 to 1.5 times `pauseMs` until there is a receipt: F5. Gives up after `patienceMs`. */
  | { readonly kind: 'hammers'; readonly pauseMs: number; readonly patienceMs: number };

/** When the first request goes out, after the person has pressed the button. @param sinceOpeningMs when that was */
export function firstDelayMs(manner: Manner, sinceOpeningMs: number, chance: Chance): number {
  return manner.kind === 'follows' ? firstSubmitDelayMs(sinceOpeningMs, chance(), manner.rule) : 0;
}

/**
 * What somebody does after an answer that is no receipt.
 * @param sincePressedMs how long ago the person has pressed the button
 * @returns milliseconds until the next request, or undefined when there will be none
 */
export function nextDelayMs(
  manner: Manner,
  answer: { status: number | undefined; retryAfterSeconds: number | undefined },
  tries: number,
  sincePressedMs: number,
  chance: Chance,
): number | undefined {
  if (!isWorthRetrying(answer.status)) return undefined;
  if (manner.kind === 'follows') return retryDelayMs(tries, answer.retryAfterSeconds, chance(), manner.rule);
  return sincePressedMs > manner.patienceMs ? undefined : manner.pauseMs * (0.5 + chance());
}

/**
 * Times at which people press the button, in milliseconds from the opening: a Poisson process, which is what many who know nothing of
 * each other make.
 * @param perSecond people a second; @param seconds how long
 */
export function poissonArrivals(perSecond: number, seconds: number, chance: Chance): Float64Array {
  const times: number[] = [];
  for (let at = gap(); at < seconds * 1000; at += gap()) times.push(at);
  return Float64Array.from(times);

  function gap(): number {
    return (-Math.log(1 - chance()) * 1000) / perSecond;
  }
}
