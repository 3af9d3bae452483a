import { createHash } from 'node:crypto';
import { type Clock, instant } from '../clock.ts';
import type { ListVersion } from '../lists/list-items.ts';
import { type ListNameFault, namesLists, resolveLists } from '../lists/resolve-lists.ts';
import type { Check } from '../opening/preflight.ts';
import { type Peppers, pepperFacts, WrongPepper } from '../registrations/peppers.ts';
import { faultsOf, isExtension, type PlanBody, type PlanContext, type PlanFault, planOf, planText } from './plan.ts';
import { planVersions, stateOf, type Wave, type WaveItem } from './wave.ts';
import type { WavesStore } from './waves-store.ts';

export type ScheduleDeps = {
  clock: Clock;
  waves: WavesStore;
  chain: PlanContext['chain'];
  /** The newest sealing key. */
  sealingKey(): Promise<Pick<Wave, 'sealingKeyId' | 'sealingPublicKey'>>;
  /** As they are now. */
  peppers(): Promise<Peppers>;
  /** All complete versions of all lists. */
  lists(): Promise<ListVersion[]>;
  /** What an opening then needs, and whether it is there. @param opensAt epoch milliseconds */
  preflight(opensAt: number): Promise<Check[]>;
};

export type ScheduleOutcome =
  | { outcome: 'announced' | 'amended' | 'extended' | 'unchanged'; wave: Wave }
  | { outcome: 'faulty'; faults: (PlanFault | ListNameFault)[] }
  /** Something that the opening needs is not in place: all that isn't. */
  | { outcome: 'notReady'; missing: Check[] }
  /** The wave is open, and the body is another plan than the present one with a later closing. */
  | { outcome: 'frozen' }
  /** The wave is closed, or so close to its opening or closing that functions which still hold the old plan would act on it. */
  | { outcome: 'tooLate' }
  /** Another officer's change came between. */
  | { outcome: 'raced' };

/**
 * Announces a wave, amends one that has not opened, or extends the closing of one that is open. The plan is frozen at the
 * opening: after it, closing and beacon may only move to later instants, everything else must be as it was. An extension is a new
 * version of the plan that names the one before it by its hash; both stay public. A new opening, or an earlier one, is taken on only when all that
 * it needs is in place; putting one off, or extending it, always is.
 * @throws WrongPepper when the pepper isn't the one of the waves that there are
 */
export async function scheduleWave(deps: ScheduleDeps, input: { waveId: string; body: PlanBody }): Promise<ScheduleOutcome> {
  const faults = faultsOf(input.body);
  const present = await deps.waves.read(input.waveId);
  const now = deps.clock.now();
  if (faults.length > 0) return { outcome: 'faulty', faults };
  const inForce = present && stateOf(present, now) !== 'announced' ? present.plan.lists : undefined;
  const named = resolveLists(input.body, namesLists(input.body) ? await deps.lists() : [], inForce);
  if ('faults' in named) return { outcome: 'faulty', faults: named.faults };
  const asVersion = (of: Omit<PlanContext, 'chain' | 'lists'>) =>
    planOf(input.waveId, named.body, { ...of, lists: named.lists, chain: deps.chain });
  if (present && planText(asVersion(present.plan)) === present.planText) return { outcome: 'unchanged', wave: present };

  const state = present && stateOf(present, now);
  const extended = state === 'open' ? present : undefined;
  const plan = extended
    ? asVersion({ version: extended.plan.version + 1, supersedes: { planHash: extended.planHash, at: instant(now) } })
    : asVersion({ version: 1 });
  const text = planText(plan);
  if (state === undefined || state === 'announced') {
    if (Date.parse(plan.opensAt) <= now) return { outcome: 'faulty', faults: [{ pointer: '/opensAt', message: 'opensInThePast' }] };
  } else if (state !== 'open') return { outcome: 'tooLate' };

  const pepper = extended ? extended.pepper : await newestPepper(deps);
  // Under another pepper a list would name strangers, and refuse nobody.
  if (named.versions.some(({ pepperCheck }) => pepperCheck !== pepper.lifetimeCheck)) throw new WrongPepper();
  if (!extended && (!present || plan.opensAt < present.opensAt)) {
    const missing = (await deps.preflight(Date.parse(plan.opensAt))).filter(({ holds }) => !holds);
    if (missing.length > 0) return { outcome: 'notReady', missing };
  }

  const item: WaveItem = {
    waveId: input.waveId,
    planText: text,
    planHash: createHash('sha256').update(text).digest('hex'),
    opensAt: plan.opensAt,
    closesAt: plan.closesAt,
    phase: 'scheduled',
    attempt: 0,
    earlierPlans: extended ? planVersions(extended) : [],
    attempts: [],
    pepper,
    ...(extended ? sealingKeyOf(extended) : await deps.sealingKey()),
  };
  const wave: Wave = { ...item, plan };

  if (!present) return (await deps.waves.announce(item)) ? { outcome: 'announced', wave } : { outcome: 'raced' };
  if (extended && !isExtension(extended.plan, plan)) return { outcome: 'frozen' };
  const changed = extended
    ? await deps.waves.extend(item, present.planHash, now)
    : await deps.waves.amend(item, present.planHash, now);
  if (changed) return { outcome: extended ? 'extended' : 'amended', wave };
  const standing = await deps.waves.read(input.waveId);
  return { outcome: standing?.planHash === present.planHash ? 'tooLate' : 'raced' };
}

/** What is registered already was sealed to it. */
function sealingKeyOf({ sealingKeyId, sealingPublicKey }: Wave): Pick<Wave, 'sealingKeyId' | 'sealingPublicKey'> {
  return { sealingKeyId, sealingPublicKey };
}

/** A wave announced under a pepper of its own would make strangers of all who have received: the other waves know version 1 again. */
async function newestPepper({ waves, peppers }: ScheduleDeps): Promise<Wave['pepper']> {
  const facts = pepperFacts(await peppers());
  const others = await waves.list();
  if (others.some(({ pepper }) => pepper.lifetimeCheck !== facts.lifetimeCheck)) throw new WrongPepper();
  return facts;
}
