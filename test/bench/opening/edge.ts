/** When an answer was kept, and how long it is fresh. */
type Copy = { at: number; freshMs: number };

/** What the origin says to a read: its status and its Cache-Control; undefined when there was no answer. */
export type AskOrigin = (path: string) => Promise<{ status: number; cacheControl: string | undefined } | undefined>;

export type Edge = {
  /** Somebody reads a path now. */
  read(path: string): void;
  counts(): { reads: number; atOrigin: number; failedAtOrigin: number };
};

/**
 * Does with reads what CloudFront does by infra/front.ts: keeps an answer as long as its Cache-Control allows, and then asks the origin once for
 * all who read the same path meanwhile. One copy, as of one edge location. Bodies are not kept: nobody here looks at them, so it makes no
 * difference whether those who read meanwhile wait or are shown the old one (stale-while-revalidate).
 * @param now milliseconds
 */
export function edge(askOrigin: AskOrigin, now: () => number): Edge {
  const copies = new Map<string, Copy>();
  const asking = new Set<string>();
  const counts = { reads: 0, atOrigin: 0, failedAtOrigin: 0 };
  return {
    read(path) {
      counts.reads++;
      const copy = copies.get(path);
      const age = copy ? now() - copy.at : Number.POSITIVE_INFINITY;
      if ((copy && age < copy.freshMs) || asking.has(path)) return;
      asking.add(path);
      counts.atOrigin++;
      void askOrigin(path)
        .then((answer) => {
          const freshMs = answer?.status === 200 ? freshMsOf(answer.cacheControl) : 0;
          if (freshMs > 0) copies.set(path, { at: now(), freshMs });
          else counts.failedAtOrigin++;
        })
        .finally(() => asking.delete(path));
    },
    counts: () => ({ ...counts }),
  };
}

/** How long anybody may keep an answer with this Cache-Control, in milliseconds; 0 when nobody may. */
export function freshMsOf(cacheControl: string | undefined): number {
  if (cacheControl === undefined || /\b(?:no-store|no-cache|private)\b/.test(cacheControl)) return 0;
  const seconds = (name: string) => Number(new RegExp(`(?:^|[\\s,])${name}=(\\d+)`).exec(cacheControl)?.[1] ?? 0);
  return (seconds('s-maxage') || seconds('max-age')) * 1000;
}
