import { useCallback, useEffect, useState } from 'preact/hooks';
import type { OfficerAsk } from '#web/officer/signed-in.tsx';
import { useOfficer } from '#web/officer/signed-in.tsx';
import type { Appeals, Reply } from '#web/shared/api.ts';

export type Appeal = Appeals['appeals'][number];
export type Known = { appeals: readonly Appeal[]; next?: string | undefined };
export type Listed = { state: 'loading' } | { state: 'failed'; reply: Reply } | ({ state: 'known' } & Known);

/** The API filters within its pages, so that one of them can be empty: so many are gathered before somebody is asked for more. */
const AT_LEAST = 20;

/** The appeals of a wave, as far as they were asked for. */
export function useAppeals(waveId: string, state: string) {
  const { ask } = useOfficer();
  const [listed, setListed] = useState<Listed>({ state: 'loading' });
  const first = useCallback(async () => {
    setListed({ state: 'loading' });
    setListed(await gathered(ask, waveId, state, { appeals: [] }));
  }, [ask, waveId, state]);
  useEffect(() => {
    let ended = false;
    setListed({ state: 'loading' });
    void gathered(ask, waveId, state, { appeals: [] }).then((found) => !ended && setListed(found));
    return () => {
      ended = true;
    };
  }, [ask, waveId, state]);

  const more = async (known: Known) => setListed(await gathered(ask, waveId, state, known));
  /** One was decided: it is shown as it stands now. */
  const changed = (appeal: Appeal) =>
    setListed((before) =>
      before.state !== 'known'
        ? before
        : { ...before, appeals: before.appeals.map((of) => (of.entryId === appeal.entryId ? appeal : of)) },
    );
  return { listed, again: first, more, changed };
}

/** At least so many more, or all that there are. */
async function gathered(ask: OfficerAsk, waveId: string, state: string, { appeals, next }: Known): Promise<Listed> {
  const all = [...appeals];
  let after = next;
  do {
    const query = new URLSearchParams({ ...(state !== '' && { state }), ...(after !== undefined && { after }) });
    const reply = await ask(`/v1/waves/${encodeURIComponent(waveId)}/appeals?${query}`);
    if (reply.status !== 200) return { state: 'failed', reply };
    const page = reply.json as Appeals;
    all.push(...page.appeals);
    after = page.next;
  } while (after !== undefined && all.length < appeals.length + AT_LEAST);
  return { state: 'known', appeals: all, next: after };
}
