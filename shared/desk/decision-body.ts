import * as z from 'zod/mini';
import type { Text } from '../http/text.ts';
import { proposalIdSchema, REJECTION_REASONS } from './proposal.ts';

const fields = {
  decision: z.enum(['approved', 'rejected']),
  /** Of a rejection. */
  reason: z.optional(z.enum(REJECTION_REASONS)),
};
const saysWhy = z.refine<{ decision: string; reason?: string | undefined }>(
  ({ decision, reason }) => (decision === 'rejected') === (reason !== undefined),
  { path: ['reason'] },
);

/** What an approver sends. */
export const decisionBodySchema = z.strictObject(fields).check(saysWhy);

/** The same where the proposal isn't named by the path. */
export const planDecisionBodySchema = z.strictObject({ proposalId: proposalIdSchema, ...fields }).check(saysWhy);

export const DECISION_FIELDS: Record<'proposalId' | 'decision' | 'reason', Text> = {
  proposalId: { id: 'Nomor usulan terdiri dari 32 digit heksadesimal.', en: 'The id of a proposal has 32 hex digits.' },
  decision: { id: 'Keputusan adalah "approved" atau "rejected".', en: 'The decision is "approved" or "rejected".' },
  reason: {
    id: `Penolakan perlu alasan, dan hanya penolakan: ${REJECTION_REASONS.join(', ')}.`,
    en: `A rejection has a reason, and nothing else has: ${REJECTION_REASONS.join(', ')}.`,
  },
};
