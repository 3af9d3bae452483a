import { EVIDENCE_PREFIX, WORKINGS_PREFIX } from '../names.ts';

/** Where a public file of a wave lies. @param file path below the wave's folder, such as `entrants/00.csv` */
export function evidenceKey(waveId: string, file: string): string {
  return `${EVIDENCE_PREFIX}${waveId}/${file}`;
}

/** Public files by their names in certificates. */
/** The plan in force at the closing: the same bytes as its version's file. */
export const PLAN_FILE = 'plan.json';
/** Each version of the plan, 1 first. */
export const planVersionFile = (version: number) => `plans/${version}.json`;
export const COMMITMENT_FILE = 'commitment.json';
export const DRAW_FILE = 'draw.json';
export const WINNERS_FILE = 'winners.csv';
export const SELECTION_RATES_FILE = 'selection-rates.json';
/** How far the audit log had come when the certificate was made. */
export const AUDIT_HEADS_FILE = 'audit-heads.json';
export const CERTIFICATE_FILE = 'certificate.json';
/** Where the places of a wave went, when none was still to be used. */
export const PLACES_FILE = 'places.json';
export const ATTEMPTS_FILE = 'attempts.jsonl';
/** Where the detached signature of a file lies. */
export const signatureFile = (file: string) => `${file}.jws`;
export const entrantsFile = (shard: string) => `entrants/${shard}.csv`;
export const exclusionsFile = (shard: string) => `exclusions/${shard}.csv`;
export const resultsFile = (shard: string) => `results/${shard}.csv`;

/** What one step leaves for the next. */
const workingsKey = (waveId: string, file: string) => `${WORKINGS_PREFIX}${waveId}/${file}`;

/** The verdict on every registration of a shard, written in one go: entrants and exclusions files follow from it. */
export const screenedKey = (waveId: string, shard: string) => workingsKey(waveId, `screened/${shard}.csv`);
/** How many of a shard's entrants the civil registry has not answered for. */
export const pendingKey = (waveId: string, shard: string) => workingsKey(waveId, `pending/${shard}.txt`);
/** Which shards have winners in an award round, and how many. */
export const roundKey = (waveId: string, round: number) => workingsKey(waveId, `round-${round}/round.json`);
/** The entries to be awarded in a round, by shard: one entryId a line. */
export const winnersOfShardKey = (waveId: string, round: number, shard: string) =>
  workingsKey(waveId, `round-${round}/winners/${shard}.csv`);
/** What became of them: `entryId,outcome` a line. */
export const outcomesOfShardKey = (waveId: string, round: number, shard: string) =>
  workingsKey(waveId, `round-${round}/outcomes/${shard}.csv`);
