/**
 * `npm run bench-draw [-- --entries 1000000,10000000] [--small]`: the draw against PostgreSQL 15 doing the same selection, its growth and
 * memory, and the shuffle-and-splice of housing lotteries. Prints its section of the report; exit code 1 when the winners differ.
 *
 * What SQL does of our rules: all of it for this crowd. Three phases, priority quotas, spill-over and household limits are
 * row_number() over (partition by ...), exact because all of a household are in one province and have the same places left: then an
 * entry before another one of its household is passed over only where the province has no place for either. A household in two provinces, and
 * strike-outs, are ours alone. Our code runs in full either way.
 *
 * What is timed: ours from the entrants files (in the disk cache) to the winners' ids, digits parsed and every line checked; PostgreSQL's from a
 * table in its memory, parsed already, with households as integers, to a temporary table. Interleaved, both on one core where there is taskset.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail } from '../support/command-line.ts';
import { count, median, progress, sizesFrom, table, verdict } from './bench-script.ts';
import { benchPlan, writeCrowd } from './draw/crowd.ts';
import { growthExponent } from './draw/growth.ts';
import { canPin, pinned } from './draw/pinned.ts';
import { NoPostgres, type Postgres, startPostgres } from './draw/postgres.ts';

const RATIO_BAR = 0.25;
/** Of the growth in entries: 10.5 from 1 to 10 million. */
const GROWTH_BAR = 1.05;
const RUNS = 3;
/** Above this PostgreSQL, which takes minutes then, runs once. */
const LONG_ENTRIES = 2_000_000;
const CROWD_SEED = 2020;
const SPLICE_SIZES = [10_000, 25_000, 50_000, 100_000, 200_000, 400_000];
const SMALL = { entries: [20_000, 200_000], spliceSizes: [10_000, 20_000, 40_000] };

type Run = { wall: number; cpu: number; winners: number };
type OurRun = Run & { bytes: number };
type Figures = { entries: number; ours: OurRun[]; postgres: Run[] };

