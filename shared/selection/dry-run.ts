import { type BeaconChain, lastRoundAtOrBefore, roundAt } from '../beacon/chain.ts';
import { fetchRound } from '../beacon/fetch-round.ts';
import type { BeaconRound } from '../beacon/verify-round.ts';
import type { Clock } from '../clock.ts';
import { draw, type Phase, ticketHex } from '../draw/draw.ts';
import { readEntrants } from '../draw/entrants.ts';
import { toHex } from '../draw/hex.ts';
import { dryRunSeedOf, entrantsRootOf } from '../draw/seed.ts';
import { RETRYABLE } from '../errors.ts';
import type { Certificate, ProvincePlaces } from '../evidence/documents.ts';
import { sha256Hex } from '../evidence/sha256.ts';
import { PROVINCES } from '../regions/provinces.ts';
import type { Plan } from '../waves/plan.ts';
import { servesProvince, type Wave } from '../waves/wave.ts';
import type { WavesStore } from '../waves/waves-store.ts';
import type { DryRunBody, DryRunFault } from './dry-run-body.ts';
import { provincePlaces } from './province-places.ts';
import { syntheticEntrants } from './synthetic-entrants.ts';

export type DryRunDeps = {
  clock: Clock;
  /** Milliseconds since whenever, never set back: for how long it took. */
  stopwatch(): number;
  waves: Pick<WavesStore, 'read'>;
  chain: BeaconChain;
  fetch?: typeof fetch;
};

/** What a plan would do. Everything but the wave, its plan and the beacon's round is made up. */
export type DryRun = {
  waveId: string;
  dryRun: true;
  planHash: string;
  beacon: Omit<Certificate['beacon'], 'signature'> & Pick<BeaconRound, 'randomness'>;
  seed: string;
  entrants: Certificate['entrants'];
  places: number;
  awarded: number;
  unfilled: number;
  byPhase: Record<Phase, number>;
  provinces: Record<string, ProvincePlaces>;
  /** What making and drawing the entrants took; asking the beacon is not counted. */
  milliseconds: number;
};

export type DryRunOutcome =
  | { outcome: 'tried'; result: DryRun }
  | { outcome: 'unknownWave' }
  | { outcome: 'faulty'; faults: DryRunFault[] }
  /** `reason` says of each endpoint what was wrong, for the log. */
  | { outcome: 'beaconNotAvailable'; reason: string };

/** By a minute after its time every relay has a round. */
const RELAYED_AFTER_MS = 60_000;

/**
 * Draws a wave's plan as it stands on made-up entrants with the randomness of a past beacon round, by the functions that draw the real
 * one. It reads the wave and changes nothing. Its seed is made under another name than a draw's and can't be one.
 */
export async function dryRun(deps: DryRunDeps, { waveId, body }: { waveId: string; body: DryRunBody }): Promise<DryRunOutcome> {
  const wave = await deps.waves.read(waveId);
  if (!wave) return { outcome: 'unknownWave' };
  const now = deps.clock.now();
  const faults = faultsOf(body, wave.plan, deps.chain, now);
  if (faults.length > 0) return { outcome: 'faulty', faults };
  const round = await pastRound(deps, body.round ?? lastRoundAtOrBefore(deps.chain, now - RELAYED_AFTER_MS));
  if (typeof round === 'string') return { outcome: 'beaconNotAvailable', reason: round };
  return { outcome: 'tried', result: tryPlan(deps, wave, body, round) };
}

function faultsOf(body: DryRunBody, plan: Plan, chain: BeaconChain, now: number): DryRunFault[] {
  const faults: DryRunFault[] = Object.keys(body.byProvince ?? {})
    .filter((code) => !servesProvince(plan, code))
    .map((code) => ({ pointer: `/byProvince/${code}`, message: 'provinceNotServed' }));
  if (body.round !== undefined && roundAt(chain, body.round) >= now) faults.push({ pointer: '/round', message: 'roundNotPast' });
  return faults;
}

/** The round, its signature checked, or why it can't be had. */
async function pastRound(deps: DryRunDeps, round: number): Promise<BeaconRound | string> {
  if (round < 1) return `chain ${deps.chain.name} has only just begun`;
  try {
    return await fetchRound(deps.chain, round, deps.fetch);
  } catch (error) {
    if (error instanceof Error && error.name === RETRYABLE.beaconNotAvailable) return error.message;
    throw error;
  }
}

function tryPlan(deps: DryRunDeps, wave: Wave, body: DryRunBody, { round, randomness }: BeaconRound): DryRun {
  const started = deps.stopwatch();
  const { waveId, plan, planHash } = wave;
  const { chainHash: chain, name: chainName, test } = deps.chain;
  const { files, counts } = syntheticEntrants({
    planHash,
    entrants: body.entrants,
    // Without a priority group no entry has priority, as in screening.
    priorityPerMille: plan.priority ? body.priorityPerMille : 0,
    householdsOf: body.householdsOf,
    weights: body.byProvince ?? sharesOf(plan),
  });
  const entrantsRoot = entrantsRootOf(files.map(([, bytes]) => sha256Hex(bytes)));
  const seed = dryRunSeedOf({ waveId, planHash, entrantsRoot, round, randomness });
  const { winners } = draw(plan, readEntrants(files), seed, []);
  const byPhase: Record<Phase, number> = { a: 0, b: 0, c: 0 };
  for (const { phase } of winners) byPhase[phase]++;
  const provinces = provincePlaces(plan, winners, (entryId) => ticketHex(seed, entryId));
  return {
    waveId,
    dryRun: true,
    planHash,
    beacon: { chain, chainName, test, round, randomness },
    seed: toHex(seed),
    entrants: counts,
    places: plan.places,
    awarded: winners.length,
    unfilled: plan.places - winners.length,
    byPhase,
    provinces,
    milliseconds: Math.round(deps.stopwatch() - started),
  };
}

/** Where entrants live unless somebody says: as the plan's places do, or equally over the provinces that there are when the wave opens. */
function sharesOf(plan: Plan): Record<string, number> {
  if (plan.byProvince !== 'national') return plan.byProvince;
  const year = Number(plan.opensAt.slice(0, 4));
  return Object.fromEntries(PROVINCES.filter(({ since }) => since <= year).map(({ code }) => [code, 1]));
}
