/** How patient a caller is. All times in milliseconds. */
export type RetryRule = {
  /** The first submit is put off by an even chance between nothing and this. */
  readonly spreadMs: number;
  /** So long after the opening the first submit is put off; the spread shrinks towards the end, so that nobody waits beyond it. */
  readonly spreadUntilMs: number;
  /** And never by more than this part of the time in which the wave is open, nor beyond half of it: a short wave has no time to lose. */
  readonly spreadOfWindow: number;
  /** Longest pause, beyond what is due anyway, before the second try. It doubles with every further one. */
  readonly baseMs: number;
  /** It doubles up to this. */
  readonly capMs: number;
  /** Least pause where the answer says nothing (API Gateway's own 429 and 503 have no Retry-After), or where there was none. */
  readonly floorMs: number;
};

/**
 * The rule that is published in the API's description, and that pages of our own follow.
 *
 * The spread is what the arithmetic of an opening asks for: 5,332 registrations a second for a minute are 319,920, and production takes
 * 2,500 requests a second, so they need 128 seconds at the least; over 180 they come at 1,777 a second. Inside the window the second
 * of arrival makes no difference to the draw, so nobody loses by it. The back-off is exponential with full jitter
 * (M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015): whoever was turned away together doesn't come back together.
 */
export const RETRY_RULE: RetryRule = {
  spreadMs: 180_000,
  spreadUntilMs: 600_000,
  spreadOfWindow: 0.05,
  baseMs: 2_000,
  capMs: 64_000,
  floorMs: 1_000,
};

/** Statuses after which the same request is worth sending again, unchanged. Everything else is an answer. */
export const RETRIED_STATUSES: readonly number[] = [429, 500, 502, 503, 504];

/** @param status of the answer; undefined when there was none (the connection broke, or nothing came in time) */
export function isWorthRetrying(status: number | undefined): boolean {
  return status === undefined || RETRIED_STATUSES.includes(status);
}

/**
 * How long to put off a first submit.
 * @param sinceOpeningMs how long the wave has been open when the person submits, by the server's clock; before the opening, below zero
 * @param chance even between 0 and 1
 * @param windowMs how long the wave is open in all; left out, long enough not to matter
 * @returns milliseconds; somebody who submits before the opening waits for it as well
 */
export function firstSubmitDelayMs(
  sinceOpeningMs: number,
  chance: number,
  rule: RetryRule = RETRY_RULE,
  windowMs: number = Number.POSITIVE_INFINITY,
): number {
  const untilOpening = Math.max(0, -sinceOpeningMs);
  const left = Math.max(0, Math.min(rule.spreadUntilMs, windowMs / 2) - Math.max(0, sinceOpeningMs));
  return untilOpening + chance * Math.min(rule.spreadMs, left, rule.spreadOfWindow * windowMs);
}

/**
 * How long to wait before the next try: what the answer asks for, and then a random part of a pause that doubles.
 * @param tries how often the request was sent so far, 1 or more
 * @param retryAfterSeconds the answer's Retry-After in seconds; undefined where it has none or it is no whole number
 * @param chance even between 0 and 1
 */
export function retryDelayMs(
  tries: number,
  retryAfterSeconds: number | undefined,
  chance: number,
  rule: RetryRule = RETRY_RULE,
): number {
  if (!Number.isInteger(tries) || tries < 1) throw new RangeError('a pause comes after a first try');
  const asked = retryAfterSeconds === undefined ? 0 : retryAfterSeconds * 1000;
  // 2^30 is beyond any cap, and a shift beyond 31 bits would begin again at 1.
  const longest = Math.min(rule.capMs, rule.baseMs * 2 ** Math.min(tries - 1, 30));
  return Math.max(asked, rule.floorMs) + chance * longest;
}

/** Whole seconds of a Retry-After header; undefined for anything else, an HTTP date too, which nothing here sends. */
export function retryAfterSeconds(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) : undefined;
}

/** The rule in words, for the API's description. */
export function retryRuleText(rule: RetryRule = RETRY_RULE): string {
  const s = (ms: number) => ms / 1000;
  return [
    'Retry rule. Inside the window of a wave the second of arrival makes no difference, so clients spread themselves:',
    `in the first ${s(rule.spreadUntilMs)} seconds after an opening a client puts its first submit off by a random time between 0 and ${s(rule.spreadMs)} seconds,`,
    `by ${100 * rule.spreadOfWindow} % of the time between opening and closing at most, and never beyond half of that time.`,
    `After ${RETRIED_STATUSES.join(', ')} or no answer it sends the same request again, unchanged (a repeat gets the same receipt): after the seconds of`,
    `Retry-After, or ${s(rule.floorMs)} where there is none, plus a random time between 0 and ${s(rule.baseMs)} seconds, doubled after each further try up to ${s(rule.capMs)}.`,
    'Every other status is an answer.',
  ].join(' ');
}
