import { createHash } from 'node:crypto';
import { type Clock, instant } from '../clock.ts';
import { isGranted } from '../ledger/journal-entry.ts';
import type { RecoveryStore } from '../ledger/recovery-store.ts';
import type { ListVersion } from '../lists/list-items.ts';
import { type ListNameFault, namesLists, resolveLists } from '../lists/resolve-lists.ts';
import type { Check } from '../opening/preflight.ts';
import { type Peppers, pepperFacts, WrongPepper } from '../registrations/peppers.ts';
import { faultsOf, isExtension, type PlanBody, type PlanContext, type PlanFault, planOf, planText } from './plan.ts';
import { planVersions, stateOf, type Wave, type WaveItem } from './wave.ts';
import type { WaveBookings } from './wave-bookings-store.ts';
import type { PlanSeen, WavesStore } from './waves-store.ts';

export type ScheduleDeps = {
  clock: Clock;
  waves: WavesStore;
  bookings: Pick<WaveBookings, 'announce'>;
  recovery: Pick<RecoveryStore, 'grantOf'>;
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

type Change = 'announced' | 'amended' | 'extended';

/** Why a plan does not come to stand. */
export type PlanRefused =
  | { outcome: 'faulty'; faults: (PlanFault | ListNameFault)[] }
  /** Something that the opening needs is not in place: all that isn't. */
  | { outcome: 'notReady'; missing: Check[] }
  /** The wave is open, and the body is another plan than the present one with a later closing. */
  | { outcome: 'frozen' }
  /** The wave is closed, or so close to its opening or closing that functions which still hold the old plan would act on it. */
  | { outcome: 'tooLate' }
  /** The wave is not, or no longer, as it was when the plan was proposed. */
  | { outcome: 'raced' };

export type ScheduleOutcome = { outcome: Change | 'unchanged'; wave: Wave } | PlanRefused;

/** A plan that may come to stand. */
export type PlanReady = {
  outcome: 'ready';
  change: Change;
  wave: Wave;
  /** What was sent, with each list by its exact version. */
  body: PlanBody;
  /** The wave as it stands now, if there is one. */
  present: Wave | undefined;
  /** The same in one word. */
  basis: string;
};

/** The proposal that is carried out: by its id it is known again, and `basis` says of which wave it was made. */
export type PlanProposal = { proposalId: string; basis: string };

/** How a wave stands, in a word that no later state of it will ever have: its plan, and the proposal by which that stands. */
export function basisOf(wave: PlanSeen | undefined): string {
  return wave ? `${wave.planHash} ${wave.proposalId ?? ''}` : 'no wave';
}

/**
 * What a plan would change, or why it can't stand. Nothing is written. The plan is frozen at the opening: after it, closing and beacon may
 * only move to later instants, everything else must be as it was. A new opening, or an earlier one, is taken on only when all that
 * it needs is in place; putting one off, or extending it, always is.
 * @param basis of the proposal that is to be carried out; none of one that is only made
 * @throws WrongPepper when the pepper isn't the one of the waves that there are
 */
export async function preparePlan(
  deps: Omit<ScheduleDeps, 'waves'> & { waves: Pick<WavesStore, 'read' | 'list'> },
  input: { waveId: string; body: PlanBody; basis?: string },
): Promise<PlanReady | { outcome: 'unchanged'; wave: Wave } | PlanRefused> {
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
  const basis = basisOf(present);
  if (input.basis !== undefined && input.basis !== basis) return { outcome: 'raced' };

  const state = present && stateOf(present, now);
  const extended = state === 'open' ? present : undefined;
  const plan = extended
    ? asVersion({ version: extended.plan.version + 1, supersedes: { planHash: extended.planHash, at: instant(now) } })
    : asVersion({ version: 1 });
  const text = planText(plan);
  if (state === undefined || state === 'announced') {
    if (Date.parse(plan.opensAt) <= now) return { outcome: 'faulty', faults: [{ pointer: '/opensAt', message: 'opensInThePast' }] };
  } else if (state !== 'open') return { outcome: 'tooLate' };

  if (!isGranted(await deps.recovery.grantOf(plan.waveId), plan)) {
    return { outcome: 'faulty', faults: [{ pointer: '/fundedBy', message: 'notGranted' }] };
  }
  const pepper = extended ? extended.pepper : await newestPepper(deps);
  // Under another pepper a list would name strangers, and refuse nobody.
  if (named.versions.some(({ pepperCheck }) => pepperCheck !== pepper.lifetimeCheck)) throw new WrongPepper();
  if (!extended && (!present || plan.opensAt < present.opensAt)) {
    const missing = (await deps.preflight(Date.parse(plan.opensAt))).filter(({ holds }) => !holds);
    if (missing.length > 0) return { outcome: 'notReady', missing };
  }
  if (extended && !isExtension(extended.plan, plan)) return { outcome: 'frozen' };

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
  const change = extended ? 'extended' : present ? 'amended' : 'announced';
  return { outcome: 'ready', change, wave: { ...item, plan }, body: named.body, present, basis };
}

/**
 * Announces a wave, amends one that has not opened, or extends the closing of one that is open, as somebody has proposed. An extension is a new
 * version of the plan that names the one before it by its hash; both stay public. A proposal is carried out on the wave of which it
 * was made, and on no other: a repeat finds it done, or overtaken.
 * @throws WrongPepper when the pepper isn't the one of the waves that there are
 */
export async function scheduleWave(
  deps: ScheduleDeps,
  { waveId, body, proposal }: { waveId: string; body: PlanBody; proposal: PlanProposal },
): Promise<ScheduleOutcome> {
  const prepared = await preparePlan(deps, { waveId, body, basis: proposal.basis });
  if (prepared.outcome !== 'ready') return prepared;
  const { change, present } = prepared;
  const wave: Wave = { ...prepared.wave, proposalId: proposal.proposalId };
  if (await written(deps, wave, change, present)) return { outcome: change, wave };
  const standing = await deps.waves.read(waveId);
  // Of a write whose answer was lost, or of the same approval twice at once.
  if (standing?.proposalId === proposal.proposalId) return { outcome: change, wave: standing };
  return { outcome: standing && basisOf(standing) === basisOf(present) ? 'tooLate' : 'raced' };
}

function written(
  { waves, bookings, clock }: ScheduleDeps,
  wave: Wave,
  change: Change,
  present: Wave | undefined,
): Promise<boolean> {
  const { plan, ...item } = wave;
  if (!present) return bookings.announce(item, plan.fundedBy);
  return change === 'extended' ? waves.extend(item, present, clock.now()) : waves.amend(item, present, clock.now());
}

/** What is registered already was sealed to it. */
function sealingKeyOf({ sealingKeyId, sealingPublicKey }: Wave): Pick<Wave, 'sealingKeyId' | 'sealingPublicKey'> {
  return { sealingKeyId, sealingPublicKey };
}

/** A wave announced under a pepper of its own would make strangers of all who have received: the other waves know version 1 again. */
async function newestPepper({
  waves,
  peppers,
}: Pick<ScheduleDeps, 'peppers'> & { waves: Pick<WavesStore, 'list'> }): Promise<Wave['pepper']> {
  const facts = pepperFacts(await peppers());
  const others = await waves.list();
  if (others.some(({ pepper }) => pepper.lifetimeCheck !== facts.lifetimeCheck)) throw new WrongPepper();
  return facts;
}
