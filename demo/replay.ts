import { crowds } from './crowd.ts';
import { lines } from './guarantees/wave-evidence.ts';
import { letDeadlinesPass, recover, usePlaces } from './places.ts';
import { type Person, population } from './population.ts';
import type { Programme } from './programme.ts';
import type { Progress } from './progress.ts';
import { seededRandom } from './random.ts';
import { isRecovery, type TimelineWave } from './timeline.ts';
import { runWave, type WaveRun } from './wave-run.ts';

export type Replay = {
  runs: WaveRun[];
  /** Everybody who ever sent something. */
  people: Person[];
};

/**
 * Replays the waves in turn: who comes to a wave depends on who received in those before.
 * @param seed the people are the same for the same seed; who receives depends on the beacon and is not
 */
export async function replay(
  programme: Programme,
  waves: readonly TimelineWave[],
  seed: number,
  progress: Progress,
): Promise<Replay> {
  const born = population(seededRandom(seed));
  const people: Person[] = [];
  const newcomers = (count: number) => {
    const some = born.next(count);
    people.push(...some);
    return some;
  };
  // A chance of its own, so that the people don't change when who comes does.
  const coming = crowds(seededRandom(seed + 1), newcomers);
  // Who lets the deadline pass: a chance of its own too.
  const lazy = seededRandom(seed + 2);
  const runs: WaveRun[] = [];
  for (const wave of waves) {
    if (isRecovery(wave)) await recover(programme, wave);
    progress.started(wave);
    const crowd = coming.forWave(wave.registrations);
    const aided = crowd.registrants.filter(({ person }) => person.onAidList).map(({ person }) => person.nik);
    await programme.listAided(wave.aidList, aided);
    const run = await runWave(programme, wave, crowd, (stage, done) => progress.moved(wave, stage, done));
    runs.push(run);
    // Before the clock leaps: results of a month ago are told to nobody.
    await programme.untilNotifying(wave.waveId);
    const received = await receivedIn(programme, run);
    coming.learn(crowd, received);
    await usePlaces(programme, run, lazy);
    const rate = Math.round(run.answers.registered.size / run.registeringSeconds);
    progress.ended(wave, `${received.size} of ${wave.places} places, ${rate} registrations/s`);
  }
  await letDeadlinesPass(programme);
  return { runs, people };
}

/** Who of the registered finds the own entry among the winners, as published. */
async function receivedIn(programme: Programme, { wave, answers }: WaveRun): Promise<Set<Person>> {
  const winners = (await programme.evidence(wave.waveId, 'winners.csv')) ?? '';
  const people = lines(winners).map((line) => answers.registered.get(line.split(',')[1] as string));
  return new Set(people.filter((person) => person !== undefined));
}
