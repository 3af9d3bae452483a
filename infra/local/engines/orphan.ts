import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const LOOK_EVERY_MS = 10;
const GIVE_UP_AFTER_MS = 5_000;

/**
 * Ends the process whose id stands in `pidFile`, if it still runs and its command line names `marker` (process ids are reused),
 * and waits until it is gone: an engine may outlive, for a moment, a runtime that was killed.
 */
export async function endOrphan(pidFile: string, marker: string): Promise<void> {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  if (!Number.isSafeInteger(pid) || pid < 2 || !commandLine(pid).includes(marker)) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    return;
  }
  const deadline = performance.now() + GIVE_UP_AFTER_MS;
  while (commandLine(pid).includes(marker) && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    if (process.platform === 'linux') return '';
    return spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout ?? '';
  }
}
