import { type Clock, instant } from '../clock.ts';
import { sha256Hex } from '../evidence/sha256.ts';
import { PROPOSAL_DAYS, type Proposal, type ProposalFacts, proposalIdOf, proposalStateOf } from './proposal.ts';
import type { ProposalsStore } from './proposals-store.ts';

const DAY_MS = 24 * 60 * 60_000;

export type Proposed = { outcome: 'proposed'; proposal: Proposal };

/**
 * Puts a proposal on the desk, where somebody else decides it. The same by the same maker is the same proposal until it is rejected
 * or its time is over; then a repeat is a new one.
 */
export async function propose(
  { clock, proposals }: { clock: Clock; proposals: Pick<ProposalsStore, 'propose'> },
  facts: ProposalFacts,
): Promise<Proposed> {
  const now = clock.now();
  for (let sequence = 1; ; sequence++) {
    const proposal = await proposals.propose({
      ...facts,
      proposalId: proposalIdOf(facts, sequence),
      bodyHash: sha256Hex(facts.body),
      proposedAt: instant(now),
      decideBy: instant(now + PROPOSAL_DAYS * DAY_MS),
      state: 'pending',
    });
    const state = proposalStateOf(proposal, now);
    if (state === 'pending' || state === 'approved') return { outcome: 'proposed', proposal };
  }
}