const { sizes, isSmall } = sizesFrom('entries', 1_000, [1_000_000, 10_000_000], SMALL.entries);
const folder = mkdtempSync(join(tmpdir(), 'gelombang-bench-draw-'));
let postgres: Postgres | undefined;
process.on('exit', () => {
  postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

const server = started();
const figures = sizes.map(measure);
const spliced = JSON.parse(
  child('test/bench/draw/splice.ts', [join(folder, 'splice'), ...(isSmall ? SMALL.spliceSizes : SPLICE_SIZES).map(String)]),
) as { entries: number; splice: number; ours: number }[];
process.stdout.write(report());

function started(): Postgres | string {
  try {
    postgres = startPostgres();
    return postgres;
  } catch (error) {
    if (!(error instanceof NoPostgres)) throw error;
    progress(`${error.message}: its rows say "not measured".`);
    return error.message;
  }
}

function measure(entries: number): Figures {
  const crowd = join(folder, String(entries));
  mkdirSync(crowd);
  progress(`${count(entries)} entries are made ...`);
  writeCrowd(crowd, entries, CROWD_SEED);
  const { byProvince, priority } = benchPlan(entries);
  if (typeof server !== 'string') server.load(crowd, byProvince, priority?.perMille ?? 0);
  const found: Figures = { entries, ours: [], postgres: [] };
  for (let run = 1; run <= RUNS; run++) {
    const seed = createHash('sha256').update(`bench ${run}`).digest();
    const files = { ours: join(crowd, 'ours.csv'), postgres: join(crowd, 'postgres.csv') };
    const ours = JSON.parse(
      child('test/bench/draw/our-draw.ts', [crowd, String(entries), seed.toString('hex'), files.ours]),
    ) as OurRun;
    found.ours.push(ours);
    progress(`run ${run} of ${RUNS}, ours: ${seconds(ours.wall)} (${seconds(ours.cpu)} CPU), ${count(ours.winners)} winners`);
    if (typeof server === 'string' || (entries > LONG_ENTRIES && run > 1)) continue;
    const theirs = server.select(seed, files.postgres);
    found.postgres.push(theirs);
    progress(
      `run ${run} of ${RUNS}, PostgreSQL: ${seconds(theirs.wall)} (${seconds(theirs.cpu)} CPU), ${count(theirs.winners)} winners`,
    );
    const [one, other] = [digestOf(files.ours), digestOf(files.postgres)];
    if (one !== other || ours.winners === 0)
      fail(`The winners of ${count(entries)} entries differ: ours have SHA-256 ${one}, PostgreSQL's ${other}.`);
  }
  rmSync(crowd, { recursive: true, force: true });
  return found;
}

function report(): string {
  const known = typeof server === 'string' ? server : `PostgreSQL ${server.version.split(' ')[0]}`;
  const rows = figures.map(({ entries, ours, postgres: theirs }) => {
    const [our, their] = [middle(ours), theirs.length > 0 ? middle(theirs) : undefined];
    const bytes = median(ours.map((run) => run.bytes)) / entries;
    const ratios = their && [our.wall / their.wall, our.cpu / their.cpu];
    return [
      count(entries),
      count(ours[0]?.winners ?? 0),
      `${seconds(our.wall)} / ${seconds(our.cpu)}`,
      their ? `${seconds(their.wall)} / ${seconds(their.cpu)}` : 'not measured',
      ratios ? `${ratios.map((ratio) => ratio.toFixed(3)).join(' / ')}` : 'not measured',
      ratios ? verdict(Math.max(...ratios) <= RATIO_BAR) : '',
      bytes.toFixed(0),
    ];
  });
  const [first, last] = [figures[0] as Figures, figures.at(-1) as Figures];
  const growth = middle(last.ours).cpu / middle(first.ours).cpu;
  const bar = (last.entries / first.entries) * GROWTH_BAR;
  const exponents = {
    splice: growthExponent(spliced.map(({ entries, splice }) => [entries, splice])),
    ours: growthExponent(spliced.map(({ entries, ours }) => [entries, ours])),
  };
  const lines = [
    `The draw of entries in 38 provinces of unequal size, 3 of 10 with priority, households of two of which one in five has one place left, 15 places for 100 entries, of which 2 provinces have more than entrants. Against it: ${known}, which selects the same winners by window functions over \`sha256(seed || id)\`, nothing synced, all in memory, one process; winners compared in order and by phase before a time counts. Medians of ${RUNS} runs${typeof server === 'string' ? '' : `, of PostgreSQL above ${count(LONG_ENTRIES)} entries one run`}; seconds by the clock / of CPU${canPin() ? '; on one core' : ''}.`,
    '',
    table(
      [
        'entries',
        'winners',
        'ours, s',
        'PostgreSQL 15, s',
        'ours / PostgreSQL',
        `bar <= ${RATIO_BAR}`,
        'ours, peak bytes an entry',
      ],
      rows,
    ),
    '',
    ...(figures.length > 1
      ? [
          `Growth of our CPU time from ${count(first.entries)} to ${count(last.entries)} entries: ${growth.toFixed(2)} (bar <= ${bar.toFixed(1)}: ${verdict(growth <= bar)}).`,
          '',
        ]
      : []),
    'The shuffle of housing lotteries, `Math.random` and `Array.splice` until nobody is left, which gives an order alone, against our whole draw; CPU seconds:',
    '',
    table(
      ['entries', 'shuffle and splice', 'our draw', 'ours / theirs'],
      spliced.map(({ entries, splice, ours }) => [count(entries), splice.toFixed(3), ours.toFixed(3), (ours / splice).toFixed(2)]),
    ),
    '',
    `Growth exponent over these sizes (1 is linear, 2 quadratic): theirs ${exponents.splice.toFixed(2)}, ours ${exponents.ours.toFixed(2)}.`,
  ];
  return `${lines.join('\n')}\n`;
}

function middle(runs: readonly Run[]): { wall: number; cpu: number } {
  return { wall: median(runs.map(({ wall }) => wall)), cpu: median(runs.map(({ cpu }) => cpu)) };
}

/** Runs a script on the core that all share, in a process of its own. @returns what it printed */
function child(script: string, given: string[]): string {
  const [command, args] = pinned(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...given]);
  const cwd = join(import.meta.dirname, '../..');
  const { status, stdout } = spawnSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) fail(`${script} ended with exit code ${status}: what it said stands above.`);
  return stdout;
}

function digestOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function seconds(of: number): string {
  return of.toFixed(2);
}
