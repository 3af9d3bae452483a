import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { endOrphan } from '#infra/local/engines/orphan.ts';
import { temporaryFolder } from './fixture-assembly.ts';

async function orphan(marker: string): Promise<{ child: ChildProcess; pidFile: string }> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', marker], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'spawn');
  const pidFile = join(temporaryFolder(), 'engine.pid');
  writeFileSync(pidFile, `${child.pid}\n`);
  return { child, pidFile };
}

test('the process of the file is ended if it is the one that was meant', async () => {
  const { child, pidFile } = await orphan('/data/tables.db');
  await endOrphan(pidFile, '/other/tables.db');
  expect(child.signalCode).toBeNull();
  const gone = once(child, 'exit');
  await endOrphan(pidFile, '/data/tables.db');
  expect(await gone).toEqual([null, 'SIGKILL']);
});

test('a file without a process is nothing', async () => {
  const pidFile = join(temporaryFolder(), 'engine.pid');
  await endOrphan(pidFile, 'x');
  for (const content of ['', 'x', '0', '1', '999999999']) {
    writeFileSync(pidFile, content);
    await endOrphan(pidFile, 'x');
  }
});
