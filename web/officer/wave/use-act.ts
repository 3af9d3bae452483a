import { useCallback, useRef, useState } from 'preact/hooks';
import { type OfficerAsk, useOfficer } from '#web/officer/signed-in.tsx';
import { problemIn, problemName, type Reply } from '#web/shared/api.ts';

export type Act = { state: 'idle' } | { state: 'sending' } | { state: 'done'; reply: Reply } | { state: 'refused'; reply: Reply };

/** One request that changes something, on its way once however often it is pressed. A repeat after a broken connection is safe. */
export function useAct(): { act: Act; send(path: string, body?: object): Promise<void>; reset(): void } {
  const { ask } = useOfficer();
  const [act, setAct] = useState<Act>({ state: 'idle' });
  const under = useRef(false);
  const send = useCallback(
    async (path: string, body?: object) => {
      if (under.current) return;
      under.current = true;
      setAct({ state: 'sending' });
      const reply = await posted(ask, path, body);
      under.current = false;
      setAct({ state: reply.status !== undefined && reply.status < 300 ? 'done' : 'refused', reply });
    },
    [ask],
  );
  return { act, send, reset: useCallback(() => setAct({ state: 'idle' }), []) };
}

function posted(ask: OfficerAsk, path: string, body: object | undefined): Promise<Reply> {
  return ask(path, { method: 'POST', ...(body && { body: JSON.stringify(body) }) });
}

/** The field that a refusal without pointers is about, where there is one. */
const FIELD_OF: Readonly<Record<string, string>> = {
  'ends-in-the-past': 'until',
  'holds-overlap': 'from',
  'unknown-place': 'entryId',
  'place-not-to-be-used': 'entryId',
  'place-on-hold': 'entryId',
  'not-in-hand': 'places',
  'announced-or-granted': 'waveId',
  'unknown-wave': 'waveId',
  'not-published-yet': 'waveId',
};

/** What the API refuses, by the name of the field that it refuses. */
export function faultsIn(act: Act): Readonly<Record<string, string>> {
  if (act.state !== 'refused') return {};
  const problem = problemIn(act.reply);
  if (!problem) return {};
  const field = FIELD_OF[problemName(act.reply) ?? ''];
  return Object.fromEntries([
    ...(problem.errors ?? []).map(({ pointer, detail }) => [pointer.split('/')[1] ?? '', detail]),
    ...(field === undefined ? [] : [[field, problem.title]]),
  ]);
}
