/** How many had registered when that was looked at. */
export type Look = { at: number; count: number; estimated: boolean };
export type Rate = { at: number; perMinute: number };

/** An hour of them at the shortest distance. */
export const MOST_LOOKS = 600;
/** The server's clock is known to a second, so a difference is taken over more than a few of them. */
const OVER_MS = 15_000;

/**
 * Registrations a minute at each look, from the one some fifteen seconds before it; an estimate is compared with estimates alone, since
 * one that becomes exact is no news of anybody.
 */
export function ratesOf(looks: readonly Look[]): Rate[] {
  return looks.flatMap((look, index) => {
    const earlier = looks.slice(0, index).filter(({ at, estimated }) => at < look.at && estimated === look.estimated);
    const from = earlier.filter(({ at }) => at <= look.at - OVER_MS).at(-1) ?? earlier[0];
    if (!from) return [];
    return [{ at: look.at, perMinute: Math.max(0, Math.round((60_000 * (look.count - from.count)) / (look.at - from.at))) }];
  });
}
