import { useCallback, useRef, useState } from 'preact/hooks';
import type { Reply, Wave } from '#web/shared/api.ts';
import { serverNow } from '#web/shared/server-clock.ts';
import { type Step, submitPatiently } from './submit.ts';

export type Sending = { step: 'idle' } | Step | { step: 'answered'; reply: Reply };

/** How long to wait after the connection has come back: a mast serves many, and all of them are back at once. */
const BACK_ONLINE_MS = 2_000;

/** Within so long a second press belongs to the first: nothing that can be pressed may come under the finger meanwhile. */
export const DOUBLE_PRESS_MS = 700;

/** One registration on its way at a time: pressing twice sends once. */
export function useSending() {
  const [sending, tell] = useState<Sending>({ step: 'idle' });
  const cancel = useRef<AbortController>(undefined);

  const start = useCallback(async (wave: Pick<Wave, 'opensAt' | 'closesAt'>, send: () => Promise<Reply>) => {
    if (cancel.current) return;
    const cancelling = new AbortController();
    cancel.current = cancelling;
    const { signal } = cancelling;
    const stillWanted = (step: Sending) => {
      if (!signal.aborted) tell(step);
    };
    try {
      const pause = (ms: number, endsOnline: boolean) => paused(ms, endsOnline, signal);
      const online = () => navigator.onLine;
      const way = { send, now: serverNow, chance: Math.random, pause, online, tell: stillWanted };
      const [reply] = await Promise.all([submitPatiently(way, wave), paused(DOUBLE_PRESS_MS, false, signal)]);
      stillWanted({ step: 'answered', reply });
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      if (cancel.current === cancelling) cancel.current = undefined;
    }
  }, []);

  const stop = useCallback(() => {
    cancel.current?.abort();
    cancel.current = undefined;
    tell({ step: 'idle' });
  }, []);

  return { sending, start, stop };
}

/** Rejects when `signal` is aborted. @param endsOnline whether it is over, but for a moment, once there is a connection again */
function paused(ms: number, endsOnline: boolean, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const over = () => {
      window.removeEventListener('online', back);
      resolve();
    };
    let timer = window.setTimeout(over, ms);
    const back = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(over, Math.random() * BACK_ONLINE_MS);
    };
    if (endsOnline) window.addEventListener('online', back, { once: true });
    signal.addEventListener('abort', () => {
      window.clearTimeout(timer);
      window.removeEventListener('online', back);
      reject(signal.reason);
    });
  });
}
