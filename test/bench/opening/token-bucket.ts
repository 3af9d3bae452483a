/** Lets through `rate` a second, and `burst` at once after a rest. Times are milliseconds and never go back. */
export type TokenBucket = {
  /** @returns whether one was let through */
  take(nowMs: number): boolean;
};

/** Full at the beginning. A burst below 1 lets nothing through. */
export function tokenBucket({ rate, burst }: { readonly rate: number; readonly burst: number }): TokenBucket {
  let tokens = burst;
  let last = Number.NEGATIVE_INFINITY;
  return {
    take(nowMs) {
      if (nowMs > last) {
        tokens = Math.min(burst, last === Number.NEGATIVE_INFINITY ? burst : tokens + ((nowMs - last) / 1000) * rate);
        last = nowMs;
      }
      // A thousandth of a token less is rounding, not a refusal.
      if (tokens < 0.999) return false;
      tokens--;
      return true;
    },
  };
}
