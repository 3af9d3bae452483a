/**
 * Simulated time = real time + an offset that only grows. The offset lies in shared memory, so that the worker threads in which
 * the functions run see a jump at once.
 */
export type Clock = {
  /** Epoch milliseconds. */
  now(): number;
  /** Jumps forward to `epochMs`; a moment that has passed already changes nothing. */
  advanceTo(epochMs: number): void;
  /** Resolves when the clock has reached `epochMs`, or at once when `signal` is aborted. */
  until(epochMs: number, signal?: AbortSignal): Promise<void>;
  /** Calls `listener` after each jump; the answer takes it off again. */
  onJump(listener: () => void): () => void;
  /** One Float64: the offset in milliseconds. */
  readonly offset: SharedArrayBuffer;
};

/** Timers hold 31 bits of milliseconds; longer waits are taken in several steps. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export function createClock(startAt?: number, real: () => number = Date.now): Clock {
  const offset = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT);
  const cell = new Float64Array(offset);
  if (startAt !== undefined) cell[0] = startAt - real();
  const listeners = new Set<() => void>();
  const now = () => Math.trunc(real() + (cell[0] ?? 0));

  function onJump(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  return {
    offset,
    now,
    onJump,
    advanceTo(epochMs) {
      const ahead = epochMs - now();
      if (!(ahead > 0)) return;
      cell[0] = (cell[0] ?? 0) + ahead;
      for (const listener of [...listeners]) listener();
    },
    until(epochMs, signal) {
      return new Promise((resolve) => {
        let timer: NodeJS.Timeout | undefined;
        const check = () => {
          clearTimeout(timer);
          const left = epochMs - now();
          if (left > 0 && !signal?.aborted) {
            timer = setTimeout(check, Math.min(left, LONGEST_TIMER_MS));
            return;
          }
          stopListening();
          signal?.removeEventListener('abort', check);
          resolve();
        };
        const stopListening = onJump(check);
        signal?.addEventListener('abort', check);
        check();
      });
    },
  };
}
