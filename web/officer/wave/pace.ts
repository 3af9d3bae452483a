import type { Reply } from '#web/shared/api.ts';

/** All officers together may ask five times a second: thirty pages that are looked at stay within it. */
export const EVERY_MS = 6_000;
/** Of a large wave each look counts eight shards whole: 47,500 read units of ten million registrations. */
const EVERY_LARGE_MS = 15_000;
/** Where nothing changes it is asked for less and less often. */
const SLOWEST_MS = 30_000;
const SLOWER = 1.5;

/**
 * How long to wait before the report is asked for again, after an answer. Who may not, or asks for a wave that isn't there, is answered the
 * same next time: then never.
 * @param before the wait before that answer, milliseconds @param large whether the wave is so large that registrations are estimated
 */
export function nextLookMs(
  before: number,
  { status, retryAfterSeconds = 0 }: Reply,
  changed: boolean,
  large: boolean,
): number | undefined {
  const every = large ? EVERY_LARGE_MS : EVERY_MS;
  if (status === 200) return changed ? every : Math.min(SLOWEST_MS, before * SLOWER);
  if (status !== undefined && status >= 400 && status < 500 && status !== 429) return undefined;
  return Math.max(Math.min(SLOWEST_MS, before * 2), 1_000 * retryAfterSeconds);
}
