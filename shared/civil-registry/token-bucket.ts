import type { Clock } from '../clock.ts';

/** Time as the registry's client sees it. */
export type Waiting = Clock & { sleep(milliseconds: number): Promise<void> };

/**
 * Lets through `perSecond` a second, and as many at once after a pause.
 * @returns waits for its turn; false, without waiting, when that would come after `until` (epoch milliseconds)
 */
export function tokenBucket(perSecond: number, time: Waiting): (until: number) => Promise<boolean> {
  const spacing = 1_000 / perSecond;
  /** When the next one is let through at the earliest, a second of them being allowed to come at once. */
  let next = time.now();
  return async (until) => {
    const now = time.now();
    const turn = Math.max(next, now - 1_000 + spacing);
    const wait = turn - now;
    if (now + wait > until) return false;
    next = turn + spacing;
    if (wait > 0) await time.sleep(wait);
    return true;
  };
}
