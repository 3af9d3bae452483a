/** A request of the officers' API, and its answer's status and text. */
export type Ask = (method: 'PUT' | 'POST', path: string, body: unknown, token: string) => Promise<{ status: number; text: string }>;

/**
 * Schedules a wave as it is done: one officer proposes the plan, and somebody else approves it.
 * @returns the answer to the approval; that to the proposal when there is nothing to approve, because it was refused or stands already
 */
export async function scheduledByTwo(
  ask: Ask,
  waveId: string,
  plan: unknown,
  tokens: { officer: string; approver: string },
): Promise<{ status: number; text: string }> {
  const proposed = await ask('PUT', `/v1/waves/${waveId}`, plan, tokens.officer);
  if (proposed.status !== 202) return proposed;
  const { proposalId, decideAt } = JSON.parse(proposed.text) as { proposalId: string; decideAt: string };
  return ask('POST', decideAt, { proposalId, decision: 'approved' }, tokens.approver);
}

/** Has anything else done that one officer proposes and another approves. @returns the answer to the approval, or to a proposal that was refused */
export async function approvedByTwo(
  ask: Ask,
  body: unknown,
  tokens: { officer: string; approver: string },
): Promise<{ status: number; text: string }> {
  const proposed = await ask('POST', '/v1/proposals', body, tokens.officer);
  if (proposed.status !== 202) return proposed;
  const { proposalId } = JSON.parse(proposed.text) as { proposalId: string };
  return ask('POST', `/v1/proposals/${proposalId}/decision`, { decision: 'approved' }, tokens.approver);
}

/** Asks an API at its address. */
export function askAt(url: string): Ask {
  return async (method, path, body, token) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const answer = await fetch(`${url}${path}`, { method, headers, body: JSON.stringify(body) });
    return { status: answer.status, text: await answer.text() };
  };
}
