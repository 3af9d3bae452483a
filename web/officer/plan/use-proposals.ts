import { useCallback, useRef, useState } from 'preact/hooks';
import type { ProposalDocument, ProposalState } from '#shared/desk/proposal.ts';
import type { Reply } from '#web/shared/api.ts';
import { type OfficerAsk, useOfficer } from '../signed-in.tsx';
import { useLooking } from '../use-looking.ts';

type Page = { proposals: ProposalDocument[]; next?: string };
export type Filter = Exclude<ProposalState, 'pending'> | 'all';

/** All proposals that wait for a decision, the one that has waited longest first; looked at again every now and then. */
export function usePending() {
  const { ask } = useOfficer();
  const load = useCallback(() => allPending(ask), [ask]);
  const { reply, stale, look } = useLooking(load);
  const pending = reply?.status === 200 ? (reply.json as ProposalDocument[]) : undefined;
  return { pending, refused: reply && reply.status !== 200 ? reply : undefined, stale, look };
}

/** Pages are in no order of time, and a page may hold none in that state. */
async function allPending(ask: OfficerAsk): Promise<Reply> {
  const all: ProposalDocument[] = [];
  let after: string | undefined;
  do {
    const reply = await ask(`/v1/proposals?${query('pending', after)}`);
    if (reply.status !== 200) return reply;
    const page = reply.json as Page;
    all.push(...page.proposals);
    after = page.next;
  } while (after !== undefined);
  return { status: 200, json: all.sort((left, right) => left.proposedAt.localeCompare(right.proposedAt)) };
}

export type Decided = {
  loaded: readonly ProposalDocument[];
  next?: string | undefined;
  begun: boolean;
  refused?: Reply | undefined;
};

/** What was decided or has lapsed, page by page; what is loaded stands newest first. */
export function useDecided(filter: Filter) {
  const { ask } = useOfficer();
  const [known, setKnown] = useState<Decided & { of: Filter }>({ of: filter, loaded: [], begun: false });
  const decided: Decided = known.of === filter ? known : { loaded: [], begun: false };
  const busy = useRef<Filter>(undefined);
  const more = async () => {
    if (busy.current === filter) return;
    busy.current = filter;
    const reply = await ask(`/v1/proposals?${query(filter === 'all' ? undefined : filter, decided.next)}`);
    if (busy.current !== filter) return;
    busy.current = undefined;
    if (reply.status !== 200) return setKnown({ ...decided, of: filter, refused: reply });
    const { proposals, next } = reply.json as Page;
    const fresh = proposals.filter(({ state }) => state !== 'pending');
    const loaded = [...decided.loaded, ...fresh].sort((left, right) => endOf(right).localeCompare(endOf(left)));
    setKnown({ of: filter, loaded, next, begun: true });
  };
  return { ...decided, more };
}

function endOf({ decidedAt, decideBy }: ProposalDocument): string {
  return decidedAt ?? decideBy;
}

function query(state: ProposalState | undefined, after: string | undefined): URLSearchParams {
  return new URLSearchParams({ ...(state !== undefined && { state }), ...(after !== undefined && { after }) });
}
