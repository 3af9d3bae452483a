import * as z from 'zod/mini';
import { type ProposalDocument, proposalDocumentSchema } from '#shared/desk/proposal.ts';
import { printable } from '../api.ts';
import type { Command, Invocation } from '../command.ts';
import { answerAs, proposalLine } from '../proposed.ts';

const pageSchema = z.object({ proposals: z.array(proposalDocumentSchema), next: z.optional(z.string()) });

/** Lists what is proposed, or shows one proposal whole. */
export const proposals: Command = {
  summary: 'Lists what is proposed, the oldest first, or shows one proposal with what it says',
  operands: ['proposalId?'],
  options: { state: 'only pending, approved, rejected or expired ones' },
  role: 'officer',
  async run(invocation) {
    const { operands, json, print } = invocation;
    const [proposalId] = operands;
    if (proposalId !== undefined) return showOne(invocation, proposalId);
    const all = await allOf(invocation);
    if (json) return print(`${JSON.stringify(all)}\n`);
    print(all.length === 0 ? 'Nothing is proposed.\n' : all.map((proposal) => `${proposalLine(proposal)}\n`).join(''));
  },
};

async function showOne({ api, json, print }: Invocation, proposalId: string): Promise<void> {
  const answer = await api.ask('GET', `/v1/proposals/${encodeURIComponent(proposalId)}`);
  const proposal = answerAs(proposalDocumentSchema, answer.json);
  if (json) return print(`${JSON.stringify(proposal)}\n`);
  print(`${proposalLine(proposal)}\n${printable(JSON.stringify(proposal.body, null, 2))}\n`);
}

async function allOf({ api, values }: Invocation): Promise<ProposalDocument[]> {
  const { state } = values;
  const all: ProposalDocument[] = [];
  let after: string | undefined;
  do {
    const query = new URLSearchParams({ ...(state !== undefined && { state }), ...(after !== undefined && { after }) });
    const page = answerAs(pageSchema, (await api.ask('GET', `/v1/proposals?${query}`)).json);
    all.push(...page.proposals);
    after = page.next;
  } while (after !== undefined);
  return all.sort((left, right) => left.proposedAt.localeCompare(right.proposedAt));
}
