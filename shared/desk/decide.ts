import { type Clock, instant } from '../clock.ts';
import { type Proposal, proposalStateOf } from './proposal.ts';
import type { Decision, ProposalsStore } from './proposals-store.ts';

export type DecideDeps = { clock: Clock; proposals: Pick<ProposalsStore, 'decide' | 'noteOutcome'> };

/** Why nothing is decided, and what was decided without anything to carry out. */
export type Undone =
  /** The maker is who wants to decide. */
  | { outcome: 'ownProposal' }
  /** Nobody has decided in time. */
  | { outcome: 'expired' }
  /** Another decision stands. */
  | { outcome: 'decidedOtherwise' }
  | { outcome: 'rejected'; proposal: Proposal }
  /** It was approved, and carried out, before: nothing is done again. */
  | { outcome: 'executedBefore'; proposal: Proposal };

export type Decided<T> = Undone | { outcome: 'executed'; proposal: Proposal; result: T };

/**
 * Decides a proposal, and carries out what is approved. The decision is written first: who dies after it, or gets no answer, repeats
 * the call, and what was approved is carried out then. `execute` must be the same done twice, and must do nothing when what the
 * proposal is about is no longer as it was (`basis`).
 * @param isDone whether such a result means that it was carried out; what was refused may be tried again
 */
export async function decide<T extends { outcome: string }>(
  { clock, proposals }: DecideDeps,
  { proposalId, decision }: { proposalId: string; decision: Decision },
  execute: (proposal: Proposal) => Promise<T>,
  isDone: (result: T) => boolean,
): Promise<Decided<T>> {
  const now = clock.now();
  const { decided, proposal } = await proposals.decide(proposalId, decision, now);
  if (!decided && proposal.proposedBy === decision.decidedBy) return { outcome: 'ownProposal' };
  if (proposalStateOf(proposal, now) === 'expired') return { outcome: 'expired' };
  if (proposal.state !== decision.state) return { outcome: 'decidedOtherwise' };
  if (proposal.state === 'rejected') return { outcome: 'rejected', proposal };
  if (proposal.executedAt !== undefined) return { outcome: 'executedBefore', proposal };
  const result = await execute(proposal);
  const executedAt = isDone(result) ? instant(clock.now()) : undefined;
  return { outcome: 'executed', proposal: await proposals.noteOutcome(proposalId, result.outcome, executedAt), result };
}
