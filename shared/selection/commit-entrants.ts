import type { BeaconChain } from '../beacon/chain.ts';
import { decidingRound, roundAt } from '../beacon/chain.ts';
import { type Clock, instant } from '../clock.ts';
import { readEntrants } from '../draw/entrants.ts';
import { entrantsRootOf } from '../draw/seed.ts';
import { RULE_NAMES, RULES_VERSION, type RuleName } from '../eligibility/rules.ts';
import { RETRYABLE, RetryableError } from '../errors.ts';
import { type Commitment, commitmentSchema, documentBytes, readDocument } from '../evidence/documents.ts';
import {
  COMMITMENT_FILE,
  entrantsFile,
  evidenceKey,
  exclusionsFile,
  PLAN_FILE,
  pendingKey,
  planVersionFile,
} from '../evidence/evidence-names.ts';
import type { EvidenceStore } from '../evidence/evidence-store.ts';
import { sha256Hex } from '../evidence/sha256.ts';
import { publishOnce, publishSignature, type SignedFiles } from '../evidence/signed-files.ts';
import { FILES_AT_ONCE, inParallel } from '../in-parallel.ts';
import { SHARDS } from '../shards.ts';
import { planVersions, type Wave } from '../waves/wave.ts';
import type { WavesStore } from '../waves/waves-store.ts';
import { freezePlan } from './freeze-plan.ts';
import { waveInSelection } from './wave-in-selection.ts';

export type CommitDeps = SignedFiles & {
  clock: Clock;
  waves: Pick<WavesStore, 'read'>;
  evidence: EvidenceStore;
  chain: BeaconChain;
};

/** A commitment this close to the planned time could land after the round it names, so it waits and counts as late. More than a write may take, time-outs and retries included. */
const TOO_CLOSE_MS = 20_000;

/**
 * Fixes who takes part, before the randomness exists: the root over all entrants files, the counts, and the beacon round that will
 * decide. The first commitment stands, whatever comes later.
 * @throws RetryableError `TooCloseToBeacon`
 */
export async function commitEntrants(
  deps: CommitDeps,
  { waveId }: { waveId: string },
): Promise<{ round: number; roundAt: string }> {
  const wave = await waveInSelection(deps.waves, waveId);
  await freezePlan(deps, wave);
  await publishOnce(deps, waveId, PLAN_FILE, Buffer.from(wave.planText));
  const earlier = await deps.evidence.read(evidenceKey(waveId, COMMITMENT_FILE));
  if (earlier) return standingBeacon(deps, waveId, earlier);

  const facts = await countEntrants(deps.evidence, waveId);
  const now = deps.clock.now();
  const planned = Date.parse(wave.plan.beacon.at);
  if (now <= planned && planned - now < TOO_CLOSE_MS) {
    throw new RetryableError(
      RETRYABLE.tooCloseToBeacon,
      `the entrants of ${waveId} can't be committed ${planned - now} ms before the beacon's time`,
    );
  }
  const round = decidingRound(deps.chain, planned, now);
  const commitment: Commitment = {
    waveId,
    planHash: wave.planHash,
    entrantsRoot: facts.entrantsRoot,
    committedAt: instant(now),
    beacon: {
      chain: deps.chain.chainHash,
      chainName: deps.chain.name,
      test: deps.chain.test,
      round,
      roundAt: instant(roundAt(deps.chain, round)),
    },
    rulesVersion: RULES_VERSION,
    lists: wave.plan.lists ?? [],
    registered: facts.registered,
    entrants: facts.entrants,
    exclusions: facts.exclusions,
    ...(wave.plan.rules.civilRegistry && { registryPending: await pendingOf(deps.evidence, waveId) }),
    files: { [PLAN_FILE]: wave.planHash, ...planFiles(wave), ...facts.files },
  };
  const standing = await deps.evidence.writeFirst(evidenceKey(waveId, COMMITMENT_FILE), documentBytes(commitment));
  return standingBeacon(deps, waveId, standing);
}

/** The round that a commitment names. It is signed here, also when the run that wrote it died before it could. */
async function standingBeacon(deps: CommitDeps, waveId: string, bytes: Uint8Array): Promise<{ round: number; roundAt: string }> {
  await publishSignature(deps, waveId, COMMITMENT_FILE, bytes);
  const { round, roundAt: at } = readDocument(commitmentSchema, bytes).beacon;
  return { round, roundAt: at };
}

function planFiles(wave: Wave): Record<string, string> {
  return Object.fromEntries(planVersions(wave).map((text, at) => [planVersionFile(at + 1), sha256Hex(text)]));
}

/** Of all shards. */
async function pendingOf(evidence: EvidenceStore, waveId: string): Promise<number> {
  const texts = await inParallel(SHARDS, FILES_AT_ONCE, (shard) => evidence.readWritten(pendingKey(waveId, shard)));
  return texts.reduce((sum, text) => sum + Number(Buffer.from(text).toString()), 0);
}

type ShardCount = {
  entrants: string;
  exclusions: string;
  byProvince: Commitment['entrants']['byProvince'];
  byRule: Map<string, number>;
};

/** Digests and counts of the files as published. */
async function countEntrants(evidence: EvidenceStore, waveId: string) {
  const counts = await inParallel(SHARDS, FILES_AT_ONCE, (shard) => countShard(evidence, waveId, shard));
  const files: Record<string, string> = {};
  const entrants: Commitment['entrants'] = { total: 0, priority: 0, byProvince: {} };
  const exclusions = Object.fromEntries(RULE_NAMES.map((name) => [name, 0])) as Record<RuleName, number>;
  for (const [at, shard] of SHARDS.entries()) {
    const count = counts[at] as ShardCount;
    files[entrantsFile(shard)] = count.entrants;
    files[exclusionsFile(shard)] = count.exclusions;
    for (const [code, { total, priority }] of Object.entries(count.byProvince)) {
      add(entrants.byProvince, code, total, priority);
      entrants.total += total;
      entrants.priority += priority;
    }
    for (const [rule, refused] of count.byRule) exclusions[rule as RuleName] = (exclusions[rule as RuleName] ?? 0) + refused;
  }
  const refused = Object.values(exclusions).reduce((sum, of) => sum + of, 0);
  const entrantsRoot = entrantsRootOf(counts.map((count) => count.entrants));
  return { files, registered: entrants.total + refused, exclusions, entrants, entrantsRoot };
}

async function countShard(evidence: EvidenceStore, waveId: string, shard: string): Promise<ShardCount> {
  const entrants = await evidence.readWritten(evidenceKey(waveId, entrantsFile(shard)));
  const exclusions = await evidence.readWritten(evidenceKey(waveId, exclusionsFile(shard)));
  const byProvince: ShardCount['byProvince'] = {};
  const { count, provinces, priorities } = readEntrants([[shard, entrants]]);
  for (let index = 0; index < count; index++) {
    add(byProvince, String(provinces[index]).padStart(2, '0'), 1, priorities[index] as number);
  }
  const byRule = new Map<string, number>();
  for (const line of Buffer.from(exclusions).toString().split('\n')) {
    const rule = line.split(',')[1];
    if (rule !== undefined) byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
  }
  return { entrants: sha256Hex(entrants), exclusions: sha256Hex(exclusions), byProvince, byRule };
}

function add(byProvince: ShardCount['byProvince'], code: string, total: number, priority: number): void {
  const before = byProvince[code] ?? { total: 0, priority: 0 };
  byProvince[code] = { total: before.total + total, priority: before.priority + priority };
}
