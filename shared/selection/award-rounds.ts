import type { Winner } from '../draw/draw.ts';
import { type AwardRound, awardRoundSchema, readDocument } from '../evidence/documents.ts';
import { outcomesOfShardKey, type Round, roundKey } from '../evidence/evidence-names.ts';
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
 * The award rounds of a draw or a refill that were carried out before this one, first one first.
 * @throws when a round that should be complete isn't
 */
export async function roundsBefore(evidence: EvidenceStore, of: Round): Promise<RoundOutcomes[]> {
  const rounds: RoundOutcomes[] = [];
  for (let round = 0; round < of.round; round++) {
    const facts = readDocument(awardRoundSchema, await evidence.readWritten(roundKey({ ...of, round })));
    rounds.push(await outcomesOf(evidence, { ...of, round }, facts));
  }
  return rounds;
}

/** All rounds of a draw or a refill that had winners: the last one written, without winners, ends it. */
export async function allRounds(evidence: EvidenceStore, of: Omit<Round, 'round'>): Promise<RoundOutcomes[]> {
  for (let round = 0; ; round++) {
    const facts = readDocument(awardRoundSchema, await evidence.readWritten(roundKey({ ...of, round })));
    if (facts.winners === 0) return roundsBefore(evidence, { ...of, round });
  }
}

/** The winners of the last walk must be the awarded ones: neither a winner whom nobody awarded nor an award that the draw doesn't know. */
export function assertAwarded(waveId: string, winners: readonly Winner[], rounds: readonly RoundOutcomes[]): void {
  // An entry is drawn in one round only, so the awards of all rounds add up; no copy is made of a million of them.
  let awarded = 0;
  for (const outcomes of rounds) for (const outcome of outcomes.values()) if (outcome === 'awarded') awarded++;
  const wasAwarded = (entryId: string) => rounds.some((outcomes) => outcomes.get(entryId) === 'awarded');
  if (winners.length !== awarded || winners.some(({ entryId }) => !wasAwarded(entryId))) {
    throw new Error(`${waveId} has ${winners.length} winners and ${awarded} awards, and they are not the same entries`);
  }
}

async function outcomesOf(evidence: EvidenceStore, of: Round, facts: AwardRound): Promise<RoundOutcomes> {
  const { waveId, round } = of;
  const outcomes: RoundOutcomes = new Map();
  const shards = Object.keys(facts.shards);
  const files = await inParallel(shards, FILES_AT_ONCE, (shard) => evidence.readWritten(outcomesOfShardKey(of, shard)));
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
