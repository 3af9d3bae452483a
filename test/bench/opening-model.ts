/**
 * `npm run bench-opening-model -- [--small]`: openings of a minute against the limits of the deployed production stage, by a discrete-event
 * model. Takes what the registration function costs from fresh processes of its bundle on this machine. Prints its section of the report.
 */
import { parseArgs } from 'node:util';
import { openingLimits } from '#infra/opening-limits.ts';
import { STAGES } from '#infra/stages.ts';
import { RETRY_RULE } from '#shared/retry/retry-rule.ts';
import { WAVE_CACHE_MS } from '#shared/waves/wave-cache.ts';
import { table } from './bench-script.ts';
import type { Manner } from './opening/crowd.ts';
import { deployedLimits, VCPU_OF_REGISTER } from './opening/deployed-limits.ts';
import { figuresOf } from './opening/figures.ts';
import { measureRegister, type RegisterCosts } from './opening/measure-register.ts';
import { capacityOf, type Limits, type Offer, playOpening } from './opening/model.ts';
import { openWave } from './opening/open-wave.ts';
import { registrants } from './opening/registrants.ts';
import { decimals, goodputText, independenceText, requestsText, whole } from './opening/report.ts';
import { seededChance } from './opening/seeded-chance.ts';

const SEED = 20200808;
const SECONDS = 60;
const SMALL_SECONDS = 10;
/** 80,000 in a minute, as in April 2020; and four times that. */
const RATES = [1_333, 5_332];
const READS_PER_REGISTRATION = 48;

const small = flags();
const seconds = small ? SMALL_SECONDS : SECONDS;
const say = (line: string) => process.stderr.write(`${line}\n`);

const stage = STAGES.production;
const opening = openingLimits(stage);
const costs = await measured();
const limits = deployedLimits(stage.throttling, opening, costs, WAVE_CACHE_MS / 1000);
const nothingWarm: Limits = { ...limits, environments: { ...limits.environments, provisioned: 0 } };

const follows: Manner = { kind: 'follows', rule: RETRY_RULE };
const noSpread: Manner = { kind: 'follows', rule: { ...RETRY_RULE, spreadMs: 0 } };
const hammers: Manner = { kind: 'hammers', pauseMs: 1_000, patienceMs: 120_000 };
const atOnce: Manner = { kind: 'hammers', pauseMs: 200, patienceMs: 120_000 };

type Scenario = { name: string; limits: Limits; manner: Manner; rates?: readonly number[] };
const scenarios: Scenario[] = [
  { name: 'follow the rule', limits, manner: follows },
  { name: 'back off as the rule says, but do not spread their first submit', limits, manner: noSpread },
  { name: 'the same, nothing kept warm', limits: nothingWarm, manner: noSpread },
  { name: 'hammer: again each second, no spread, leave after 2 minutes', limits, manner: hammers },
  // Five times a second at the higher rate is a hundred million requests, of which the throttle refuses all but the same 2,500 a second.
  { name: 'hammer five times a second', limits, manner: atOnce, rates: RATES.slice(0, 1) },
  {
    name: 'follow the rule, every read at the origin (no copies at the edge)',
    limits: { ...limits, edge: undefined },
    manner: follows,
  },
];

const capacity = capacityOf(limits);
const rows = RATES.flatMap((perSecond) =>
  scenarios.filter(({ rates = RATES }) => rates.includes(perSecond)).map((scenario) => row(perSecond, scenario)),
);
process.stdout.write(
  [
    `The production stage as infra/stages.ts has it: ${whole(limits.throttle.rate)} requests/s with a burst of ${whole(limits.throttle.burst)} for the whole API; the registration function has at most ${whole(limits.environments.most)} environments, ${whole(limits.environments.provisioned)} of them kept warm, and gets ${whole(limits.environments.scaling.burst)} new ones per 10 s;`,
    `the table takes ${whole(limits.table.writes)} writes/s, ${whole(limits.table.partitionWrites)} per partition. ${costsText(costs)}`,
    `Assumed, not measured: ${limits.roundTripMs} ms to the edge and back, ${limits.edge?.copies} edge caches that each ask for ${limits.edge?.paths} paths every ${limits.edge?.maxAgeSeconds} s. The firewall's limit per address is left out: which addresses a crowd has is not known. "Capacity" is ${decimals(capacity.rate, 0)} registrations a second and a burst of ${whole(capacity.burst)}: what the throttle leaves when the edge has asked.`,
    `${READS_PER_REGISTRATION} reads per registration; people press for ${seconds} seconds (Poisson, seed ${SEED}). Nothing of this has run on AWS.\n`,
    table(
      [
        'registrations a second offered',
        'clients',
        'people',
        'without a receipt',
        'goodput / min(offered, capacity) (>= 0.99)',
        'requests per accepted (<= 1.10)',
        'p50 / p99 from pressing to the receipt, s',
        'last one in, s',
        'acceptance by second of arrival',
        'refused by throttle / environments / table',
        'cold starts',
        'reads at the origin (refused)',
      ],
      rows,
    ),
  ].join('\n'),
);

function row(perSecond: number, { name, limits: of, manner }: Scenario): string[] {
  say(`${perSecond}/s, people who ${name} ...`);
  const offer: Offer = { perSecond, seconds, readsPerRegistration: READS_PER_REGISTRATION, manner };
  const outcome = playOpening(of, offer, seededChance(SEED));
  const figures = figuresOf(outcome, capacity);
  const { byThrottle, byConcurrency, byTable } = outcome.refused;
  return [
    whole(perSecond),
    name,
    whole(figures.people),
    whole(outcome.gaveUp),
    goodputText(figures),
    requestsText(figures),
    `${decimals((figures.waiting?.p50 ?? Number.NaN) / 1000, 1)} / ${decimals((figures.waiting?.p99 ?? Number.NaN) / 1000, 1)}`,
    decimals((figures.lastInMs ?? Number.NaN) / 1000, 0),
    independenceText(figures),
    `${whole(byThrottle)} / ${whole(byConcurrency)} / ${whole(byTable)}`,
    whole(outcome.coldStarts),
    `${whole(outcome.originReads)} (${whole(outcome.refusedReads)})`,
  ];
}

async function measured(): Promise<RegisterCosts> {
  say('measuring the registration function in fresh processes ...');
  const wave = await openWave();
  try {
    const people = registrants(SEED);
    return measureRegister(wave.folder, wave.environment, () => people(1)[0] as string, small ? 3 : 7, small ? 200 : 500);
  } finally {
    await wave.stop();
  }
}

function costsText({ coldCpuMs, warmCpuMs, processes }: RegisterCosts): string {
  return `Measured here (medians of ${processes} fresh processes): ${decimals(coldCpuMs, 0)} ms of CPU from the start of a process until its first registration is through, ${decimals(warmCpuMs, 2)} ms for a warm one; at 512 MB a function has ${decimals(VCPU_OF_REGISTER, 2)} of a processor, which makes ${decimals(limits.environments.coldMs, 0)} ms cold and ${decimals(limits.environments.warmMs, 1)} ms warm, the table's answers included.`;
}

function flags(): boolean {
  try {
    return parseArgs({ options: { small: { type: 'boolean' } } }).values.small ?? false;
  } catch (error) {
    process.stderr.write(`${(error as Error).message.split(/\.\s|\n/)[0]}; known is --small.\n`);
    return process.exit(1);
  }
}
