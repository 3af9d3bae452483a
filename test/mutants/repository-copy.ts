import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Mutant, staleness } from './mutant.ts';
import type { TestsResult } from './run-tests.ts';

/** A copy of the repository as it stands, uncommitted changes included, in which a file may be spoilt without harm to anybody's work. */
export type RepositoryCopy = {
  /** Runs test files with an enforcement taken out, and puts it back. @throws when the entry of the table is stale */
  mutated(mutant: Mutant): Promise<TestsResult | 'timed out'>;
  /** Runs test files on the copy as it is. */
  run(tests: readonly string[], until: 'all' | 'first', named?: string): Promise<TestsResult | 'timed out'>;
  remove(): void;
};

/** The longest test file takes about a minute alone; a loop without an end is a failure too. */
const MOST_MS = 240_000;
/** The first run of all files, once. */
const MOST_MS_FOR_ALL = 1_200_000;

/** @param repository its root, a git working tree with its packages installed */
export function copyRepository(repository: string): RepositoryCopy {
  const folder = mkdtempSync(join(tmpdir(), 'gelombang-mutants-'));
  const copy = join(folder, 'repository');
  const scratch = join(folder, 'tmp');
  mkdirSync(scratch, { recursive: true });
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: repository,
    encoding: 'utf8',
  });
  for (const file of files.split('\0').filter((name) => name !== '' && existsSync(join(repository, name)))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    copyFileSync(join(repository, file), join(copy, file));
  }
  symlinkSync(join(repository, 'node_modules'), join(copy, 'node_modules'));

  let stop = () => {};
  const run = async (tests: readonly string[], until: 'all' | 'first', named = '') => {
    const resultFile = join(folder, 'result.json');
    rmSync(resultFile, { force: true });
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', 'test/mutants/run-tests.ts', resultFile, until, named, ...tests],
      // A group of its own, so that the engines which tests start end with it.
      { cwd: copy, detached: true, stdio: 'ignore', env: { ...process.env, TMPDIR: scratch } },
    );
    stop = () => {
      try {
        process.kill(-(child.pid as number), 'SIGKILL');
      } catch {
        // all of the group have ended
      }
    };
    let timedOut = false;
    const timer = setTimeout(
      () => {
        timedOut = true;
        stop();
      },
      until === 'all' ? MOST_MS_FOR_ALL : MOST_MS,
    );
    await once(child, 'exit');
    clearTimeout(timer);
    stop();
    rmSync(scratch, { recursive: true, force: true });
    mkdirSync(scratch);
    if (timedOut) return 'timed out';
    if (!existsSync(resultFile)) return { passed: 0, failed: [], unloaded: [...tests] };
    return JSON.parse(readFileSync(resultFile, 'utf8')) as TestsResult;
  };

  return {
    run,
    async mutated(mutant) {
      const file = join(copy, mutant.file);
      const text = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
      const stale = staleness(mutant, text);
      if (text === undefined || stale) throw new Error(stale);
      writeFileSync(
        file,
        text.replace(mutant.find, () => mutant.replace),
      );
      try {
        return await run(mutant.tests, 'first', mutant.named);
      } finally {
        writeFileSync(file, text);
      }
    },
    remove() {
      stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
