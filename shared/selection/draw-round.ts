import { type BeaconChain, factsOf } from '../beacon/chain.ts';
import { fetchRound } from '../beacon/fetch-round.ts';
import { type Clock, instant } from '../clock.ts';
import { draw, type Refill } from '../draw/draw.ts';
import { type Entrants, entrantsReader } from '../draw/entrants.ts';
import { fromHex, toHex } from '../draw/hex.ts';
import { seedOf } from '../draw/seed.ts';
import {
  type Commitment,
  commitmentSchema,
  type DrawRecord,
  documentBytes,
  drawRecordSchema,
  readDocument,
} from '../evidence/documents.ts';
import {
  COMMITMENT_FILE,
  DRAW_FILE,
  entrantsFile,
  evidenceKey,
  type Round,
  roundKey,
  winnersOfShardKey,
} from '../evidence/evidence-names.ts';
import type { EvidenceStore } from '../evidence/evidence-store.ts';
import { sha256Hex } from '../evidence/sha256.ts';
import { publishFirst, publishSignature, type SignedFiles } from '../evidence/signed-files.ts';
import { FILES_AT_ONCE, inOrder, inParallel } from '../in-parallel.ts';
import { refillSoFar } from '../refill/refills-so-far.ts';
import { SHARDS } from '../shards.ts';
import type { Wave } from '../waves/wave.ts';
import type { WavesStore } from '../waves/waves-store.ts';
import { roundsBefore, struckOutOf } from './award-rounds.ts';
import { waveInSelection } from './wave-in-selection.ts';

export type DrawDeps = SignedFiles & {
  clock: Clock;
  waves: Pick<WavesStore, 'read'>;
  evidence: EvidenceStore;
  chain: BeaconChain;
  softwareVersion: string;
  fetch?: typeof fetch;
};

/** What the workflow carries on: the shards to award, put together so that a batch is a sensible piece of work. */
export type DrawnRound = { round: number; nextRound: number; winners: number; batches: string[][] };

/** About 1,000 awards a batch: a minute of one function's work, far below its time limit. */
const BATCH_WINNERS = 1_000;
/** Each shard of a batch is read whole (39,000 items in a ten-million wave), so a batch has few; 256 shards are at least 16 batches. */
const BATCH_SHARDS = 16;

/**
 * Draws an award round: round 0 from the entrants, each later one with the failed awards of the rounds before struck out; those of a refill
 * go on where draw and earlier refills ended. Everything follows from files that are written already, so a repeat writes the same bytes.
 */
export async function drawRound(deps: DrawDeps, of: Round): Promise<DrawnRound> {
  const { waveId, refill = 0, round } = of;
  const wave = await waveInSelection(deps.waves, waveId);
  const commitment = readDocument(commitmentSchema, await deps.evidence.readWritten(evidenceKey(waveId, COMMITMENT_FILE)));
  const { seed } = await drawRecord(deps, waveId, commitment);
  const struckOut = (await roundsBefore(deps.evidence, of)).map(struckOutOf);
  // A walk takes somebody only where the last round left a place: without a failed award the result stands, unread.
  const resultStands = struckOut.at(-1)?.length === 0;
  const winners = resultStands
    ? []
    : await winnersByShard(deps, wave, commitment, { seed, refill, round, ...(await walks(deps.evidence, of, struckOut)) });
  await inParallel(winners, FILES_AT_ONCE, ([shard, entryIds]) => {
    const lines = entryIds.map((entryId) => `${entryId}\n`).join('');
    return deps.evidence.writeOnce(winnersOfShardKey(of, shard), Buffer.from(lines));
  });
  const counts = winners.map(([shard, entryIds]) => [shard, entryIds.length] as const);
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  await deps.evidence.writeOnce(roundKey(of), documentBytes({ winners: total, shards: Object.fromEntries(counts) }));
  return { round, nextRound: round + 1, winners: total, batches: inBatches(counts) };
}

/** All walks before this round's, of the draw and of its refills. */
async function walks(evidence: EvidenceStore, { waveId, refill = 0 }: Round, struckOut: string[][]) {
  return refill === 0 ? { struckOut, refills: [] } : refillSoFar(evidence, { waveId, refill }, struckOut);
}

/** The entries that a round takes, sorted, by shard in order. */
async function winnersByShard(
  deps: DrawDeps,
  wave: Wave,
  commitment: Commitment,
  of: { seed: string; struckOut: string[][]; refills: Refill[]; refill: number; round: number },
): Promise<[shard: string, entryIds: string[]][]> {
  const entrants = await readCommitted(deps.evidence, wave.waveId, commitment);
  const { winners } = draw(wave.plan, entrants, fromHex(of.seed), of.struckOut, of.refills);
  const taken = winners.filter(({ refill, round }) => refill === of.refill && round === of.round);
  const byShard = [...Map.groupBy(taken, ({ index }) => shardOfIndex(entrants, index))];
  return byShard
    .map(([shard, entries]): [string, string[]] => [shard, entries.map(({ entryId }) => entryId).sort()])
    .sort(([left], [right]) => (left < right ? -1 : 1));
}

/** The beacon's round and the seed, fetched and checked once; the first record stands. */
async function drawRecord(deps: DrawDeps, waveId: string, commitment: Commitment): Promise<DrawRecord> {
  const earlier = await deps.evidence.read(evidenceKey(waveId, DRAW_FILE));
  if (earlier) {
    await publishSignature(deps, waveId, DRAW_FILE, earlier);
    return readDocument(drawRecordSchema, earlier);
  }
  const { round, signature, randomness } = await fetchRound(deps.chain, commitment.beacon.round, deps.fetch);
  const seed = seedOf({ waveId, planHash: commitment.planHash, entrantsRoot: commitment.entrantsRoot, round, randomness });
  const record: DrawRecord = {
    waveId,
    beacon: { ...factsOf(deps.chain), round, signature, randomness },
    seed: toHex(seed),
    drawnAt: instant(deps.clock.now()),
    softwareVersion: deps.softwareVersion,
  };
  return readDocument(drawRecordSchema, await publishFirst(deps, waveId, DRAW_FILE, documentBytes(record)));
}

/** The entrants files, each held against its committed digest. @throws when one differs from what was committed */
export async function readCommitted(evidence: EvidenceStore, waveId: string, commitment: Commitment): Promise<Entrants> {
  const reader = entrantsReader(commitment.entrants.total);
  const files = inOrder(SHARDS, FILES_AT_ONCE, async (shard): Promise<[string, Uint8Array]> => {
    const bytes = await evidence.readWritten(evidenceKey(waveId, entrantsFile(shard)));
    if (sha256Hex(bytes) !== commitment.files[entrantsFile(shard)])
      throw new Error(`${entrantsFile(shard)} of ${waveId} is not the file that was committed`);
    return [shard, bytes];
  });
  for await (const [shard, bytes] of files) reader.add(shard, bytes);
  return reader.entrants();
}

export function shardOfIndex(entrants: Entrants, index: number): string {
  let low = 0;
  let high = SHARDS.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((entrants.shardStarts[middle] as number) <= index) low = middle;
    else high = middle - 1;
  }
  return SHARDS[low] as string;
}

function inBatches(counts: readonly (readonly [shard: string, winners: number])[]): string[][] {
  const batches: string[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const [shard, winners] of counts) {
    const batch = batches.at(-1);
    if (!batch || size + winners > BATCH_WINNERS || batch.length >= BATCH_SHARDS) {
      batches.push([shard]);
      size = winners;
    } else {
      batch.push(shard);
      size += winners;
    }
  }
  return batches;
}
