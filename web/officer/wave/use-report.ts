import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type * as z from 'zod/mini';
import type { ANSWERS } from '#shared/http/answers.ts';
import type { OfficerAsk } from '#web/officer/signed-in.tsx';
import type { Reply } from '#web/shared/api.ts';
import { serverNow } from '#web/shared/server-clock.ts';
import { EVERY_MS, nextLookMs } from './pace.ts';
import { type Look, MOST_LOOKS } from './rates.ts';

export type Report = z.infer<typeof ANSWERS.Report>;

/** Pressing the button again and again asks no more often. */
const LEAST_MS = 1_000;

export type Reported = {
  report?: Report;
  /** Counts of registrations, as they were seen while the page was open. */
  looks: readonly Look[];
  /** Why the last look brought nothing. */
  failed?: Reply;
};

/** The report of a wave, looked at again as long as the page is seen. @returns it, and how to look at once */
export function useReport(ask: OfficerAsk, waveId: string): [Reported, () => void] {
  const [reported, setReported] = useState<Reported>({ looks: [] });
  const lookNow = useRef(() => {});
  useEffect(() => {
    let [ended, looking, timer, delay, last, seen] = [false, false, 0, EVERY_MS, 0, ''];
    const again = (ms: number) => {
      window.clearTimeout(timer);
      timer = window.setTimeout(look, ms);
    };
    const look = async () => {
      if (looking || ended || document.visibilityState !== 'visible') return;
      looking = true;
      last = Date.now();
      const reply = await ask(`/v1/waves/${encodeURIComponent(waveId)}/report`);
      looking = false;
      if (ended) return;
      let [changed, large] = [false, false];
      if (reply.status === 200) {
        const report = reply.json as Report;
        const text = JSON.stringify(report);
        changed = text !== seen;
        large = report.registered.estimated;
        seen = text;
        setReported(({ looks }) => ({ report, looks: lookedAgain(looks, report) }));
      } else setReported((before) => ({ ...before, failed: reply }));
      const next = nextLookMs(delay, reply, changed, large);
      if (next === undefined) return;
      delay = next;
      again(delay);
    };
    const soon = () => again(Math.max(0, last + LEAST_MS - Date.now()));
    // Hidden, it finds that out when it would ask next, and waits to be seen.
    const shown = () => {
      if (document.visibilityState === 'visible') soon();
    };
    lookNow.current = () => {
      delay = EVERY_MS;
      soon();
    };
    void look();
    document.addEventListener('visibilitychange', shown);
    return () => {
      ended = true;
      window.clearTimeout(timer);
      document.removeEventListener('visibilitychange', shown);
    };
  }, [ask, waveId]);
  return [reported, useCallback(() => lookNow.current(), [])];
}

function lookedAgain(looks: readonly Look[], { registered }: Report): readonly Look[] {
  return [...looks, { at: serverNow(), ...registered }].slice(-MOST_LOOKS);
}
