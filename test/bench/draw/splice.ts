/**
 * The order of a lottery as housing lotteries make it, by taking random elements out of an array until none is left, against our draw of as
 * many entries, in one process. Arguments: a folder, the sizes. Prints `[{entries, splice, ours}]`, CPU seconds: of ours the median of five,
 * of the other the median of three, or one where it takes more than a second; both have run before, so that no compiler is in the figures.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { draw } from '#shared/draw/draw.ts';
import { readEntrants } from '#shared/draw/entrants.ts';
import { SHARDS } from '#shared/shards.ts';
import { median } from '../bench-script.ts';
import { benchPlan, writeCrowd } from './crowd.ts';

const WARM_UPS = 20;
const OUR_RUNS = 5;
const SPLICE_RUNS = 3;
const LONG_SECONDS = 1;

const [folder = '', ...sizes] = process.argv.slice(2);
const figures = sizes.map(Number).map((entries, at) => {
  const crowd = join(folder, String(entries));
  writeCrowd(crowd, entries, entries);
  const files = SHARDS.map((shard) => [shard, readFileSync(join(crowd, 'entrants', `${shard}.csv`))] as const);
  const seed = Buffer.alloc(32, entries);
  const plan = benchPlan(entries);
  const ours = () => draw(plan, readEntrants(files), seed, []).winners.length;
  const ids = Array.from({ length: entries }, (_, number) => number);
  for (let run = 0; at === 0 && run < WARM_UPS; run++) spliced(ids.slice(0, ours()));
  const first = cpuSeconds(() => spliced(ids).length);
  const more = first > LONG_SECONDS ? [] : Array.from({ length: SPLICE_RUNS - 1 }, () => cpuSeconds(() => spliced(ids).length));
  return { entries, splice: median([first, ...more]), ours: median(Array.from({ length: OUR_RUNS }, () => cpuSeconds(ours))) };
});
process.stdout.write(JSON.stringify(figures));

/** What is measured against: every element that is taken out moves all behind it. */
function spliced<T>(entries: readonly T[]): T[] {
  const pool = [...entries];
  const order: T[] = [];
  while (pool.length > 0) order.push(...pool.splice(Math.floor(Math.random() * pool.length), 1));
  return order;
}

function cpuSeconds(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
