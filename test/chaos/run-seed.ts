import fc from 'fast-check';
import { appealSome, checkAppeals } from './appeal-commands.ts';
import { checkBooks, untilSettled } from './books.ts';
import { commands, Schedule } from './commands.ts';
import { decideSome } from './decisions.ts';
import { untilDelivered } from './delivered.ts';
import { checkInTheEnd, untilErased, untilPublished } from './guarantees.ts';
import { Import } from './list-commands.ts';
import { Model } from './model.ts';
import { activateSome, checkRequests } from './partner-commands.ts';
import { BEGINS_AT, waveIdOf } from './people.ts';
import { type Engine, Programme } from './programme.ts';
import type { Command } from './step.ts';

export type SeedRun = { steps: number; calls: number; injected: ReadonlyMap<string, number>; weather: string };

/** Of one seed, shrinking included: after so many, what was found is small enough. */
const MOST_RUNS = 120;
/** Of an officer who is told that the beacon is silent: without a wave, a run would say little. */
const MOST_TRIES = 5;

/**
 * One run, all of it from one integer: the commands, the order of all calls, the faults. A violation is shrunk to the fewest commands
 * that still lead to it. @param most commands @param thorough whether in the end a stranger
 * recounts each wave, and the period passes after which details are erased
 * @returns what was done, or how the violation comes about
 */
export async function runSeed(
  seed: number,
  { most, thorough, engine }: { most: number; thorough: boolean; engine?: Engine },
): Promise<SeedRun | { violation: string }> {
  let last: SeedRun | undefined;
  let runs = 0;
  const property = fc.asyncProperty(commands(most), async (of) => {
    if (runs++ < MOST_RUNS) last = await runOnce(seed, of, thorough, engine);
  });
  const result = await fc.check(property, { seed, numRuns: 1, unbiased: true, endOnFailure: false });
  if (!result.failed) return last as SeedRun;
  const error = result.errorInstance as Error | undefined;
  return { violation: `${error?.name}: ${error?.message}\n  after ${String(result.counterexample?.[0])}` };
}

async function runOnce(seed: number, of: Iterable<Command>, thorough: boolean, engine: Engine | undefined): Promise<SeedRun> {
  const programme = await Programme.begin(seed, BEGINS_AT, engine);
  const model = new Model();
  try {
    if (seed % 3 === 0) await new Import(0, 2, 3).run(model, programme);
    for (const wave of seed % 2 === 0 ? [0] : [0, 1])
      for (let tries = 0; tries < MOST_TRIES && !model.windows.has(waveIdOf(programme, wave)); tries++)
        await new Schedule(wave, 20, 1).run(model, programme);
    await fc.asyncModelRun(() => ({ model, real: programme }), of);
    await untilPublished(model, programme);
    await checkBooks(programme);
    await appealSome(model, programme);
    await activateSome(model, programme);
    await decideSome(model, programme);
    await untilSettled(programme);
    await untilDelivered(programme);
    if (thorough) await untilErased(programme);
    await checkInTheEnd(model, programme, { recount: thorough });
    checkRequests(programme);
    checkAppeals(programme);
    const { simulation, faults, commands: steps } = programme;
    return { steps, calls: simulation.steps, injected: faults.injected, weather: faults.weather.name };
  } finally {
    programme.end();
  }
}
