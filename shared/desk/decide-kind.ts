import { type DecideDeps, decide, type Undone } from './decide.ts';
import type { AnyBody, Checked, Kind, KindDeps, Refused } from './kind.ts';
import { kindOf } from './kinds.ts';
import type { Proposal } from './proposal.ts';
import type { Decision, ProposalsStore } from './proposals-store.ts';
import { type Proposed, propose } from './propose.ts';

export type DeskDeps = KindDeps & DecideDeps & { proposals: ProposalsStore };

/** Proposes something of one of the kinds, if it could be done now. Nothing is done until somebody else approves. */
export async function proposeKind(
  deps: DeskDeps,
  { kind, body, proposedBy }: { kind: Kind; body: AnyBody; proposedBy: string },
): Promise<Proposed | Exclude<Checked, { outcome: 'ready' }>> {
  const checked = await kind.check(deps, body);
  if (checked.outcome !== 'ready') return checked;
  const { waveId } = body;
  const facts = { kind: body.kind, body: JSON.stringify(body), basis: checked.basis, proposedBy };
  return propose(deps, { ...facts, ...(waveId !== undefined && { waveId }) });
}

export type DecideKindOutcome =
  | Undone
  | { outcome: 'done'; proposal: Proposal }
  | Refused
  | { outcome: 'unknownProposal' }
  /** It is the plan of a wave. */
  | { outcome: 'decidedElsewhere' };

/** Decides something of one of the kinds, and does it when it is approved. */
export async function decideKind(
  deps: DeskDeps,
  { proposalId, decision }: { proposalId: string; decision: Decision },
): Promise<DecideKindOutcome> {
  // What a proposal is about never changes: to look before deciding is to know.
  const proposed = await deps.proposals.read(proposalId);
  if (!proposed) return { outcome: 'unknownProposal' };
  const kind = kindOf(proposed.kind);
  if (!kind) return { outcome: 'decidedElsewhere' };
  const decided = await decide(
    deps,
    { proposalId, decision },
    (proposal) => kind.execute(deps, kind.schema.parse(JSON.parse(proposal.body)), proposal),
    ({ outcome }) => outcome === 'done',
  );
  if (decided.outcome !== 'executed') return decided;
  return decided.result.outcome === 'done' ? { outcome: 'done', proposal: decided.proposal } : decided.result;
}
