import type { BeaconChain } from '../beacon/chain.ts';
import { firstRoundAtOrAfter, roundAt } from '../beacon/chain.ts';
import { type Clock, instant } from '../clock.ts';
import { readEntrants } from '../draw/entrants.ts';
import { entrantsRootOf } from '../draw/seed.ts';
import { RULE_NAMES, type RuleName } from '../eligibility/rules.ts';
import { RETRYABLE, RetryableError } from '../errors.ts';
import { type Commitment, commitmentSchema, documentBytes, readDocument } from '../evidence/documents.ts';
import { COMMITMENT_FILE, entrantsFile, evidenceKey, exclusionsFile, PLAN_FILE } from '../evidence/evidence-names.ts';
import { type EvidenceStore, sha256Hex } from '../evidence/evidence-store.ts';
import { SHARDS } from '../shards.ts';
import type { WavesStore } from '../waves/waves-store.ts';
import { waveInSelection } from './wave-in-selection.ts';

export type CommitDeps = { clock: Clock; waves: Pick<WavesStore, 'read'>; evidence: EvidenceStore; chain: BeaconChain };

/** The beacon's round when the entrants are committed after the planned time: the first one at least this long after the commitment. */
const LATE_DISTANCE_MS = 60_000;
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
  await deps.evidence.writeOnce(evidenceKey(waveId, PLAN_FILE), Buffer.from(wave.planText));
  const earlier = await deps.evidence.read(evidenceKey(waveId, COMMITMENT_FILE));
  if (earlier) return readDocument(commitmentSchema, earlier).beacon;

  const facts = await countEntrants(deps.evidence, waveId);
  const now = deps.clock.now();
  const planned = Date.parse(wave.plan.beacon.at);
  if (now <= planned && planned - now < TOO_CLOSE_MS) {
    throw new RetryableError(
      RETRYABLE.tooCloseToBeacon,
      `the entrants of ${waveId} can't be committed ${planned - now} ms before the beacon's time`,
    );
  }
  const round = firstRoundAtOrAfter(deps.chain, now > planned ? now + LATE_DISTANCE_MS : planned);
  const commitment: Commitment = {
    waveId,
    planHash: wave.planHash,
    entrantsRoot: facts.entrantsRoot,
    committedAt: instant(now),
    beacon: { chain: deps.chain.chainHash, round, roundAt: instant(roundAt(deps.chain, round)) },
    registered: facts.registered,
    entrants: facts.entrants,
    exclusions: facts.exclusions,
    files: { [PLAN_FILE]: wave.planHash, ...facts.files },
  };
  const standing = await deps.evidence.writeFirst(evidenceKey(waveId, COMMITMENT_FILE), documentBytes(commitment));
  return readDocument(commitmentSchema, standing).beacon;
}

/** Digests and counts, shard by shard, of the files as published. */
async function countEntrants(evidence: EvidenceStore, waveId: string) {
  const files: Record<string, string> = {};
  const byProvince: Commitment['entrants']['byProvince'] = {};
  const exclusions = Object.fromEntries(RULE_NAMES.map((name) => [name, 0])) as Record<RuleName, number>;
  const digests: string[] = [];
  let registered = 0;
  let priority = 0;
  let total = 0;
  for (const shard of SHARDS) {
    const [entrantsBytes, exclusionsBytes] = await Promise.all([
      evidence.readWritten(evidenceKey(waveId, entrantsFile(shard))),
      evidence.readWritten(evidenceKey(waveId, exclusionsFile(shard))),
    ]);
    const digest = sha256Hex(entrantsBytes);
    digests.push(digest);
    files[entrantsFile(shard)] = digest;
    files[exclusionsFile(shard)] = sha256Hex(exclusionsBytes);
    const { count, provinces, priorities } = readEntrants([[shard, entrantsBytes]]);
    for (let index = 0; index < count; index++) {
      const code = String(provinces[index]).padStart(2, '0');
      byProvince[code] ??= { total: 0, priority: 0 };
      byProvince[code].total++;
      byProvince[code].priority += priorities[index] as number;
      priority += priorities[index] as number;
    }
    total += count;
    registered += count;
    for (const line of Buffer.from(exclusionsBytes).toString().split('\n')) {
      if (line === '') continue;
      const rule = line.split(',')[1] as RuleName;
      exclusions[rule] = (exclusions[rule] ?? 0) + 1;
      registered++;
    }
  }
  return { files, registered, exclusions, entrants: { total, priority, byProvince }, entrantsRoot: entrantsRootOf(digests) };
}
