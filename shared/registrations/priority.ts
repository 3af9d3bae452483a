import type { Plan } from '../waves/plan.ts';

/** Whether a registration declares the wave's priority group. Where the plan names priority lists, screening asks for one of them too. */
export function hasPriority(plan: Pick<Plan, 'priority'>, laidOff: boolean): boolean {
  return plan.priority?.group === 'laid-off' && laidOff;
}

/** Whether an entry has priority in the draw. @param listedOn the wave's priority lists that name the person */
export function drawsWithPriority(plan: Pick<Plan, 'priority'>, laidOff: boolean, listedOn: readonly string[]): boolean {
  return hasPriority(plan, laidOff) && (!plan.priority?.lists?.length || listedOn.length > 0);
}
