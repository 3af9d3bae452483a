import { useCallback, useEffect, useState } from 'preact/hooks';
import type { OfficerAsk } from '#web/officer/signed-in.tsx';
import type { Reply } from '#web/shared/api.ts';

export type Asked<T> = { state: 'loading' } | { state: 'known'; json: T } | { state: 'refused'; reply: Reply };

/**
 * What the API answers to a GET: when the page comes to it, and whenever it is asked again.
 * @param anew when it changes, the API is asked again
 * @returns the answer, how to ask again, and whether it is being asked
 */
export function useAsked<T>(
  ask: OfficerAsk,
  path: string,
  anew?: unknown,
): [asked: Asked<T>, askAgain: () => void, asking: boolean] {
  const [asked, setAsked] = useState<Asked<T>>({ state: 'loading' });
  const [times, setTimes] = useState(0);
  const [answered, setAnswered] = useState(-1);
  useEffect(() => {
    let ended = false;
    void ask(path).then((reply) => {
      if (ended) return;
      setAnswered(times);
      setAsked(reply.status === 200 ? { state: 'known', json: reply.json as T } : { state: 'refused', reply });
    });
    return () => {
      ended = true;
    };
  }, [ask, path, times, anew]);
  return [asked, useCallback(() => setTimes((before) => before + 1), []), answered !== times];
}
