/**
 * `npm run test:kills -- --seeds N [--seed S]`: kills the whole local runtime at moments of a wave that follow from a seed, starts it again
 * until the wave is published, and holds everything it has stored against a run that nobody disturbed. Seeds count up from S. What a
 * seed gives again is the moments, counted in files, table writes and answers; which file is the hundredth, and how far the engine is
 * then, is up to the operating system.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand, UsageError } from '#infra/usage-error.ts';
import { killRuns } from './kill-runs.ts';
import { printedMoment } from './moments.ts';

const USAGE = 'Usage: npm run test:kills -- [--seeds N] [--seed S], whole numbers from 1.';
const say = (line: string) => process.stdout.write(`${line}\n`);

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(USAGE);
  return Number(text);
}

function flags() {
  try {
    return parseArgs({ options: { seeds: { type: 'string', default: '1' }, seed: { type: 'string', default: '1' } } }).values;
  } catch {
    throw new UsageError(USAGE);
  }
}

await runCommand(async () => {
  const given = flags();
  const [seeds, first] = [wholeNumber(given.seeds), wholeNumber(given.seed)];
  const assembly = mkdtempSync(join(tmpdir(), 'gelombang-assembly-'));
  const synth = ['--disable-warning=ExperimentalWarning', 'infra/synth.ts', '--output', assembly];
  execFileSync(process.execPath, synth, {
    env: { ...process.env, CDK_VALIDATION: 'false' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const runs = await killRuns(assembly);
  say(
    `undisturbed: ${runs.reference.stored.files.size} files, ${runs.reference.stored.tables.recipients.length} items of recipients`,
  );
  const stages = new Map<string, number>();
  const startedAt = performance.now();
  let [kills, violations] = [0, 0];
  for (let seed = first; seed < first + seeds; seed++) {
    const { run, faults } = await runs.killed(seed);
    kills += run.killed.length;
    violations += faults.length;
    for (const stage of run.stages) stages.set(stage, (stages.get(stage) ?? 0) + 1);
    const where = run.killed.map((moment, at) => `${printedMoment(moment)} (${run.stages[at]})`);
    const passed = run.notReached.length > 0 ? `; not reached: ${run.notReached.map(printedMoment).join(', ')}` : '';
    say(`seed ${seed}: ${run.killed.length} kills: ${where.join(', ') || 'none'}${passed}`);
    for (const fault of faults) say(`  VIOLATION: ${fault}`);
  }
  const spread = [...stages].sort(([, one], [, other]) => other - one).map(([stage, count]) => `${stage} ${count}`);
  say(
    `${seeds} seeds, ${kills} kills and as many restarts (${spread.join(', ')}), ${violations} violations, ${((performance.now() - startedAt) / 1000).toFixed(0)} s`,
  );
  rmSync(assembly, { recursive: true });
  if (violations === 0) runs.remove();
  else process.exitCode = 1;
});
