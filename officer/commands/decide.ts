import { proposalDocumentSchema, REJECTION_REASONS } from '#shared/desk/proposal.ts';
import { publicWaveSchema } from '#shared/waves/public-wave.ts';
import type { Command, Invocation } from '../command.ts';
import { Failure } from '../failure.ts';
import { answerAs, proposalLine } from '../proposed.ts';

/** Approves a proposal of somebody else, which is then carried out. Repeated, it finishes what was interrupted. */
export const approve: Command = {
  summary: 'Approves what somebody else has proposed, and carries it out; again, it finishes what was interrupted',
  operands: ['proposalId'],
  role: 'approver',
  run: (invocation) => decide(invocation, { decision: 'approved' }),
};

/** Rejects a proposal of somebody else. */
export const reject: Command = {
  summary: 'Rejects what somebody else has proposed',
  operands: ['proposalId'],
  options: { reason: `one of ${REJECTION_REASONS.join(', ')}` },
  role: 'approver',
  async run(invocation) {
    const { reason } = invocation.values;
    if (reason === undefined) throw new Failure(`Why? --reason is one of ${REJECTION_REASONS.join(', ')}.`);
    await decide(invocation, { decision: 'rejected', reason });
  },
};

async function decide({ operands, api, json, print }: Invocation, decision: object): Promise<void> {
  const [proposalId = ''] = operands;
  const path = `/v1/proposals/${encodeURIComponent(proposalId)}`;
  const proposal = answerAs(proposalDocumentSchema, (await api.ask('GET', path)).json);
  const named = proposal.kind === 'plan' ? { proposalId } : {};
  const answer = await api.ask('POST', proposal.decideAt, { ...named, ...decision });
  if (json) return print(`${JSON.stringify(answer.json)}\n`);
  const wave = publicWaveSchema.safeParse(answer.json);
  if (!wave.success) return print(`${proposalLine(answerAs(proposalDocumentSchema, answer.json))}\n`);
  const { waveId, planHash, opensAt, closesAt, state } = wave.data;
  print(`${waveId} is ${state}: it opens at ${opensAt} and closes at ${closesAt} (plan ${planHash}).\n`);
}
