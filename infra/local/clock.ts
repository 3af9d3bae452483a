/**
 * Simulated time = real time x pace + an offset that only grows. Both lie in shared memory, so that the worker threads in which
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
  /** Two Float64: the offset in milliseconds, and the pace (1, or 0 for a clock that stands between jumps). */
  readonly cells: SharedArrayBuffer;
};

/** Timers hold 31 bits of milliseconds; longer waits are taken in several steps. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** @param real epoch milliseconds @param cell what `Clock.cells` holds @returns epoch milliseconds of the simulated clock */
export function clockNow(real: number, cell: Float64Array): number {
  return Math.trunc(real * (cell[1] ?? 1) + (cell[0] ?? 0));
}

/** @param pace 0 for a clock that moves by jumps only, so that two runs write the same instants */
export function createClock(startAt?: number, real: () => number = Date.now, pace: 0 | 1 = 1): Clock {
  const cells = new SharedArrayBuffer(2 * Float64Array.BYTES_PER_ELEMENT);
  const cell = new Float64Array(cells);
  if (startAt !== undefined) cell[0] = startAt - real() * pace;
  cell[1] = pace;
  const listeners = new Set<() => void>();
  const now = () => clockNow(real(), cell);

  function onJump(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  return {
    cells,
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
