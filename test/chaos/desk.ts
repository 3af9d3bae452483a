import { APPROVER, type HttpAnswer, OFFICER, type Programme } from './programme.ts';
import { hold } from './violation.ts';

/** Tries of people who get no answer. */
const MOST_TRIES = 4;

/** An answer that says something; the last one, which may be a 503, after that many tries. */
export async function persistently(ask: () => Promise<HttpAnswer>, tries = MOST_TRIES): Promise<HttpAnswer> {
  for (let left = tries; ; left--) {
    const answer = await ask();
    if (answer.status < 500 || left === 1) return answer;
  }
}

/** What an officer proposes of one of the kinds at `/v1/proposals`. */
export function proposedBy(programme: Programme, body: { kind: string; waveId?: string }): Promise<HttpAnswer> {
  const asked = { waveId: body.waveId ?? '', route: 'POST /v1/proposals', body, officer: OFFICER };
  return persistently(() => programme.request('proposals', asked));
}

/** Approves a proposal, several at once, and its maker first, who is refused. @returns an answer that says something, if there is one */
export async function approvedBy(programme: Programme, proposalId: string, copies = 1): Promise<HttpAnswer> {
  const route = 'POST /v1/proposals/{proposalId}/decision';
  const approval = { waveId: '', route, path: { proposalId }, body: { decision: 'approved' } };
  const own = await programme.request('proposals', { ...approval, officer: OFFICER });
  hold(own.status === 403 || own.status >= 500, `a maker who approves was answered ${own.status}`);
  const approve = () => persistently(() => programme.request('proposals', { ...approval, officer: APPROVER }));
  const answers = await Promise.all(Array.from({ length: copies }, approve));
  return answers.toSorted((left, right) => left.status - right.status)[0] as HttpAnswer;
}

/** Has something done as two people do it. @returns the answer to the approval, or to a proposal that came to nothing */
export async function decidedByTwo(
  programme: Programme,
  body: { kind: string; waveId?: string } & Record<string, unknown>,
  copies = 1,
): Promise<HttpAnswer> {
  const proposed = await proposedBy(programme, body);
  if (proposed.status !== 202) return proposed;
  return approvedBy(programme, String(proposed.json['proposalId']), copies);
}

/** The end of a refusal's type, or the status of what was done; `503` for all that may have come to anything. */
export function wordOf({ status, json }: HttpAnswer): string {
  if (status >= 500) return '503';
  return status < 300 ? String(status) : String(json['type']).replace(/^.*:/, '');
}
