let offsetMs = 0;

/**
 * Learns the server's time from an answer: phones go wrong by minutes, and a wave opens by the server's clock.
 * @param date the answer's Date header @param age its Age, where a cache in between has kept it for so many seconds
 */
export function heardServer(date: string | null, age: string | null, now: number = Date.now()): void {
  const at = Date.parse(date ?? '');
  // The header says whole seconds, cut off: half of one is the least that one can be wrong by.
  if (!Number.isNaN(at)) offsetMs = at + 500 + 1000 * Number(age ?? 0) - now;
}

/** Epoch milliseconds by the server's clock, to a second or so; by the phone's before the first answer. */
export function serverNow(now: number = Date.now()): number {
  return now + offsetMs;
}
