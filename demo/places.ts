import { setTimeout as sleep } from 'node:timers/promises';
import { inParallel } from '#shared/in-parallel.ts';
import type { YearReport } from '#shared/ledger/ledger-report.ts';
import { lines } from './guarantees/wave-evidence.ts';
import { type Programme, ReplayStopped } from './programme.ts';
import type { Random } from './random.ts';
import { PEOPLE_AT_ONCE } from './registering.ts';
import { type Ask, approvedByTwo } from './scheduling.ts';
import { placesByProvince, type TimelineWave } from './timeline.ts';
import type { WaveRun } from './wave-run.ts';

/** The programme year that is replayed. */
export const YEAR = '2020';

const DAY_MS = 24 * 60 * 60_000;
/** Thirty days and the rest of that day, and a day's work begins at 9:00 WIB of the next: two days more than thirty are always enough. */
const DEADLINE_MS = 32 * DAY_MS;
const POLL_MS = 200;
const PATIENCE_MS = 20 * 60_000;

/** The recipients of a wave use their places, but for those of whom it was published that they did not. */
export async function usePlaces(programme: Programme, { wave }: Pick<WaveRun, 'wave'>, random: Random): Promise<void> {
  const winners = lines((await programme.evidence(wave.waveId, 'winners.csv')) ?? '').map((line) => line.split(',')[1] as string);
  const diligent = random.shuffled(winners).slice(wave.revoked);
  const statuses = await inParallel(diligent, PEOPLE_AT_ONCE, (entryId) => programme.activate(wave.waveId, entryId));
  const refused = statuses.filter((status) => status !== 201 && status !== 200);
  if (refused.length > 0)
    throw new ReplayStopped(`${refused.length} activations of ${wave.waveId} were refused, the first with ${refused[0]}.`);
}

/** Lets all deadlines pass that there are, until no place is still to be used. */
export async function letDeadlinesPass(programme: Programme): Promise<YearReport> {
  programme.clock.advanceTo(programme.clock.now() + DEADLINE_MS);
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const failure = programme.failure();
    if (failure !== undefined) throw new ReplayStopped(`A day of deadlines failed: ${failure}`);
    const answer = await programme.send('GET', '/v1/waves');
    const { waves } = JSON.parse(answer.body) as { waves: { waveId: string; settledAt?: string }[] };
    const open = waves.filter(({ settledAt }) => settledAt === undefined).map(({ waveId }) => waveId);
    if (open.length === 0) return yearOf(programme);
    if (performance.now() > end) throw new ReplayStopped(`Places of ${open.join(', ')} neither are used nor come back.`);
    await sleep(POLL_MS);
  }
}

/** When everything that will come back has come, two officers grant the places of the wave that is made of it. */
export async function recover(programme: Programme, wave: TimelineWave): Promise<void> {
  const { inHand } = await letDeadlinesPass(programme);
  const body = {
    kind: 'grant-recovered',
    waveId: wave.waveId,
    year: YEAR,
    places: wave.places,
    byProvince: placesByProvince(wave.places),
  };
  const ask: Ask = async (method, path, sent, token) => {
    const answer = await programme.send(method, path, { body: sent, token });
    return { status: answer.status, text: answer.body };
  };
  const tokens = { officer: await programme.officerToken(), approver: await programme.approverToken() };
  const { status, text } = await approvedByTwo(ask, body, tokens);
  if (status !== 200)
    throw new ReplayStopped(
      `${wave.places} of ${inHand} places that came back were refused to ${wave.waveId} with ${status}: ${text}`,
    );
}

async function yearOf(programme: Programme): Promise<YearReport> {
  const answer = await programme.send('GET', `/v1/ledger/${YEAR}`, { token: await programme.auditorToken() });
  if (answer.status !== 200) throw new ReplayStopped(`The ledger of ${YEAR} was refused with ${answer.status}: ${answer.body}`);
  return JSON.parse(answer.body) as YearReport;
}
