import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Reply } from '#web/shared/api.ts';

/** Officers look at a page for hours; each look costs their API some requests. */
const LOOK_EVERY_MS = 30_000;
const LOOK_JITTER_MS = 5_000;

/** The last answer that came, and whether the look after it has failed. */
export type Looked = { reply: Reply | undefined; stale: boolean };

/**
 * Looks something up, and again every half minute while the page is seen. What is known stays shown when a later look fails.
 * @param load the same function as long as the same is looked up
 */
export function useLooking(load: () => Promise<Reply>): Looked & { look(): Promise<void> } {
  const [looked, setLooked] = useState<Looked>({ reply: undefined, stale: false });
  const current = useRef(load);
  current.current = load;
  const look = useCallback(async () => {
    const reply = await load();
    if (current.current !== load) return;
    setLooked((before) =>
      reply.status === 200 || before.reply?.status !== 200 ? { reply, stale: false } : { reply: before.reply, stale: true },
    );
  }, [load]);
  useEffect(() => {
    let ended = false;
    let timer = 0;
    let looking = false;
    const next = async () => {
      looking = true;
      if (document.visibilityState === 'visible') await look();
      looking = false;
      if (!ended) timer = window.setTimeout(next, LOOK_EVERY_MS + Math.random() * LOOK_JITTER_MS);
    };
    const seen = () => {
      if (looking || document.visibilityState !== 'visible') return;
      window.clearTimeout(timer);
      void next();
    };
    void next();
    document.addEventListener('visibilitychange', seen);
    return () => {
      ended = true;
      window.clearTimeout(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [look]);
  return { ...looked, look };
}
