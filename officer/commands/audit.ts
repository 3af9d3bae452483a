import type { AuditEntry } from '#shared/audit/audit-entry.ts';
import { OFFICERS_CHAIN } from '#shared/audit/chains.ts';
import { ANSWERS } from '#shared/http/answers.ts';
import { printable } from '../api.ts';
import type { Command } from '../command.ts';
import { Failure } from '../failure.ts';
import { answerAs } from '../proposed.ts';

/** Prints a chain of the audit log as it comes, a line an entry. Whether it holds is for `npm run verify-audit` to say. */
export const audit: Command = {
  summary: "Prints the audit log of officers' acts, or another chain of it (openings-00 to openings-ff), a line an entry",
  operands: ['chain?'],
  options: { after: 'only entries with numbers above this one' },
  role: 'auditor',
  async run({ operands, values, api, json, print }) {
    const chain = operands[0] ?? OFFICERS_CHAIN;
    let after = values['after'] ?? '0';
    for (;;) {
      const asked = `/v1/audit/${encodeURIComponent(chain)}?after=${encodeURIComponent(after)}`;
      const page = answerAs(ANSWERS.AuditPage, (await api.ask('GET', asked)).json);
      for (const entry of page.entries) print(`${json ? JSON.stringify(entry) : lineOf(entry)}\n`);
      if (page.next === undefined) return;
      if (page.next <= Number(after)) throw new Failure(`The chain ${chain} never comes to its end.`);
      after = String(page.next);
    }
  },
};

function lineOf({ number, at, actor, role, act, waveId, entryId, proposalId, outcome }: AuditEntry): string {
  const about = [waveId, proposalId && `proposal ${proposalId}`, entryId && `entry ${entryId}`].filter(Boolean).join(', ');
  const who = role ? `${actor} (${role})` : actor;
  return printable(
    `${String(number).padStart(6)}  ${at}  ${who}  ${act}${about ? ` ${about}` : ''}${outcome ? `: ${outcome}` : ' ...'}`,
  );
}
