import { useRef, useState } from 'preact/hooks';
import type { ProposalDocument, REJECTION_REASONS } from '#shared/desk/proposal.ts';
import type { Reply, Wave } from '#web/shared/api.ts';
import { useOfficer } from '../signed-in.tsx';

export type Decision = { decision: 'approved' } | { decision: 'rejected'; reason: (typeof REJECTION_REASONS)[number] };
export type Deciding =
  | { step: 'idle' }
  | { step: 'sending' }
  /** `wave`: of a plan that was carried out. */
  | { step: 'decided'; decision: Decision; wave?: Wave }
  | { step: 'refused'; decision: Decision; reply: Reply };

/** Sends one decision at a time; the same decision sent again answers as the first, and finishes what was interrupted. */
export function useDeciding({ proposalId, kind, decideAt }: ProposalDocument) {
  const { ask } = useOfficer();
  const [deciding, tell] = useState<Deciding>({ step: 'idle' });
  const busy = useRef(false);
  const decide = async (decision: Decision): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    tell({ step: 'sending' });
    const named = kind === 'plan' ? { proposalId } : {};
    const reply = await ask(decideAt, { method: 'POST', body: JSON.stringify({ ...named, ...decision }) });
    busy.current = false;
    if (reply.status !== 200 && reply.status !== 201) return tell({ step: 'refused', decision, reply });
    const wave = kind === 'plan' && decision.decision === 'approved' ? (reply.json as Wave) : undefined;
    tell({ step: 'decided', decision, ...(wave && { wave }) });
  };
  return { deciding, decide };
}
