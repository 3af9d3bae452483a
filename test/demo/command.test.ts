import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

function demo(args: string[], environment: Record<string, string> = {}) {
  const main = join(import.meta.dirname, '../../demo/main.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('the demo as a command', () => {
  it('says how it is used', () => {
    expect(demo(['--help'])).toEqual({ status: 0, stdout: expect.stringContaining('npm run demo -- [--scale 0.001]'), stderr: '' });
  });

  it.each([[['--scael', '1']], [['--scale', 'many']], [['--seed', '-1']]])(
    'refuses %j with one sentence and exit code 1',
    (args) => {
      expect(demo(args)).toEqual({ status: 1, stdout: '', stderr: expect.stringMatching(/^[^\n]+\.\n$/) });
    },
  );

  it('refuses a folder with something in it before it does anything', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gelombang-test-'));
    writeFileSync(join(folder, 'kept'), 'x');
    expect(demo(['--json'], { GELOMBANG_DATA: folder })).toEqual({
      status: 1,
      stdout: '',
      stderr: `GELOMBANG_DATA names ${folder}, which is not empty: the demo starts from nothing, so name a new folder.\n`,
    });
    rmSync(folder, { recursive: true });
  });
});
