import { useEffect, useState } from 'preact/hooks';
import { firstSubmitDelayMs, isWorthRetrying, RETRY_RULE, retryDelayMs } from '#shared/retry/retry-rule.ts';
import { ask, type OwnRegistration, type Reply, type Wave } from '#web/shared/api.ts';
import type { Language } from '#web/shared/text.ts';

export type Own =
  | { state: 'loading' }
  | { state: 'unreachable' }
  | { state: 'refused'; reply: Reply }
  | { state: 'known'; own: OwnRegistration };

/**
 * The own registration by its manage token. It is asked for when the page is opened, and once more when the wave is published meanwhile:
 * then after a random time, since all who are waiting see that at once. What they wait by is the public list, which the edge keeps.
 */
export function useOwn(
  { manageToken, waveId }: { manageToken: string; waveId: string },
  wave: Wave | undefined,
  language: Language,
): Own {
  const [own, setOwn] = useState<Own>({ state: 'loading' });
  const known = own.state === 'known' ? own.own.state : undefined;
  const published = wave?.state === 'published';
  const waited = known === 'registered' && published;
  const done = known !== undefined && !waited;
  useEffect(() => {
    if (done) return;
    let timer = 0;
    let ended = false;
    const look = async (tries: number) => {
      const reply = await ask(`/v1/waves/${waveId}/registration`, language, { token: manageToken });
      if (ended) return;
      if (reply.status === 200) setOwn({ state: 'known', own: reply.json as OwnRegistration });
      else if (!isWorthRetrying(reply.status)) setOwn({ state: 'refused', reply });
      else {
        setOwn((before) => (before.state === 'known' ? before : { state: 'unreachable' }));
        timer = window.setTimeout(() => look(tries + 1), retryDelayMs(tries, reply.retryAfterSeconds, Math.random()));
      }
    };
    const windowMs = wave ? Date.parse(wave.closesAt) - Date.parse(wave.opensAt) : 0;
    timer = window.setTimeout(() => look(1), waited ? firstSubmitDelayMs(0, Math.random(), RETRY_RULE, windowMs) : 0);
    return () => {
      ended = true;
      window.clearTimeout(timer);
    };
  }, [manageToken, waveId, language, done, waited]);
  return own;
}
