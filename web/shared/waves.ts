import { useEffect, useState } from 'preact/hooks';
import { ask, type Wave } from './api.ts';
import { serverNow } from './server-clock.ts';
import type { Language } from './text.ts';

/** Between two looks at the list, which the edge keeps for some seconds: nobody's phone is a burden by it. */
const LOOK_EVERY_MS = 12_000;
const LOOK_JITTER_MS = 6_000;

export type Waves = { state: 'loading' } | { state: 'failed' } | { state: 'known'; waves: readonly Wave[] };

/** What a wave's state is now: a page that was loaded before the opening shows the opening without asking anybody. */
export function stateNow({ state, opensAt, closesAt }: Pick<Wave, 'state' | 'opensAt' | 'closesAt'>, now: number): Wave['state'] {
  if (state === 'selecting' || state === 'published') return state;
  if (now < Date.parse(opensAt)) return 'announced';
  return now < Date.parse(closesAt) ? 'open' : 'closed';
}

/** All waves, looked at again every now and then while the page is seen. */
export function useWaves(language: Language): Waves {
  const [known, setKnown] = useState<Waves>({ state: 'loading' });
  useEffect(() => {
    let ended = false;
    let timer = 0;
    let looking = false;
    const look = async () => {
      looking = true;
      if (document.visibilityState === 'visible') {
        const { status, json } = await ask('/v1/waves', language);
        if (ended) return;
        if (status === 200) setKnown({ state: 'known', waves: (json as { waves: Wave[] }).waves });
        else setKnown((before) => (before.state === 'known' ? before : { state: 'failed' }));
      }
      looking = false;
      timer = window.setTimeout(look, LOOK_EVERY_MS + Math.random() * LOOK_JITTER_MS);
    };
    const seen = () => {
      if (looking || document.visibilityState !== 'visible') return;
      window.clearTimeout(timer);
      void look();
    };
    void look();
    document.addEventListener('visibilitychange', seen);
    return () => {
      ended = true;
      window.clearTimeout(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [language]);
  return known;
}

/** The server's time, anew each second. */
export function useNow(): number {
  const [now, setNow] = useState(serverNow());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(serverNow()), 1000);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}
