/**
 * `npm run mutants [-- --only <part of a name or file>] [--list] [--lanes <number>]`: takes each enforcement of mutants.ts out, one at a time and in a
 * copy of the repository, and shows that a test goes red. Exit code 1 when one survives without a reason, when an entry of the
 * table is stale, or when the tests are not green to begin with.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { flagsFrom, wholeNumber } from '../support/command-line.ts';
import { type Mutant, staleness } from './mutant.ts';
import { MUTANTS } from './mutants.ts';
import { copyRepository, type RepositoryCopy } from './repository-copy.ts';
import type { TestsResult } from './run-tests.ts';

type Verdict = { kind: 'killed' | 'survived' | 'excused' | 'wrong'; detail: string };

const repository = join(import.meta.dirname, '../..');
const say = (line: string) => process.stdout.write(`${line}\n`);

const { only, list, lanes } = flagsFrom({
  only: { type: 'string', default: '' },
  list: { type: 'boolean' },
  lanes: { type: 'string', default: '2' },
});
const chosen = MUTANTS.filter(({ name, file }) => `${file}: ${name}`.toLowerCase().includes(only.toLowerCase()));
if (list) {
  for (const { name, file } of chosen) say(`${file}: ${name}`);
  process.exit(0);
}
process.exit(await main());

async function main(): Promise<number> {
  if (chosen.length === 0) {
    say(`No mutant has "${only}" in its name or file; --list shows them all.`);
    return 1;
  }
  const stale = chosen.flatMap((mutant) => staleness(mutant, textOf(mutant.file)) ?? []);
  if (stale.length > 0) {
    for (const sentence of stale) say(`stale: ${sentence}`);
    return 1;
  }
  const startedAt = performance.now();
  const copies = Array.from({ length: wholeNumber('lanes', lanes) }, () => copyRepository(repository));
  const removeAll = () => {
    for (const copy of copies) copy.remove();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      removeAll();
      process.exit(130);
    });
  try {
    const tests = [...new Set(chosen.flatMap((mutant) => mutant.tests))];
    say(`${chosen.length} mutants, ${tests.length} test files; these are run once as they are ...`);
    const green = await (copies[0] as RepositoryCopy).run(tests, 'all');
    if (green === 'timed out' || green.failed.length + green.unloaded.length > 0) {
      say(
        `The tests are not green without any mutant: ${green === 'timed out' ? green : [...green.failed, ...green.unloaded].join('; ')}`,
      );
      return 1;
    }
    say(`${green.passed} tests pass (${secondsSince(startedAt)} s)`);
    const verdicts = await runAll(copies);
    return summary(verdicts, startedAt);
  } finally {
    removeAll();
  }
}

/** Each copy takes the next mutant when it is done with its last. */
async function runAll(copies: readonly RepositoryCopy[]): Promise<Map<Mutant, Verdict>> {
  const verdicts = new Map<Mutant, Verdict>();
  const waiting = [...chosen];
  await Promise.all(
    copies.map(async (copy) => {
      for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
        const startedAt = performance.now();
        const verdict = verdictOn(mutant, await copy.mutated(mutant));
        verdicts.set(mutant, verdict);
        const progress = `${String(verdicts.size).padStart(3)}/${chosen.length}`;
        say(
          `${progress} ${verdict.kind.padEnd(8)} ${mutant.name} [${mutant.file}] ${secondsSince(startedAt)} s; ${verdict.detail}`,
        );
      }
    }),
  );
  return verdicts;
}

function verdictOn({ reason }: Mutant, result: TestsResult | 'timed out'): Verdict {
  const red = result === 'timed out' ? [result] : result.failed;
  if (red.length > 0) {
    if (reason) return { kind: 'wrong', detail: `is killed, so its reason to survive is none: ${reason}` };
    return { kind: 'killed', detail: `red: ${red[0]}` };
  }
  // A file that doesn't load would be red for any typing error: no test has judged the mutant.
  if (result !== 'timed out' && result.unloaded.length > 0)
    return { kind: 'wrong', detail: `doesn't run at all: ${result.unloaded.join(', ')}` };
  if (result !== 'timed out' && result.passed === 0) return { kind: 'wrong', detail: 'no test has run' };
  return reason ? { kind: 'excused', detail: reason } : { kind: 'survived', detail: 'no test went red' };
}

function summary(verdicts: Map<Mutant, Verdict>, startedAt: number): number {
  const of = (kind: Verdict['kind']) => [...verdicts].filter(([, verdict]) => verdict.kind === kind);
  const [survivors, wrong, excused] = [of('survived'), of('wrong'), of('excused')];
  for (const [{ name, file }, { detail }] of wrong) say(`wrong: ${name} [${file}]: ${detail}`);
  for (const [{ name, file }, { detail }] of excused) say(`survivor with a reason: ${name} [${file}]: ${detail}`);
  const names = survivors.map(([{ name, file }]) => `${name} [${file}]`);
  say(
    `${verdicts.size} mutants, ${of('killed').length} killed, ${excused.length} with a reason, survivors: ${names.join('; ') || 'none'} (${secondsSince(startedAt)} s)`,
  );
  return survivors.length + wrong.length > 0 ? 1 : 0;
}

function secondsSince(startedAt: number): string {
  return ((performance.now() - startedAt) / 1000).toFixed(0);
}

function textOf(file: string): string | undefined {
  return existsSync(join(repository, file)) ? readFileSync(join(repository, file), 'utf8') : undefined;
}
