import { spawnSync } from 'node:child_process';

/** The core on which everything that is compared runs, one after the other. */
const CORE = '0';

const hasTaskset = spawnSync('taskset', ['--version']).status === 0;

/** True where processes can be kept on one core (util-linux). */
export function canPin(): boolean {
  return hasTaskset;
}

/** A command that runs on one core, where the machine has `taskset`. */
export function pinned(program: string, args: string[]): [command: string, args: string[]] {
  return hasTaskset ? ['taskset', ['-c', CORE, program, ...args]] : [program, args];
}
