import { SHARD_GROUPS, SHARDS } from '#shared/shards.ts';
import { ASSUMED, MEASURED, MINUTES_A_MONTH } from './measured.ts';
import type { Scales, Wave } from './wave.ts';

export type FunctionUse = {
  /** The folder below functions/. */
  readonly name: string;
  readonly memoryMb: number;
  /** Per wave; per month where that is what they follow. */
  readonly calls: number;
  readonly callsFollow: Scales;
  /** All calls together, in seconds of the clock. */
  readonly seconds: number;
  readonly secondsFollow: Scales;
  readonly basis: string;
};

/** 1,769 MB are one vCPU ("Configure Lambda function memory"); more memory than that doesn't make one thread faster. */
const MB_OF_A_VCPU = 1_769;
const DAY_SECONDS = 86_400;
const shards = SHARDS.length;

/** Seconds of the clock that so much processor time takes in a function of that size. */
function stretched(cpuMs: number, memoryMb: number): number {
  return cpuMs / 1000 / Math.min(1, memoryMb / MB_OF_A_VCPU);
}

/** Reads of the wave that the edge passes on: at most one per copy, path and age, however many people read. */
export function originReads({ registrations, reads }: Wave): number {
  const { edgeCopies, edgePaths, edgeSeconds, windowDays } = ASSUMED;
  return Math.min(registrations * reads, ((edgeCopies * edgePaths) / edgeSeconds) * windowDays * DAY_SECONDS);
}

export function awardBatches({ places }: Wave): number {
  const { awardRounds, refillBatches } = ASSUMED;
  // A shard of more than a thousand winners is a batch of its own (shared/selection/draw-round.ts); fewer travel up to sixteen together.
  const perBatch = Math.min(16, Math.max(1, Math.floor(1_000 / Math.max(1, places / shards))));
  return Math.ceil(shards / perBatch) + (awardRounds - 1) * refillBatches;
}

