/**
 * `npm run test:chaos -- --seeds 1000 [--seed 1] [--commands 200] [--lanes 2]`: runs that many seeds from the given one on, in as many
 * processes, and says how each violation comes about. `--seed N --seeds 1` replays one.
 */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { runSeed, type SeedRun } from './run-seed.ts';

/** Every so many seeds a stranger recounts the waves and the time of erasing comes too, which takes as long as the rest. */
const THOROUGH = 10;
/** A process loads each function anew for each of its environments and never forgets one: after some 2,000 seeds its memory is full. */
const SEEDS_PER_PROCESS = 250;

type Order = { from: number; to: number; most: number };
/** What a lane tells of a seed; a map doesn't travel between processes. */
type Report = { seed: number } & ((Omit<SeedRun, 'injected'> & { injected: [string, number][] }) | { violation: string });

if (process.send) process.once('message', (order: Order) => void runSeeds(order));
else await runAll();

async function runSeeds({ from, to, most }: Order): Promise<void> {
  for (let seed = from; seed < to; seed++) {
    const result = await runSeed(seed, { most, thorough: seed % THOROUGH === 0 });
    const report = 'violation' in result ? { seed, ...result } : { seed, ...result, injected: [...result.injected] };
    process.send?.(report satisfies Report);
  }
  process.disconnect();
}

async function runAll(): Promise<void> {
  const { seeds, seed, commands, lanes } = flags();
  const startedAt = performance.now();
  const totals = { seeds: 0, steps: 0, calls: 0, faults: 0, violations: [] as number[] };
  const done = (report: Report) => {
    totals.seeds++;
    if ('violation' in report) {
      totals.violations.push(report.seed);
      process.stdout.write(`seed ${report.seed}: ${report.violation}\n`);
    } else {
      totals.steps += report.steps;
      totals.calls += report.calls;
      totals.faults += report.injected.reduce((sum, [, times]) => sum + times, 0);
    }
    if (totals.seeds % 100 === 0)
      process.stderr.write(`${totals.seeds} of ${seeds} seeds, ${totals.violations.length} violations\n`);
  };
  const perProcess = Math.min(SEEDS_PER_PROCESS, Math.ceil(seeds / lanes));
  let next = seed;
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (next < seed + seeds) {
        const from = next;
        next = Math.min(from + perProcess, seed + seeds);
        await inAProcess({ from, to: next, most: commands }, done);
      }
    }),
  );
  const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1);
  process.stdout.write(
    `${totals.seeds} seeds from ${seed} on, ${totals.steps} commands, ${totals.calls} calls to AWS, ${totals.faults} faults injected, ` +
      `${totals.violations.length} violations, ${minutes} minutes\n`,
  );
  process.exitCode = totals.violations.length > 0 ? 1 : 0;
}

/** @throws when the process dies: what it had not told of yet was not run */
function inAProcess(order: Order, done: (report: Report) => void): Promise<void> {
  const child = fork(new URL(import.meta.url), { execArgv: process.execArgv });
  child.on('message', (report) => done(report as Report));
  child.send(order);
  return new Promise((resolve, reject) => {
    child.on('exit', (code, signal) =>
      code === 0
        ? resolve()
        : reject(new Error(`the process of seeds ${order.from} to ${order.to - 1} ended with ${code ?? signal}`)),
    );
  });
}

function flags(): Record<'seeds' | 'seed' | 'commands' | 'lanes', number> {
  const defaults = { seeds: '200', seed: '1', commands: '200', lanes: String(Math.min(2, availableParallelism())) };
  const options = Object.fromEntries(
    Object.entries(defaults).map(([name, of]) => [name, { type: 'string' as const, default: of }]),
  );
  try {
    const { values } = parseArgs({ options });
    const numbers = Object.entries(values).map(([name, text]) => {
      const number = Number(text);
      if (!Number.isSafeInteger(number) || number < 1 || number > 2 ** 31 - 1)
        throw new RangeError(`--${name} ${text} is no whole number from 1 on`);
      return [name, number] as const;
    });
    return Object.fromEntries(numbers) as ReturnType<typeof flags>;
  } catch (error) {
    process.stderr.write(
      `${(error as Error).message}. Known are --seeds, --seed, --commands and --lanes, each with a whole number.\n`,
    );
    process.exit(2);
  }
}
