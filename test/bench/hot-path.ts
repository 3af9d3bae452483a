/**
 * `npm run bench-hot-path [-- --rounds 21 --requests 400]`: what registering somebody costs against the smallest handler that could be said to do so
 * (hot-path/bare-handler.ts), both bundled by the same options, both before the same stub of DynamoDB, each pinned to one processor, in turns. Prints Markdown.
 *
 * CPU is user and system time of the handler's process alone, per request, after a warm-up. Load and first call are those of fresh processes.
 */
import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runBundler } from '#infra/bundle.ts';
import { flagsFrom, wholeNumber } from '../support/command-line.ts';
import { plan } from '../support/people.ts';
import { count, median, table, verdict } from './bench-script.ts';
import type { Order, Told } from './hot-path/child.ts';
import { lambdaEnvironment } from './hot-path/surroundings.ts';

const SUBJECTS = { bare: 'test/bench/hot-path/bare-handler.ts', register: 'functions/register/handler.ts' } as const;
export type Subject = keyof typeof SUBJECTS;

/** Batches before the measured ones: the compiler has then seen what is hot. */
const WARM_UP_REQUESTS = 3_000;
const BARS = { cpu: 1.1, bytes: 1.15, start: 1.15 } as const;

if (import.meta.main) {
  pin(process.pid, 1);
  await main();
}

async function main(): Promise<void> {
  const { rounds, requests } = flags();
  const folder = mkdtempSync(join(tmpdir(), 'gelombang-hot-path-'));
  const children: ChildProcess[] = [];
  try {
    const bundles = await bundled(folder);
    const stub = pinned('stub.ts', [], 1, {});
    children.push(stub);
    const port = await told<number>(stub);
    const start = (subject: Subject) => {
      const child = pinned('child.ts', [bundles[subject].path, subject, plan().opensAt], 0, lambdaEnvironment(port));
      children.push(child);
      return child;
    };

    const starts: Record<Subject, Told[]> = { bare: [], register: [] };
    for (let round = 0; round < rounds; round++) {
      for (const subject of inTurns(round)) {
        const child = start(subject);
        starts[subject].push(await told<Told>(child));
        child.kill();
      }
    }

    const running: Record<Subject, ChildProcess> = { bare: start('bare'), register: start('register') };
    const warm: Record<Subject, number[]> = { bare: [], register: [] };
    const batch = async (subject: Subject, size: number) => {
      running[subject].send({ requests: size } satisfies Order);
      return (await told<Told>(running[subject])).cpuUs / size;
    };
    for (const subject of inTurns(0)) {
      await told(running[subject]);
      await batch(subject, WARM_UP_REQUESTS);
    }
    for (let round = 0; round < rounds; round++)
      for (const subject of inTurns(round)) warm[subject].push(await batch(subject, requests));

    process.stdout.write(
      report(
        { bare: bundles.bare.bytes, register: bundles.register.bytes },
        warm,
        {
          bare: starts.bare.map(({ cpuUs }) => cpuUs / 1000),
          register: starts.register.map(({ cpuUs }) => cpuUs / 1000),
        },
        {
          bare: starts.bare.map(({ wallUs }) => wallUs / 1000),
          register: starts.register.map(({ wallUs }) => wallUs / 1000),
        },
        rounds,
      ),
    );
  } finally {
    for (const child of children) child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Each<T> = Record<Subject, T>;

function report(
  bytes: Each<number>,
  cpu: Each<number[]>,
  startCpu: Each<number[]>,
  startWall: Each<number[]>,
  rounds: number,
): string {
  const row = (name: string, unit: string, of: Each<number>, ratio: number, bar?: number) => [
    `${name} (${unit})`,
    count(Math.round(of.bare)),
    count(Math.round(of.register)),
    ratio.toFixed(2),
    bar === undefined ? '' : `${bar.toFixed(2)} ${verdict(ratio <= bar)}`,
  ];
  const medians = (of: Each<number[]>) => ({ bare: median(of.bare), register: median(of.register) });
  // Two processes in turns meet the same weather: the median of the rounds' own ratios is steadier than the ratio of medians.
  const ratio = (of: Each<number[]>) => median(of.register.map((value, round) => value / (of.bare[round] as number)));
  return `${table(
    ['', 'bare put', 'registration', 'ratio', 'bar'],
    [
      row('CPU a request', 'us', medians(cpu), ratio(cpu), BARS.cpu),
      row('bundle', 'bytes', bytes, bytes.register / bytes.bare, BARS.bytes),
      row('load and first call in a fresh process, CPU', 'ms', medians(startCpu), ratio(startCpu), BARS.start),
      row('the same, on the clock', 'ms', medians(startWall), ratio(startWall)),
    ],
  )}\n\nMedians of ${rounds} rounds in turns; ratios are medians of the rounds' ratios.\n\nA registration makes two calls, a read of recipients and the conditional put, and signs two tokens; the bare handler makes the put alone. What that costs stays about the same whatever the put costs: where the machine makes puts cheap, the ratio is high.\n`;
}

/** In each round the other one is first. */
function inTurns(round: number): readonly Subject[] {
  return round % 2 === 0 ? ['bare', 'register'] : ['register', 'bare'];
}

async function bundled(folder: string): Promise<Each<{ path: string; bytes: number }>> {
  const one = async (subject: Subject) => {
    const { bundles } = await runBundler({ entryPoints: { index: SUBJECTS[subject] }, outdir: join(folder, subject) });
    const bundle = bundles.find(({ path }) => path.endsWith('.mjs'));
    if (!bundle) throw new Error(`no bundle came of ${SUBJECTS[subject]}`);
    mkdirSync(join(folder, subject), { recursive: true });
    writeFileSync(bundle.path, bundle.contents);
    return { path: bundle.path, bytes: bundle.contents.length };
  };
  return { bare: await one('bare'), register: await one('register') };
}

/** A child on a processor of its own, where the machine can do that; what it writes is read and dropped, as Lambda reads a function's lines. */
function pinned(script: string, args: readonly string[], processor: number, env: Record<string, string>): ChildProcess {
  const child = fork(fileURLToPath(new URL(`hot-path/${script}`, import.meta.url)), args, {
    env: { ...env, PATH: String(process.env['PATH']) },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  child.stdout?.resume();
  pin(child.pid, processor);
  return child;
}

/** Where the machine has no taskset, processes go where they like. */
function pin(pid: number | undefined, processor: number): void {
  spawnSync('taskset', ['-a', '-c', '-p', String(processor), String(pid)]);
}

/** What a child says next. */
function told<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const heard = (message: unknown) => {
      child.off('exit', died);
      resolve(message as T);
    };
    const died = (code: number | null) => {
      child.off('message', heard);
      reject(new Error(`${child.spawnargs.slice(-3).join(' ')} ended with ${code}`));
    };
    child.once('message', heard).once('exit', died);
  });
}

function flags(): Record<'rounds' | 'requests', number> {
  const { rounds, requests, small } = flagsFrom({
    rounds: { type: 'string', default: '21' },
    requests: { type: 'string', default: '400' },
    small: { type: 'boolean' },
  });
  return small
    ? { rounds: 3, requests: 100 }
    : { rounds: wholeNumber('rounds', rounds), requests: wholeNumber('requests', requests) };
}
