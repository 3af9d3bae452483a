/**
 * `npm run stryker [-- --part <part>]`: mutates the pure domain (parts.ts) and runs its quick tests on each mutant. Exit code 1 when one
 * survives without a reason in reasons.ts, or a reason there has become stale. Without `--part` all parts, which takes long: it is no
 * part of CI.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand, UsageError } from '#infra/usage-error.ts';
import { PART_VARIABLE, PARTS, type Part } from './parts.ts';
import { REASONS } from './reasons.ts';
import { type Judged, judge } from './survivors.ts';

const USAGE = `Usage: npm run stryker -- [--part ${Object.keys(PARTS).join('|')}]`;
const say = (line: string) => process.stdout.write(`${line}\n`);

function chosenParts(): [string, Part][] {
  let part: string | undefined;
  try {
    ({ part } = parseArgs({ options: { part: { type: 'string' } } }).values);
  } catch {
    throw new UsageError(USAGE);
  }
  const chosen = Object.entries(PARTS).filter(([name]) => part === undefined || name === part);
  if (chosen.length === 0) throw new UsageError(USAGE);
  return chosen;
}

/** Runs Stryker on a copy of the repository that it makes itself. */
function run(name: string, { mutate }: Part): Judged {
  const folder = mkdtempSync(join(tmpdir(), 'gelombang-stryker-'));
  const [config, report] = [join(folder, 'stryker.config.json'), join(folder, 'report.json')];
  const options = {
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'test/stryker/vitest.config.ts', related: false },
    mutate,
    ignorePatterns: ['.build', 'cdk.out', '.gelombang'],
    tempDirName: '.stryker-tmp',
    cleanTempDir: 'always',
    // Two cores: a second runner only makes the first one wait.
    concurrency: 1,
    // Many times what a mutant's tests take, on a busy machine too.
    timeoutMS: 60_000,
    // TypeScript 7 has no API by which Stryker could rewrite a tsconfig; none is needed to run the tests.
    tsconfigFile: 'none',
    disableTypeChecks: false,
    reporters: ['progress-append-only', 'json'],
    jsonReporter: { fileName: report },
  };
  try {
    writeFileSync(config, JSON.stringify(options));
    const { status } = spawnSync(process.execPath, ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', config], {
      stdio: 'inherit',
      env: { ...process.env, [PART_VARIABLE]: name },
    });
    if (status !== 0) throw new UsageError(`Stryker has failed on the part ${name} (see above).`);
    return judge(JSON.parse(readFileSync(report, 'utf8')), REASONS);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

await runCommand(() => {
  for (const [name, part] of chosenParts()) {
    const { mutants, killed, excused, unexplained, stale } = run(name, part);
    for (const survivor of unexplained) say(`survivor: ${survivor}`);
    for (const { file, original, replacement } of stale) say(`stale reason: ${file}: ${original} -> ${replacement}`);
    say(`${name}: ${mutants} mutants, ${killed} killed, ${excused.length} with a reason, ${unexplained.length} without`);
    if (unexplained.length + stale.length > 0) process.exitCode = 1;
  }
});
