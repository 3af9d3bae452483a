/**
 * `npm run bench-opening -- [--small] [--seconds 60]`: an opening against the real functions in the local runtime, open loop, and the model's
 * prediction of the same. Prints its section of the report; exits 1 if a registration that was acknowledged is not in the table.
 */
import { parseArgs } from 'node:util';
import { STAGES } from '#infra/stages.ts';
import { RETRY_RULE, type RetryRule } from '#shared/retry/retry-rule.ts';
import { table } from './bench-script.ts';
import type { Manner } from './opening/crowd.ts';
import { type Capacity, type Figures, figuresOf, quantile } from './opening/figures.ts';
import { lostOf } from './opening/lost.ts';
import { measureCapacity } from './opening/measure-capacity.ts';
import { type Limits, type Offer, playOpening } from './opening/model.ts';
import { openWave, WAVE_ID } from './opening/open-wave.ts';
import { type LocalOutcome, playLocally } from './opening/play-locally.ts';
import { registrants } from './opening/registrants.ts';
import { decimals, goodputText, independenceText, requestsText, whole } from './opening/report.ts';
import { seededChance } from './opening/seeded-chance.ts';
import { sender } from './opening/sender.ts';

const DEFAULT_SECONDS = 15;
const SMALL_SECONDS = 2;
const SEED = 20200808;
/** Of what the two cores answer at most, the throttle lets so much through: on AWS too it is the throttle that binds, not the functions. */
const THROTTLE_SHARE = 0.6;
const READS_PER_REGISTRATION = 48;
const READ_PATHS = ['/v1/waves', `/v1/waves/${WAVE_ID}`];
const REGISTER_PATH = `/v1/waves/${WAVE_ID}/registrations`;
const WORKERS = 2;

type Row = {
  name: string;
  share: number;
  /** What the functions took at most before the step. */
  most: number;
  limit: Capacity;
  offer: Offer;
  outcome: LocalOutcome;
  figures: Figures;
  predicted: Figures;
};

const { seconds, small } = flags();
/** A minute's opening played in less: pauses shrink with it, rates don't. */
const shrunk = seconds / 60;
const rule = shrink(RETRY_RULE);
const follows: Manner = { kind: 'follows', rule };
const backsOff: Manner = { kind: 'follows', rule: { ...rule, spreadMs: 0 } };
const hammers: Manner = { kind: 'hammers', pauseMs: 1_000 * shrunk, patienceMs: 120_000 * shrunk };
const say = (line: string) => process.stderr.write(`${line}\n`);

say('synthesizing and starting the local runtime ...');
const wave = await openWave();
const server = sender(wave.url);
try {
  const people = registrants(SEED);
  const next = () => people(1)[0] as string;
  say('warming up ...');
  const window = { seconds: small ? 1 : 3, windows: small ? 1 : 3 };
  const warm = await measureCapacity(server, REGISTER_PATH, next, { ...window, windows: 0, warming: 3 });
  const acknowledged = [...warm.acknowledged];
  const { rate, burst } = STAGES.production.throttling;

  const follow = (share: number) => ({ name: 'follow the rule', share, manner: follows });
  const hammer = { name: 'hammer', share: 2, manner: hammers };
  const steps: { name: string; share: number; manner: Manner }[] = small
    ? [...[0.5, 1, 2].map(follow), hammer]
    : [...[0.25, 0.5, 1, 2, 4].map(follow), { name: 'back off only, no spread', share: 2, manner: backsOff }, hammer];
  const rows: Row[] = [];
  for (const { name, share, manner } of steps) {
    // Before each step: on a shared machine what is measured now does not hold in five minutes.
    const measured = await measureCapacity(server, REGISTER_PATH, next, { ...window, warming: 0 });
    const most = measured.perSecond * THROTTLE_SHARE;
    // Half a second's worth, as in production. It does not shrink with the minute: it is there for chance, which doesn't either.
    const limit: Capacity = { rate: most, burst: Math.ceil(most * (burst / rate)) };
    const offer: Offer = { perSecond: limit.rate * share, seconds, readsPerRegistration: READS_PER_REGISTRATION, manner };
    say(`${share * 100} % of the throttle, people who ${name} ...`);
    const paths = { register: REGISTER_PATH, read: READ_PATHS };
    const outcome = await playLocally(server, paths, offer, limit, next, seededChance(SEED + rows.length));
    acknowledged.push(...measured.acknowledged, ...outcome.acknowledged);
    const predicted = figuresOf(playOpening(localLimits(measured.perSecond, limit), offer, seededChance(SEED)), limit);
    rows.push({ name, share, most: measured.perSecond, limit, offer, outcome, figures: figuresOf(outcome, limit), predicted });
  }
  say('looking for every receipt in the table ...');
  const { lost, kept } = await lostOf(acknowledged, wave.dynamodbEndpoint, wave.environment);
  process.stdout.write(report(rows, { lost, kept, acknowledged: acknowledged.length }));
  if (lost > 0) {
    say(`${lost} of ${acknowledged.length} acknowledged registrations are not in the table.`);
    process.exitCode = 1;
  }
} finally {
  server.close();
  await wave.stop();
}

/** This machine as the model knows it: two workers behind the same throttle, no cold start, a table without limits, calls that wait. */
function localLimits(perSecond: number, limit: Capacity): Limits {
  const boundless = 1e9;
  return {
    throttle: limit,
    environments: {
      provisioned: WORKERS,
      most: WORKERS,
      scaling: { rate: 0, burst: 0 },
      coldMs: 0,
      warmMs: (WORKERS / perSecond) * 1000,
      waits: true,
    },
    table: { writes: boundless, partitionWrites: boundless, tries: 1, pauseMs: 0, retryAfterSeconds: 0 },
    edge: { copies: 1, paths: READ_PATHS.length, maxAgeSeconds: 5 },
    roundTripMs: 0,
  };
}

