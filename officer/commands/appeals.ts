import * as z from 'zod/mini';
import { type AppealDocument, appealDocumentSchema } from '#shared/appeals/appeal.ts';
import { DISMISSAL_REASONS, GRANT_REASONS } from '#shared/appeals/appeal-reasons.ts';
import { printable } from '../api.ts';
import type { Command, Invocation } from '../command.ts';
import { Failure } from '../failure.ts';
import { answerAs, tellProposed } from '../proposed.ts';

const pageSchema = z.object({ appeals: z.array(appealDocumentSchema), next: z.optional(z.string()) });
const shownSchema = z.extend(appealDocumentSchema, { text: z.optional(z.string()) });

/** Lists the appeals of a wave; nothing that was written is opened for it. */
export const appeals: Command = {
  summary: 'Lists the appeals of a wave, the oldest first, without what was written in them',
  operands: ['waveId'],
  options: { state: 'only open, granted or dismissed ones' },
  role: 'officer',
  async run({ operands, values, api, json, print }) {
    const { state } = values;
    const all: AppealDocument[] = [];
    let after: string | undefined;
    do {
      const query = new URLSearchParams({ ...(state !== undefined && { state }), ...(after !== undefined && { after }) });
      const answer = await api.ask('GET', `/v1/waves/${encodeURIComponent(operands[0] ?? '')}/appeals?${query}`);
      const page = answerAs(pageSchema, answer.json);
      all.push(...page.appeals);
      after = page.next;
    } while (after !== undefined);
    all.sort((left, right) => left.appealedAt.localeCompare(right.appealedAt));
    if (json) return print(`${JSON.stringify(all)}\n`);
    print(all.length === 0 ? 'Nobody has appealed.\n' : all.map((appeal) => `${appealLine(appeal)}\n`).join(''));
  },
};

/** Shows one appeal with what was written, proposes to grant it, or dismisses it. */
export const appeal: Command = {
  summary: 'Shows an appeal with what was written, proposes to grant it, or dismisses it',
  operands: ['waveId', 'entryId'],
  options: {
    grant: `propose to grant it, because of one of ${GRANT_REASONS.join(', ')}`,
    'place-of': 'with --grant: a later wave whose reserved place it is',
    dismiss: `dismiss it, because of one of ${DISMISSAL_REASONS.join(', ')}`,
  },
  role: 'officer',
  async run(invocation) {
    const { operands, values, api, json, print } = invocation;
    const [waveId = '', entryId = ''] = operands;
    const { grant, dismiss, 'place-of': remedyWaveId } = values;
    if (grant !== undefined && dismiss !== undefined) throw new Failure('An appeal is granted or dismissed, not both.');
    if (remedyWaveId !== undefined && grant === undefined) throw new Failure('--place-of goes with --grant.');
    if (grant !== undefined) return propose(invocation, { waveId, entryId, reason: grant, remedyWaveId });
    const path = `/v1/waves/${encodeURIComponent(waveId)}/appeals/${encodeURIComponent(entryId)}`;
    const answer =
      dismiss === undefined ? await api.ask('GET', path) : await api.ask('POST', `${path}/dismissal`, { reason: dismiss });
    const shown = answerAs(shownSchema, answer.json);
    if (json) return print(`${JSON.stringify(shown)}\n`);
    const text = dismiss === undefined ? `${printable(shown.text ?? 'What was written has been erased.')}\n` : '';
    print(`${appealLine(shown)}\n${text}`);
  },
};

async function propose(
  invocation: Invocation,
  { remedyWaveId, ...of }: { waveId: string; entryId: string; reason: string; remedyWaveId: string | undefined },
): Promise<void> {
  const body = { kind: 'grant-appeal', ...of, ...(remedyWaveId !== undefined && { remedyWaveId }) };
  tellProposed(invocation, (await invocation.api.ask('POST', '/v1/proposals', body)).json);
}

/** One line: entry, state, what is appealed and why, since when, and what was decided. */
function appealLine(of: AppealDocument): string {
  const { entryId, state, result, rule, reason, appealedAt, decidedAt, decisionReason, remedyWaveId } = of;
  const decision = [decisionReason, decidedAt, remedyWaveId && `a place of ${remedyWaveId}`].filter(Boolean).join(', ');
  return printable(`${entryId}  ${state.padEnd(9)}  ${rule ?? result}: ${reason}, ${appealedAt}${decision ? `; ${decision}` : ''}`);
}
