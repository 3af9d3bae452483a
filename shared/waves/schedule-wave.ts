import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { faultsOf, type PlanBody, type PlanFault, planOf, planText } from './plan.ts';
import { stateOf, type Wave, type WaveItem } from './wave.ts';
import type { WavesStore } from './waves-store.ts';

export type ScheduleDeps = {
  clock: Clock;
  waves: WavesStore;
  chainHash: string;
  /** Public half of the sealing key: SubjectPublicKeyInfo, base64. */
  sealingPublicKey(): Promise<string>;
};

export type ScheduleOutcome =
  | { outcome: 'announced' | 'amended' | 'extended' | 'unchanged'; wave: Wave }
  | { outcome: 'faulty'; faults: PlanFault[] }
  /** The wave is open, and the body is another plan than the present one with a later closing. */
  | { outcome: 'frozen' }
  /** The wave is closed, or so close to its opening or closing that functions which still hold the old plan would act on it. */
  | { outcome: 'tooLate' }
  /** Another officer's change came between. */
  | { outcome: 'raced' };

/**
 * Announces a wave, amends one that has not opened, or extends the closing of one that is open. The plan is frozen at the
 * opening: after it, closing and beacon may only move to later instants, everything else must be as it was.
 */
export async function scheduleWave(deps: ScheduleDeps, input: { waveId: string; body: PlanBody }): Promise<ScheduleOutcome> {
  const faults = faultsOf(input.body);
  const present = await deps.waves.read(input.waveId);
  const now = deps.clock.now();
  const plan = planOf(input.waveId, input.body, deps.chainHash);
  const text = planText(plan);
  if (faults.length > 0) return { outcome: 'faulty', faults };
  if (present?.planText === text) return { outcome: 'unchanged', wave: present };

  const state = present && stateOf(present, now);
  if (state === undefined || state === 'announced') {
    if (Date.parse(plan.opensAt) <= now) return { outcome: 'faulty', faults: [{ pointer: '/opensAt', message: 'opensInThePast' }] };
  } else if (state !== 'open') return { outcome: 'tooLate' };

  const item: WaveItem = {
    waveId: input.waveId,
    planText: text,
    planHash: createHash('sha256').update(text).digest('hex'),
    opensAt: plan.opensAt,
    closesAt: plan.closesAt,
    phase: 'scheduled',
    attempt: 0,
    sealingPublicKey: present && state === 'open' ? present.sealingPublicKey : await deps.sealingPublicKey(),
  };
  const wave: Wave = { ...item, plan };

  if (!present) return (await deps.waves.announce(item)) ? { outcome: 'announced', wave } : { outcome: 'raced' };
  if (state === 'open' && !isExtension(present, wave)) return { outcome: 'frozen' };
  const changed =
    state === 'open' ? await deps.waves.extend(item, present.planHash, now) : await deps.waves.amend(item, present.planHash, now);
  if (changed) return { outcome: state === 'open' ? 'extended' : 'amended', wave };
  const standing = await deps.waves.read(input.waveId);
  return { outcome: standing?.planHash === present.planHash ? 'tooLate' : 'raced' };
}

/** Whether `next` is `present` with its closing, and if need be its beacon, moved to later instants and nothing else changed. */
function isExtension(present: Wave, next: Wave): boolean {
  const { closesAt, beacon } = present.plan;
  const otherwiseSame = planText({ ...next.plan, closesAt, beacon: { ...next.plan.beacon, at: beacon.at } }) === present.planText;
  return otherwiseSame && next.plan.closesAt > closesAt && next.plan.beacon.at >= beacon.at;
}
