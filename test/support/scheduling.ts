import { scheduledByTwo } from '#demo/scheduling.ts';
import type { HttpAnswer, System } from './running-system.ts';

/** Schedules a wave as two people do, with the answer to the one that came last. */
export async function schedule(system: Pick<System, 'send' | 'runtime'>, waveId: string, body: unknown): Promise<HttpAnswer> {
  const [officer, approver] = await Promise.all([system.runtime.token('officer'), system.runtime.token('approver')]);
  let last: HttpAnswer | undefined;
  const ask = async (method: string, path: string, sent: unknown, token: string) => {
    last = await system.send(method, path, { body: sent, token });
    return last;
  };
  await scheduledByTwo(ask, waveId, body, { officer, approver });
  return last as HttpAnswer;
}
