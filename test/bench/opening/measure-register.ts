import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FreshProcess } from './fresh-register.ts';
import { WAVE_ID } from './open-wave.ts';

/** What the registration function costs in processor time on this machine, in milliseconds; medians of fresh processes. */
export type RegisterCosts = {
  /** From the start of the process until its first call is through. */
  coldCpuMs: number;
  /** Of one call when warm. */
  warmCpuMs: number;
  processes: number;
};

const FRESH = join(import.meta.dirname, 'fresh-register.ts');

/**
 * Starts the bundle of the registration function in fresh processes, one after the other, against the running tables, and has each register people.
 * @param folder for the bodies; @param environment of the function; @param warmCalls of each process
 */
export function measureRegister(
  folder: string,
  environment: Record<string, string>,
  bodies: () => string,
  processes: number,
  warmCalls: number,
): RegisterCosts {
  const runs = Array.from({ length: processes }, () => {
    const file = join(folder, 'bodies.json');
    writeFileSync(file, JSON.stringify(Array.from({ length: warmCalls + 1 }, bodies)));
    const said = execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', FRESH, WAVE_ID, file], {
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
    });
    return JSON.parse(said.trim().split('\n').at(-1) ?? '') as FreshProcess;
  });
  const median = (values: number[]) => values.sort((left, right) => left - right)[Math.floor(values.length / 2)] as number;
  return {
    coldCpuMs: median(runs.map(({ coldCpuMs }) => coldCpuMs)),
    warmCpuMs: median(runs.map(({ warmCpuMs }) => warmCpuMs)),
    processes,
  };
}
