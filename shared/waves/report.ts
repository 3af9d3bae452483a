import type { Clock } from '../clock.ts';
import { type Commitment, certificateSchema, commitmentSchema, type ProvincePlaces, readDocument } from '../evidence/documents.ts';
import { CERTIFICATE_FILE, COMMITMENT_FILE, evidenceKey } from '../evidence/evidence-names.ts';
import type { EvidenceStore } from '../evidence/evidence-store.ts';
import type { RegistrationsStore } from '../registrations/registrations-store.ts';
import type { ExecutionStatus, ExecutionsStore } from '../selection/executions-store.ts';
import { SHARDS } from '../shards.ts';
import { type SelectionProgress, selectionProgress } from './selection-progress.ts';
import { type Attempt, stateOf, type Wave, type WaveState } from './wave.ts';
import type { WavesStore } from './waves-store.ts';

export type ReportDeps = {
  clock: Clock;
  waves: Pick<WavesStore, 'read'>;
  registrations: Pick<RegistrationsStore, 'countOfShard'>;
  evidence: Pick<EvidenceStore, 'read' | 'names'>;
  executions: Pick<ExecutionsStore, 'describe'>;
};

export type Report = {
  waveId: string;
  state: WaveState;
  planHash: string;
  places: number;
  /** Exact once the entrants are committed; before that `estimated` from some shards, unless all could be counted. */
  registered: { count: number; estimated: boolean };
  entrants?: { total: number; priority: number; byProvince: Record<string, { total: number; priority: number }> };
  exclusions?: Record<string, number>;
  /** Entrants whom the civil registry has not answered for. */
  registryPending?: number;
  selection?: {
    attempt: number;
    status: ExecutionStatus | 'notStarted';
    roundsDrawn: number;
    progress: SelectionProgress;
    /** Every attempt so far, the current one last. */
    attempts: Attempt[];
  };
  awarded?: number;
  unfilled?: number;
  provinces?: Record<string, ProvincePlaces>;
  /** Times in which the clocks of all places of the wave stand. */
  holds?: { from: string; until: string; reason: string }[];
  /** While it is there, no place of the wave is taken back. */
  revocationsStopped?: { at: string; reason: string };
};

/** Shards fall like dice, so a few of them tell how many registrations there are: 8 of 256 with an error of some 3 % at 40,000. */
const SAMPLE_SHARDS = 8;
/** Below this estimate counting everything is cheap. */
const COUNT_ALL_BELOW = 100_000;

/** What officers and auditors see of a wave. @returns undefined when there is no such wave */
export async function report(deps: ReportDeps, { waveId }: { waveId: string }): Promise<Report | undefined> {
  const wave = await deps.waves.read(waveId);
  if (!wave) return undefined;
  const read = (file: string) => deps.evidence.read(evidenceKey(waveId, file));
  const [commitmentBytes, certificateBytes] = await Promise.all([read(COMMITMENT_FILE), read(CERTIFICATE_FILE)]);
  const commitment = commitmentBytes && readDocument(commitmentSchema, commitmentBytes);
  const certificate = certificateBytes && readDocument(certificateSchema, certificateBytes);
  return {
    waveId,
    state: stateOf(wave, deps.clock.now()),
    planHash: wave.planHash,
    places: wave.plan.places,
    registered: commitment ? { count: commitment.registered, estimated: false } : await registrationsSoFar(deps, waveId),
    ...(commitment && { entrants: commitment.entrants, exclusions: commitment.exclusions }),
    ...(commitment?.registryPending !== undefined && { registryPending: commitment.registryPending }),
    ...(wave.attempt > 0 && { selection: await selectionOf(deps, wave, commitment, certificate !== undefined) }),
    ...(certificate && { awarded: certificate.awarded, unfilled: certificate.unfilled, provinces: certificate.provinces }),
    ...(wave.holds && { holds: wave.holds.map(({ from, until, reason }) => ({ from, until, reason })) }),
    ...(wave.revocationsStopped && { revocationsStopped: wave.revocationsStopped }),
  };
}

async function selectionOf(
  deps: ReportDeps,
  { waveId, attempt, attempts, phase }: Wave,
  commitment: Commitment | undefined,
  certified: boolean,
): Promise<NonNullable<Report['selection']>> {
  const known = { waveId, commitment, certified, published: phase === 'published', now: deps.clock.now() };
  const [execution, progress] = await Promise.all([deps.executions.describe(waveId, attempt), selectionProgress(deps, known)]);
  return { attempt, status: execution?.status ?? 'notStarted', roundsDrawn: progress.rounds.length, progress, attempts };
}

async function registrationsSoFar(deps: ReportDeps, waveId: string): Promise<Report['registered']> {
  const count = async (shards: readonly string[]) => {
    let sum = 0;
    for (let at = 0; at < shards.length; at += 16) {
      const counts = await Promise.all(shards.slice(at, at + 16).map((shard) => deps.registrations.countOfShard(waveId, shard)));
      sum += counts.reduce((total, of) => total + of, 0);
    }
    return sum;
  };
  const sample = await count(SHARDS.slice(0, SAMPLE_SHARDS));
  const estimate = sample * (SHARDS.length / SAMPLE_SHARDS);
  if (estimate >= COUNT_ALL_BELOW) return { count: estimate, estimated: true };
  return { count: sample + (await count(SHARDS.slice(SAMPLE_SHARDS))), estimated: false };
}