function report(rows: readonly Row[], facts: { lost: number; kept: number; acknowledged: number }): string {
  const { lost, acknowledged, kept } = facts;
  const label = (row: { share: number; name: string }) => `${row.share * 100} %, ${row.name}`;
  const main = table(
    [
      'offered, and what people do',
      'most / capacity, registrations a second',
      'offered a second',
      'people',
      'accepted',
      'goodput / min(offered, capacity) (>= 0.99)',
      'requests per accepted (<= 1.10)',
      'p50 / p99 of a request, ms',
      'p50 / p99 from pressing to the receipt, s',
      'last one in, s',
      'acceptance by second of arrival',
    ],
    rows.map((row) => [
      label(row),
      `${decimals(row.most, 0)} / ${decimals(row.limit.rate, 0)}`,
      decimals(row.offer.perSecond, 0),
      whole(row.figures.people),
      whole(row.figures.accepted),
      goodputText(row.figures),
      requestsText(row.figures),
      `${decimals(quantile(row.outcome.latencies, 0.5), 0)} / ${decimals(quantile(row.outcome.latencies, 0.99), 0)}`,
      `${decimals((row.figures.waiting?.p50 ?? Number.NaN) / 1000, 1)} / ${decimals((row.figures.waiting?.p99 ?? Number.NaN) / 1000, 1)}`,
      decimals((row.figures.lastInMs ?? Number.NaN) / 1000, 1),
      independenceText(row.figures),
    ]),
  );
  const counts = table(
    [
      'offered, and what people do',
      'reads',
      'reads at the origin',
      'refused by the throttle',
      'refused otherwise',
      'gave up',
      'p99 lateness of the generator, ms',
    ],
    rows.map((row) => [
      label(row),
      whole(row.outcome.reads.reads),
      whole(row.outcome.reads.atOrigin),
      whole(row.outcome.refused.byThrottle),
      [...row.outcome.refused.otherwise].map(([why, times]) => `${times} x ${why}`).join(', ') || '0',
      whole(row.outcome.gaveUp),
      decimals(quantile(row.outcome.lateness, 0.99), 1),
    ]),
  );
  const errors = rows.map(({ figures, predicted }) => Math.abs((predicted.goodput ?? 0) - (figures.goodput ?? 0)));
  const model = table(
    [
      'offered, and what people do',
      'goodput measured',
      'by the model',
      'requests per accepted measured',
      'by the model',
      'last one in measured, s',
      'by the model, s',
    ],
    rows.map((row) => [
      label(row),
      decimals(row.figures.goodput, 3),
      decimals(row.predicted.goodput, 3),
      decimals(row.figures.requestsPerAccepted, 2),
      decimals(row.predicted.requestsPerAccepted, 2),
      decimals((row.figures.lastInMs ?? Number.NaN) / 1000, 1),
      decimals((row.predicted.lastInMs ?? Number.NaN) / 1000, 1),
    ]),
  );
  return [
    'The real functions in the local runtime on this machine, requests from another process on the same cores. What they take at most is measured before each row;',
    `the throttle that stands before them when deployed is set at ${THROTTLE_SHARE * 100} % of that, with a burst of half a second as in production, and is what "capacity" means here.`,
    `People press the button for ${seconds} seconds, open loop (Poisson; latency from the intended time); a minute's opening is played in ${seconds} seconds, all pauses of the retry rule shrunk by ${decimals(1 / shrunk, 0)} (spread ${decimals(rule.spreadMs / 1000, 1)} s).`,
    `${READS_PER_REGISTRATION} reads per registration go to a copy kept as long as the API's Cache-Control says. People who hammer send at once, and again each ${decimals((1_000 * shrunk) / 1000, 2)} s.\n`,
    `${main}\n`,
    `${counts}\n`,
    `Acknowledged registrations missing in the table: ${whole(lost)} of ${whole(acknowledged)} (0: ${lost === 0 ? 'met' : 'not met'}); the table holds ${whole(kept)}, those included who had left before their receipt came.\n`,
    `The model of the next section, given this machine's numbers, against what was measured; largest difference of goodput ${decimals(Math.max(...errors), 3)}:\n`,
    `${model}\n`,
  ].join('\n');
}

function shrink(of: RetryRule): RetryRule {
  return {
    spreadMs: of.spreadMs * shrunk,
    spreadUntilMs: of.spreadUntilMs * shrunk,
    spreadOfWindow: of.spreadOfWindow,
    baseMs: of.baseMs * shrunk,
    capMs: of.capMs * shrunk,
    floorMs: of.floorMs * shrunk,
  };
}

function flags(): { seconds: number; small: boolean } {
  const fail = (sentence: string): never => {
    process.stderr.write(`${sentence}\n`);
    process.exit(1);
  };
  try {
    const { values } = parseArgs({ options: { small: { type: 'boolean' }, seconds: { type: 'string' } } });
    const seconds = Number(values.seconds ?? (values.small ? SMALL_SECONDS : DEFAULT_SECONDS));
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > 600)
      fail(`--seconds takes a whole number from 1 to 600, not "${values.seconds}".`);
    return { seconds, small: values.small ?? false };
  } catch (error) {
    return fail(`${(error as Error).message.split(/\.\s|\n/)[0]}; known are --small and --seconds <1 to 600>.`);
  }
}
