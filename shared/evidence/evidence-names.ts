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
/** A refill, 1 first: whose places came back and who was drawn for them, and the latter line by line. */
export const refillFile = (refill: number) => `refills/${refill}.json`;
export const refillWinnersFile = (refill: number) => `refills/${refill}-winners.csv`;
export const ATTEMPTS_FILE = 'attempts.jsonl';
/** Where the detached signature of a file lies. */
export const signatureFile = (file: string) => `${file}.jws`;
export const entrantsFile = (shard: string) => `entrants/${shard}.csv`;
/** A shard's file comes here when its screening is done. */
export const EXCLUSIONS_FOLDER = 'exclusions/';
export const exclusionsFile = (shard: string) => `${EXCLUSIONS_FOLDER}${shard}.csv`;
export const resultsFile = (shard: string) => `results/${shard}.csv`;

/** What one step leaves for the next. */
const workingsKey = (waveId: string, file: string) => `${WORKINGS_PREFIX}${waveId}/${file}`;

/** The verdict on every registration of a shard, written in one go: entrants and exclusions files follow from it. */
export const screenedKey = (waveId: string, shard: string) => workingsKey(waveId, `screened/${shard}.csv`);
/** How many of a shard's entrants the civil registry has not answered for. */
export const pendingKey = (waveId: string, shard: string) => workingsKey(waveId, `pending/${shard}.txt`);
/** Of a refill: whose places came back, fixed before it begins. */
export const returnedKey = (waveId: string, refill: number) => workingsKey(waveId, `refill-${refill}/returned.json`);

/** An award round of the draw of a wave, or of one of its refills. */
export type Round = {
  waveId: string;
  /** 1 first; 0, or left out, is the draw itself. */
  refill?: number | undefined;
  /** 0 first. */
  round: number;
};
const roundFile = ({ waveId, refill = 0, round }: Round, file: string) =>
  workingsKey(waveId, `${refill > 0 ? `refill-${refill}/` : ''}round-${round}/${file}`);
/** Which shards have winners in an award round, and how many. */
export const roundKey = (of: Round) => roundFile(of, 'round.json');
/** The entries to be awarded in a round, by shard: one entryId a line. */
export const winnersOfShardKey = (of: Round, shard: string) => roundFile(of, `winners/${shard}.csv`);
/** What became of them: `entryId,outcome` a line. A shard's file comes into the folder when all its awards are tried. */
export const outcomesFolder = (of: Round) => roundFile(of, 'outcomes/');
export const outcomesOfShardKey = (of: Round, shard: string) => `${outcomesFolder(of)}${shard}.csv`;
