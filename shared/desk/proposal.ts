import * as z from 'zod/mini';
import { sha256Hex } from '../evidence/sha256.ts';
import { waveIdSchema } from '../waves/plan.ts';

/** Hex digits that name a proposal: half a SHA-256. */
export const proposalIdSchema = z.string().check(z.regex(/^[0-9a-f]{32}$/));

/** Who has overlooked a proposal for so long is to be asked anew. */
export const PROPOSAL_DAYS = 7;

/** Why a proposal is rejected. A list, since free text is where names and numbers of people end up. */
export const REJECTION_REASONS = [
  'wrong-dates',
  'wrong-places',
  'wrong-rules',
  'wrong-wave',
  'duplicate',
  'not-agreed',
  'other',
] as const;

/** What the desk table keeps of a proposal. All but the decision and what came of it stays as it was proposed. */
export const proposalSchema = z.object({
  proposalId: proposalIdSchema,
  /** What is proposed: `plan`, or one of the kinds of shared/desk/kinds.ts. */
  kind: z.string(),
  waveId: z.optional(waveIdSchema),
  /** The JSON text of what is proposed, as it was read. */
  body: z.string(),
  /** Hex SHA-256 of that text. */
  bodyHash: z.string(),
  /** How what it is about stood when it was proposed: it is carried out on nothing else. */
  basis: z.string(),
  /** The `sub` of the maker's token. */
  proposedBy: z.string(),
  proposedAt: z.string(),
  /** From then on it can't be decided any more. */
  decideBy: z.string(),
  state: z.enum(['pending', 'approved', 'rejected']),
  decidedBy: z.optional(z.string()),
  decidedAt: z.optional(z.string()),
  reason: z.optional(z.enum(REJECTION_REASONS)),
  /** What came of carrying it out the last time that was tried, in the word of its use case. */
  outcome: z.optional(z.string()),
  /** When it had been carried out. */
  executedAt: z.optional(z.string()),
});
export type Proposal = z.infer<typeof proposalSchema>;

/** What makes a proposal of a maker that one, and what tells apart two that say the same. */
export type ProposalFacts = Pick<Proposal, 'kind' | 'waveId' | 'body' | 'basis' | 'proposedBy'>;

/**
 * The same for each repeat of a proposal by the same maker as long as nothing has changed.
 * @param sequence 1, and one more for each time that it was rejected or left undecided before
 */
export function proposalIdOf({ kind, waveId, body, basis, proposedBy }: ProposalFacts, sequence: number): string {
  const lines = ['gelombang/proposal/v1', kind, waveId ?? '', basis, sha256Hex(body), proposedBy, sequence];
  return sha256Hex(lines.map((line) => `${line}\n`).join('')).slice(0, 32);
}

export const PROPOSAL_STATES = ['pending', 'approved', 'rejected', 'expired'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

/** @param now epoch milliseconds */
export function proposalStateOf({ state, decideBy }: Pick<Proposal, 'state' | 'decideBy'>, now: number): ProposalState {
  return state === 'pending' && Date.parse(decideBy) <= now ? 'expired' : state;
}

/** A proposal as officers, approvers and auditors see it. */
export const proposalDocumentSchema = z.strictObject({
  ...z.omit(proposalSchema, { basis: true, body: true, state: true }).shape,
  state: z.enum(PROPOSAL_STATES),
  body: z.record(z.string(), z.unknown()),
  /** Where somebody else decides it: a POST. */
  decideAt: z.string(),
});
export type ProposalDocument = z.infer<typeof proposalDocumentSchema>;

/** @param now epoch milliseconds */
export function proposalDocument({ basis: _, ...proposal }: Proposal, now: number): ProposalDocument {
  const { proposalId, kind, waveId, body } = proposal;
  return {
    ...proposal,
    state: proposalStateOf(proposal, now),
    body: JSON.parse(body),
    decideAt: kind === 'plan' ? `/v1/waves/${waveId}/plan-decision` : `/v1/proposals/${proposalId}/decision`,
  };
}
