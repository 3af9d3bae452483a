import type { Stage } from '#infra/stages.ts';
import { type Bill, billOf } from './bill.ts';
import type { Wave } from './wave.ts';

/** What the month would cost if one thing were otherwise. */
export type Otherwise = { readonly what: string; readonly total: number };

export function otherwise({ wave, waves, region }: Bill, stage: Stage): Otherwise[] {
  const changed = (what: string, changes: Partial<Wave>): Otherwise => ({
    what,
    total: billOf({ ...wave, ...changes }, waves, region, stage).total,
  });
  return [
    changed('no reads but what registering needs', { reads: 0 }),
    changed('half the reads', { reads: Math.floor(wave.reads / 2) }),
    changed('four times the reads', { reads: wave.reads * 4 }),
    changed('nothing traced', { tracing: 0 }),
    changed('everything traced', { tracing: 1 }),
    changed('no log lines', { logs: 0 }),
    changed('four times the log lines', { logs: 4 }),
  ];
}
