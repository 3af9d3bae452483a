import { type DecideDeps, type Decided, decide } from '../desk/decide.ts';
import type { Proposal } from '../desk/proposal.ts';
import type { Decision, ProposalsStore } from '../desk/proposals-store.ts';
import { type Proposed, propose } from '../desk/propose.ts';
import { type PlanBody, planBodySchema } from './plan.ts';
import {
  type PlanReady,
  type PlanRefused,
  preparePlan,
  type ScheduleDeps,
  type ScheduleOutcome,
  scheduleWave,
} from './schedule-wave.ts';
import type { Wave } from './wave.ts';
import { CHANGE_DISTANCE_MS } from './waves-store.ts';

/** The kind of a proposal that is the plan of a wave. */
export const PLAN_KIND = 'plan';

export type PlanDeskDeps = ScheduleDeps & DecideDeps & { proposals: Pick<ProposalsStore, 'propose' | 'read'> };

export type ProposePlanOutcome = Proposed | { outcome: 'unchanged'; wave: Wave } | PlanRefused;

/**
 * Proposes to announce a wave, to amend one that has not opened, or to extend the closing of one that is open. What could not stand
 * now is refused at once; the wave stays as it is until somebody else approves. The proposal names each list by its exact version, so
 * that a list imported in between changes nothing of what is approved.
 */
export async function proposePlan(
  deps: PlanDeskDeps,
  { waveId, body, proposedBy }: { waveId: string; body: PlanBody; proposedBy: string },
): Promise<ProposePlanOutcome> {
  const prepared = await preparePlan(deps, { waveId, body });
  if (prepared.outcome !== 'ready') return prepared;
  if (comesTooLate(prepared, deps.clock.now())) return { outcome: 'tooLate' };
  const facts = { kind: PLAN_KIND, waveId, body: JSON.stringify(prepared.body), basis: prepared.basis, proposedBy };
  return propose(deps, facts);
}

/** Nobody could approve it in time any more; the write itself asks again. */
function comesTooLate({ change, present }: PlanReady, now: number): boolean {
  if (!present) return false;
  return Date.parse(change === 'extended' ? present.closesAt : present.opensAt) <= now + CHANGE_DISTANCE_MS;
}

export type DecidePlanOutcome =
  | Exclude<Decided<ScheduleOutcome>, { outcome: 'executed' | 'executedBefore' }>
  | ScheduleOutcome
  | { outcome: 'unknownProposal' };

/** Decides the plan of a wave, and schedules the wave when it is approved, with all the conditions of that moment. */
export async function decidePlan(
  deps: PlanDeskDeps,
  { waveId, proposalId, decision }: { waveId: string; proposalId: string; decision: Decision },
): Promise<DecidePlanOutcome> {
  // What a proposal is about never changes: to look before deciding is to know.
  const proposed = await deps.proposals.read(proposalId);
  if (!proposed || proposed.kind !== PLAN_KIND || proposed.waveId !== waveId) return { outcome: 'unknownProposal' };
  const decided = await decide(deps, { proposalId, decision }, (proposal) => schedule(deps, waveId, proposal), isScheduled);
  if (decided.outcome === 'executed') return decided.result;
  if (decided.outcome !== 'executedBefore') return decided;
  const wave = await deps.waves.read(waveId);
  if (!wave) throw new Error(`the wave ${waveId}, whose plan was approved and carried out, is gone`);
  return { outcome: 'unchanged', wave };
}

function schedule(deps: ScheduleDeps, waveId: string, { body, ...proposal }: Proposal): Promise<ScheduleOutcome> {
  return scheduleWave(deps, { waveId, body: planBodySchema.parse(JSON.parse(body)), proposal });
}

function isScheduled(result: ScheduleOutcome): boolean {
  return 'wave' in result;
}