/** Every function of the stack: how often it is called for a wave, and for how long. */
export function functionsOf(wave: Wave): FunctionUse[] {
  const { registrations, places } = wave;
  const requests = registrations * ASSUMED.requestsPerRegistration;
  const use = (
    name: string,
    memoryMb: number,
    [calls, callsFollow]: readonly [number, Scales],
    [each, secondsFollow]: readonly [{ cpuMs: number; waitMs: number; fixedSeconds?: number }, Scales],
    basis: string,
  ): FunctionUse => ({
    name,
    memoryMb,
    calls,
    callsFollow,
    seconds: calls * (stretched(each.cpuMs, memoryMb) + each.waitMs / 1000) + (each.fixedSeconds ?? 0),
    secondsFollow,
    basis,
  });
  const tables = (count: number) => count * ASSUMED.tableCallMs;
  const files = (count: number) => count * ASSUMED.bucketCallMs;
  const registering = { cpuMs: MEASURED.cpuMsOfARegistration, waitMs: tables(2) };
  const reading = { cpuMs: ASSUMED.cpuMsOfARead, waitMs: tables(1) };
  const perShard = registrations / shards;
  const rare = { cpuMs: 50, waitMs: 200 };
  const coldSeconds = stretched(MEASURED.cpuMsOfAColdStart, 512) * ASSUMED.coldStartsPerRegistration * registrations;
  const batches = awardBatches(wave);
  const erased = Math.max(0, registrations - places);
  const refused = registrations * ASSUMED.refusedByRule;
  return [
    use(
      'register',
      512,
      [requests * (1 - ASSUMED.joining), 'people'],
      [{ ...registering, fixedSeconds: coldSeconds }, 'people'],
      'measured CPU of a registration and of a cold start, two calls of tables',
    ),
    use(
      'join-wave',
      512,
      [requests * ASSUMED.joining, 'people'],
      [{ ...registering, waitMs: tables(5) + ASSUMED.keyCallMs }, 'people'],
      'as registering, with KMS and the audit log',
    ),
    use('waves', 256, [originReads(wave), 'mixed'], [reading, 'mixed'], 'what the edge passes on: no more than a fixed rate'),
    use(
      'own-registration',
      512,
      [registrations * ASSUMED.lookUpsPerRegistration, 'people'],
      [{ cpuMs: reading.cpuMs + ASSUMED.cpuMsOfALookUpPerResult * perShard, waitMs: tables(2) + files(2) }, 'mixed'],
      'each look-up reads its shard, which grows with the wave',
    ),
    use(
      'evidence',
      512,
      [ASSUMED.recounts * ASSUMED.filesPerRecount, 'wave'],
      [{ cpuMs: 20, waitMs: files(1) }, 'wave'],
      'strangers who recount, nothing kept at the edge',
    ),
    use('openapi', 256, [300, 'wave'], [rare, 'wave'], 'kept at the edge'),
    use('public-keys', 256, [3_000, 'wave'], [rare, 'wave'], 'kept at the edge'),
    use('schedule-wave', 512, [2 * ASSUMED.plans, 'wave'], [rare, 'wave'], 'plans and amendments, proposed and approved'),
    use('proposals', 1_024, [2 * ASSUMED.plans, 'wave'], [rare, 'wave'], 'what else is proposed, looked at and decided'),
    use(
      'appeal',
      512,
      [refused * ASSUMED.appealsPerRefusal, 'people'],
      [{ cpuMs: reading.cpuMs + ASSUMED.cpuMsOfALookUpPerResult * perShard, waitMs: tables(3) + files(2) }, 'mixed'],
      'some of those whom a rule refuses; each reads its shard',
    ),
    use(
      'appeals',
      512,
      [3 * refused * ASSUMED.appealsPerRefusal, 'people'],
      [rare, 'people'],
      'officers list, open and decide each appeal',
    ),
    use('start-selection', 256, [1, 'wave'], [rare, 'wave'], 'by hand, if ever'),
    use('dry-run', 1_769, [ASSUMED.dryRuns, 'wave'], [{ cpuMs: 30_000, waitMs: 0 }, 'wave'], 'at most its 30 s each'),
    use(
      'report',
      512,
      [ASSUMED.reports, 'wave'],
      [{ cpuMs: (MEASURED.cpuMsOfScreening * registrations) / 32, waitMs: 500 }, 'mixed'],
      'officers watch; eight shards are counted each time',
    ),
    use(
      'ledger',
      1_769,
      [ASSUMED.looks, 'wave'],
      [{ cpuMs: 0.01 * places, waitMs: 2_000 }, 'mixed'],
      'officers look; a wave is read whole',
    ),
    use(
      'import-list',
      1_769,
      [ASSUMED.listLines / ASSUMED.listChunkLines, 'wave'],
      [
        {
          cpuMs: ASSUMED.cpuMsOfAListLine * ASSUMED.listChunkLines,
          waitMs: tables(ASSUMED.listChunkLines / ASSUMED.listPutsAtOnce),
        },
        'wave',
      ],
      'a chunk of 2,000 lines a call',
    ),
    use('lists', 256, [ASSUMED.looks, 'wave'], [rare, 'wave'], 'officers look which versions there are'),
    use('audit', 256, [ASSUMED.audits, 'wave'], [rare, 'wave'], 'auditors read pages'),
    use(
      'activate-place',
      512,
      [places * ASSUMED.requestsPerActivation, 'people'],
      [{ cpuMs: ASSUMED.cpuMsOfAnActivation, waitMs: tables(6) }, 'people'],
      'partners, one signed request a place, and some once more',
    ),
    use('partners', 256, [1, 'wave'], [rare, 'wave'], 'officers look at partners'),
    use(
      'screen-shard',
      1_024,
      [shards, 'wave'],
      [{ cpuMs: MEASURED.cpuMsOfScreening * perShard, waitMs: tables((perShard / 100) * 3) }, 'people'],
      'measured CPU per registration; batches of 100 keys in three tables',
    ),
    use(
      'commit-entrants',
      1_024,
      [1, 'wave'],
      [{ cpuMs: ASSUMED.cpuMsOfCommitting * registrations, waitMs: files((2 * shards) / 16) }, 'mixed'],
      'reads all entrants and exclusions',
    ),
    use(
      'draw',
      3_008,
      [ASSUMED.awardRounds + 1, 'wave'],
      [{ cpuMs: MEASURED.cpuMsOfDrawingAnEntry * registrations, waitMs: files(shards / 16) }, 'mixed'],
      'measured CPU per entry; one draw more than rounds',
    ),
    use(
      'award-batch',
      1_024,
      [batches, 'mixed'],
      [{ cpuMs: (MEASURED.cpuMsOfAnAward * places) / batches, waitMs: (tables(2) * places) / 16 / batches }, 'people'],
      'measured CPU per award, sixteen at once',
    ),
    use(
      'publish',
      3_008,
      [1, 'wave'],
      [{ cpuMs: MEASURED.cpuMsOfDrawingAnEntry * 1.5 * registrations, waitMs: files(shards / 4) }, 'mixed'],
      'draws once more and writes the results',
    ),
    use(
      'erase-shard',
      512,
      [shards, 'wave'],
      [{ cpuMs: (MEASURED.cpuMsOfAnErasure * erased) / shards, waitMs: (tables(1) * erased) / shards / 16 }, 'people'],
      'measured CPU per erasure, sixteen at once; when the period of the stage is over',
    ),
    use(
      'tend-places',
      1_024,
      [SHARD_GROUPS.length * ASSUMED.daysOfDeadlines, 'wave'],
      [
        {
          cpuMs: (MEASURED.cpuMsOfAnAward * places) / SHARD_GROUPS.length,
          waitMs: (tables(1) * places) / SHARD_GROUPS.length / 100,
        },
        'people',
      ],
      'at most as much as awarding all of them, on each day on which something is due',
    ),
    use(
      'settle-wave',
      1_024,
      [ASSUMED.daysOfDeadlines, 'wave'],
      [{ cpuMs: 0.02 * places, waitMs: 2_000 }, 'mixed'],
      'reads the journals',
    ),
    use('begin-refill', 1_024, [ASSUMED.daysOfDeadlines, 'wave'], [rare, 'wave'], 'asks each day whether the plan has refills'),
    use('publish-refill', 3_008, [0, 'wave'], [rare, 'wave'], 'refills are a choice of the plan and not on this bill'),
    use('finish-erasure', 256, [1, 'wave'], [rare, 'wave'], 'once'),
    use(
      'notify-shard',
      512,
      [shards, 'wave'],
      [
        { cpuMs: ASSUMED.cpuMsOfANotice * perShard, waitMs: tables(perShard / 1_000) + (ASSUMED.busCallMs * perShard) / 10 },
        'people',
      ],
      'ten notices to a call of the bus, one call after the other',
    ),
    use('finish-notification', 256, [1, 'wave'], [rare, 'wave'], 'once'),
    use(
      'deliver-notice',
      512,
      [registrations, 'people'],
      [{ cpuMs: ASSUMED.cpuMsOfADelivery, waitMs: tables(5) + ASSUMED.keyCallMs + ASSUMED.messageCallMs }, 'people'],
      'a notice to everybody; five calls of tables, KMS, SNS',
    ),
    use('wave-clock', 256, [MINUTES_A_MONTH, 'month'], [{ cpuMs: 20, waitMs: 100 }, 'month'], 'each minute'),
  ];
}
