import { useRef, useState } from 'preact/hooks';
import type { ProposalDocument } from '#shared/desk/proposal.ts';
import type { PlanBody } from '#shared/waves/plan.ts';
import { problemIn, type Reply } from '#web/shared/api.ts';
import { useOfficer } from '../signed-in.tsx';
import { type Field, fieldAt } from './check-plan.ts';

export type Proposing =
  | { step: 'idle' }
  | { step: 'sending' }
  | { step: 'proposed'; proposal: ProposalDocument }
  | { step: 'stands' }
  | { step: 'refused'; reply: Reply };

/** Sends a plan as a proposal, one at a time; a repeat of one that is there already answers with the same. */
export function useProposing() {
  const { ask } = useOfficer();
  const [proposing, tell] = useState<Proposing>({ step: 'idle' });
  const [refusals, setRefusals] = useState<Partial<Record<Field, string>>>({});
  const busy = useRef(false);

  const propose = async (waveId: string, body: PlanBody): Promise<Proposing | undefined> => {
    if (busy.current) return undefined;
    busy.current = true;
    tell({ step: 'sending' });
    setRefusals({});
    const reply = await ask(`/v1/waves/${encodeURIComponent(waveId)}`, { method: 'PUT', body: JSON.stringify(body) });
    busy.current = false;
    const outcome = outcomeOf(reply);
    setRefusals(refusalsIn(reply));
    tell(outcome);
    return outcome;
  };
  /** What the API has said of a field is of no account once that is changed. */
  const changed = (field: Field) => setRefusals(({ [field]: _, ...others }) => others);
  return { proposing, refusals, propose, changed };
}

function outcomeOf(reply: Reply): Proposing {
  if (reply.status === 202) return { step: 'proposed', proposal: reply.json as ProposalDocument };
  return reply.status === 200 ? { step: 'stands' } : { step: 'refused', reply };
}

/** Whether all that the API refuses is told at fields of the form. */
export function isAtFields(reply: Reply): boolean {
  const errors = problemIn(reply)?.errors ?? [];
  return errors.length > 0 && errors.every(({ pointer }) => fieldAt(pointer) !== undefined);
}

/** The API's words at the fields that they are about. */
function refusalsIn(reply: Reply): Partial<Record<Field, string>> {
  const refusals: Partial<Record<Field, string>> = {};
  for (const { pointer, detail } of problemIn(reply)?.errors ?? []) {
    const field = fieldAt(pointer);
    if (field) refusals[field] ??= detail;
  }
  return refusals;
}
