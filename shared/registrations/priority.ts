import type { Plan } from '../waves/plan.ts';

/** Whether a registration belongs to the wave's priority group. */
export function hasPriority(plan: Pick<Plan, 'priority'>, laidOff: boolean): boolean {
  return plan.priority?.group === 'laid-off' && laidOff;
}
