import * as z from 'zod/mini';
import { type ProposalDocument, proposalDocumentSchema } from '#shared/desk/proposal.ts';
import { printable } from './api.ts';
import type { Invocation } from './command.ts';
import { Failure } from './failure.ts';

/** An answer in the form that it should have. @throws Failure when it hasn't: another version answers, or no API of ours */
export function answerAs<T>(schema: z.ZodMiniType<T>, json: unknown): T {
  const parsed = z.safeParse(schema, json);
  if (!parsed.success) throw new Failure('The answer does not have the form of this API: is it the right address and version?');
  return parsed.data;
}

/** A proposal as one line: id, state, what, by whom and since when. */
export function proposalLine(proposal: ProposalDocument): string {
  const { proposalId, state, kind, waveId, proposedBy, proposedAt, decidedBy, reason, outcome } = proposal;
  const decision = [decidedBy && `by ${decidedBy}`, reason, outcome].filter(Boolean).join(', ');
  const what = [kind, waveId].filter(Boolean).join(' ');
  return printable(
    `${proposalId}  ${state.padEnd(8)}  ${what.padEnd(28)}  ${proposedBy}, ${proposedAt}${decision ? `; ${decision}` : ''}`,
  );
}

/** Tells of what was proposed, and how it goes on. */
export function tellProposed({ print, json }: Pick<Invocation, 'print' | 'json'>, answer: unknown): void {
  const proposal = answerAs(proposalDocumentSchema, answer);
  const next = `Somebody else decides it by ${proposal.decideBy}: npm run officer -- approve ${proposal.proposalId}\n`;
  if (json) print(`${JSON.stringify(proposal)}\n`);
  else print(`${proposalLine(proposal)}\n${proposal.state === 'pending' ? next : ''}`);
}
