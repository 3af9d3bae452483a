import { useEffect, useState } from 'preact/hooks';
import type { Proposal, Proposals } from '#web/shared/api.ts';
import { type OfficerAsk, useOfficer } from './signed-in.tsx';

/** What is proposed of a kind and waits for its decision. Who may not see proposals is shown none. @param renewed changes when there may be more */
export function usePending(kind: string, renewed: unknown): readonly Proposal[] {
  const { ask } = useOfficer();
  const [pending, setPending] = useState<readonly Proposal[]>([]);
  useEffect(() => {
    let ended = false;
    void pendingOf(ask, kind).then((found) => !ended && setPending(found));
    return () => {
      ended = true;
    };
  }, [ask, kind, renewed]);
  return pending;
}

async function pendingOf(ask: OfficerAsk, kind: string): Promise<Proposal[]> {
  const all: Proposal[] = [];
  let after: string | undefined;
  do {
    const reply = await ask(`/v1/proposals?state=pending${after === undefined ? '' : `&after=${after}`}`);
    if (reply.status !== 200) return all;
    const page = reply.json as Proposals;
    all.push(...page.proposals.filter((proposal) => proposal.kind === kind));
    after = page.next;
  } while (after !== undefined);
  return all;
}
