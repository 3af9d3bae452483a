import * as z from 'zod/mini';
import {
  type AwardRound,
  awardRoundSchema,
  type Commitment,
  type DrawRecord,
  drawRecordSchema,
  readDocument,
} from '../evidence/documents.ts';
import { DRAW_FILE, EXCLUSIONS_FOLDER, evidenceKey, outcomesFolder, roundKey } from '../evidence/evidence-names.ts';
import type { EvidenceStore } from '../evidence/evidence-store.ts';
import { SHARDS } from '../shards.ts';

/** The steps of a selection in their order. `waiting` is for the beacon's round. */
export const SELECTION_STEPS = ['screening', 'committing', 'waiting', 'drawing', 'awarding', 'publishing', 'published'] as const;
export type SelectionStep = (typeof SELECTION_STEPS)[number];

const count = z.int();
const roundSchema = z.strictObject({
  /** Entries that the round takes. */
  winners: count,
  /** Shards in which they are, and those of them whose awards are all tried. */
  shards: count,
  shardsDone: count,
  /** Winners of those shards: each was awarded, or struck out because the person or household has received meanwhile. */
  tried: count,
});

/** How far a selection is, by the files that its steps leave behind; nothing is written for it. */
export const selectionProgressSchema = z.strictObject({
  step: z.enum(SELECTION_STEPS),
  shards: z.strictObject({ of: count, screened: count }),
  committedAt: z.optional(z.iso.datetime()),
  /** The beacon's round that decides, and when it comes. */
  beacon: z.optional(z.strictObject({ round: count, roundAt: z.iso.datetime() })),
  drawnAt: z.optional(z.iso.datetime()),
  /** The award rounds that have been drawn and had winners, first one first. */
  rounds: z.array(roundSchema),
});
export type SelectionProgress = z.infer<typeof selectionProgressSchema>;

export type ProgressDeps = { evidence: Pick<EvidenceStore, 'read' | 'names'> };
/** What the caller has read already. @param now epoch milliseconds */
type Known = { waveId: string; commitment: Commitment | undefined; certified: boolean; published: boolean; now: number };

/** At most two lists of 256 names, and a small file for each round. */
export async function selectionProgress({ evidence }: ProgressDeps, known: Known): Promise<SelectionProgress> {
  const { waveId, commitment, certified } = known;
  const record = commitment && (await readIfThere(evidence, drawRecordSchema, evidenceKey(waveId, DRAW_FILE)));
  const drawn = record ? await roundsOf(evidence, waveId) : [];
  const screened = commitment ? SHARDS.length : (await shardsIn(evidence, evidenceKey(waveId, EXCLUSIONS_FOLDER))).size;
  const rounds: SelectionProgress['rounds'] = [];
  for (const [round, { winners, shards }] of drawn.entries()) {
    if (winners === 0) break;
    const over = certified || round < drawn.length - 1;
    const done = over ? undefined : await shardsIn(evidence, outcomesFolder({ waveId, round }));
    const tried = Object.entries(shards).filter(([shard]) => done?.has(shard) ?? true);
    rounds.push({
      winners,
      shards: Object.keys(shards).length,
      shardsDone: tried.length,
      tried: tried.reduce((sum, [, of]) => sum + of, 0),
    });
  }
  return {
    step: stepOf(known, { screened, record, drawn, rounds }),
    shards: { of: SHARDS.length, screened },
    ...(commitment && {
      committedAt: commitment.committedAt,
      beacon: { round: commitment.beacon.round, roundAt: commitment.beacon.roundAt },
    }),
    ...(record && { drawnAt: record.drawnAt }),
    rounds,
  };
}

type Found = { screened: number; record: DrawRecord | undefined; drawn: AwardRound[]; rounds: SelectionProgress['rounds'] };

function stepOf({ commitment, certified, published, now }: Known, { screened, record, drawn, rounds }: Found): SelectionStep {
  if (published) return 'published';
  if (certified || drawn.at(-1)?.winners === 0) return 'publishing';
  if (!commitment) return screened < SHARDS.length ? 'screening' : 'committing';
  if (!record && now < Date.parse(commitment.beacon.roundAt)) return 'waiting';
  const last = rounds.at(-1);
  return last && last.shardsDone < last.shards ? 'awarding' : 'drawing';
}

/** The rounds that are drawn; one without winners is the last. */
async function roundsOf(evidence: ProgressDeps['evidence'], waveId: string): Promise<AwardRound[]> {
  const rounds: AwardRound[] = [];
  for (;;) {
    const found = await readIfThere(evidence, awardRoundSchema, roundKey({ waveId, round: rounds.length }));
    if (!found) return rounds;
    rounds.push(found);
    if (found.winners === 0) return rounds;
  }
}

async function readIfThere<T>(evidence: ProgressDeps['evidence'], schema: z.ZodMiniType<T>, key: string): Promise<T | undefined> {
  const bytes = await evidence.read(key);
  return bytes && readDocument(schema, bytes);
}

/** The shards that have a file in a folder. */
async function shardsIn(evidence: ProgressDeps['evidence'], folder: string): Promise<Set<string>> {
  return new Set((await evidence.names(folder)).map((name) => name.replace(/\.csv$/, '')));
}
