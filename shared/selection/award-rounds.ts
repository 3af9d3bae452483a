import { type AwardRound, awardRoundSchema, readDocument } from '../evidence/documents.ts';
import { outcomesOfShardKey, roundKey } from '../evidence/evidence-names.ts';
import type { EvidenceStore } from '../evidence/evidence-store.ts';
import { FILES_AT_ONCE, inParallel } from '../in-parallel.ts';
import { AWARD_OUTCOMES, type AwardOutcome } from '../recipients/awards-store.ts';

/** What became of the entries of one award round. */
export type RoundOutcomes = Map<string, AwardOutcome>;

export function outcomesText(outcomes: readonly (readonly [entryId: string, outcome: AwardOutcome])[]): string {
  return [...outcomes]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([entryId, outcome]) => `${entryId},${outcome}\n`)
    .join('');
}

/**
 * The award rounds carried out so far, first one first.
 * @param before number of the round to stop at
 * @throws when a round that should be complete isn't
 */
export async function roundsBefore(evidence: EvidenceStore, waveId: string, before: number): Promise<RoundOutcomes[]> {
  const rounds: RoundOutcomes[] = [];
  for (let round = 0; round < before; round++) {
    const facts = readDocument(awardRoundSchema, await evidence.readWritten(roundKey(waveId, round)));
    rounds.push(await outcomesOf(evidence, waveId, round, facts));
  }
  return rounds;
}

/** All rounds that had winners: the last one written, without winners, ends the selection. */
export async function allRounds(evidence: EvidenceStore, waveId: string): Promise<RoundOutcomes[]> {
  for (let round = 0; ; round++) {
    const facts = readDocument(awardRoundSchema, await evidence.readWritten(roundKey(waveId, round)));
    if (facts.winners === 0) return roundsBefore(evidence, waveId, round);
  }
}

async function outcomesOf(evidence: EvidenceStore, waveId: string, round: number, facts: AwardRound): Promise<RoundOutcomes> {
  const outcomes: RoundOutcomes = new Map();
  const shards = Object.keys(facts.shards);
  const files = await inParallel(shards, FILES_AT_ONCE, (shard) => evidence.readWritten(outcomesOfShardKey(waveId, round, shard)));
  for (const [at, shard] of shards.entries()) {
    for (const line of Buffer.from(files[at] as Uint8Array)
      .toString()
      .split('\n')) {
      if (line === '') continue;
      const [entryId = '', text] = line.split(',');
      // The name itself, not this line's copy of it: there are a million lines.
      const outcome = AWARD_OUTCOMES.find((name) => name === text);
      if (!outcome) throw new Error(`an outcome of round ${round}, shard ${shard} of ${waveId} can't be read`);
      outcomes.set(entryId, outcome);
    }
  }
  if (outcomes.size !== facts.winners)
    throw new Error(`round ${round} of ${waveId} has ${facts.winners} winners and ${outcomes.size} outcomes`);
  return outcomes;
}

/** The entries whose award failed, sorted. */
export function struckOutOf(outcomes: RoundOutcomes): string[] {
  const struckOut: string[] = [];
  for (const [entryId, outcome] of outcomes) if (outcome !== 'awarded') struckOut.push(entryId);
  return struckOut.sort();
}
