import { approvedByTwo } from '#demo/scheduling.ts';
import type { PartnerBody } from '#shared/partners/partner.ts';
import type { System } from '../support/running-system.ts';

/** Registers a partner, or changes it, as two people do. @returns the status of the answer to the approval, or to a proposal that was refused */
export async function registerByTwo(
  system: Pick<System, 'send' | 'runtime'>,
  partnerId: string,
  body: PartnerBody,
): Promise<number> {
  const [officer, approver] = await Promise.all([system.runtime.token('officer'), system.runtime.token('approver')]);
  const ask = (method: string, path: string, sent: unknown, token: string) => system.send(method, path, { body: sent, token });
  return (await approvedByTwo(ask, { kind: 'register-partner', partnerId, ...body }, { officer, approver })).status;
}
