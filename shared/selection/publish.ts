import { type DrawResult, draw, entryIdOf, ticketHex, type Winner } from '../draw/draw.ts';
import type { Entrants } from '../draw/entrants.ts';
import { fromHex } from '../draw/hex.ts';
import { type Certificate, commitmentSchema, documentBytes, drawRecordSchema, readDocument } from '../evidence/documents.ts';
import {
  CERTIFICATE_FILE,
  COMMITMENT_FILE,
  DRAW_FILE,
  evidenceKey,
  resultsFile,
  SELECTION_RATES_FILE,
  WINNERS_FILE,
} from '../evidence/evidence-names.ts';
import { type EvidenceStore, sha256Hex } from '../evidence/evidence-store.ts';
import { FILES_AT_ONCE, inParallel } from '../in-parallel.ts';
import type { AwardOutcome } from '../recipients/recipients-store.ts';
import { SHARDS } from '../shards.ts';
import type { Plan } from '../waves/plan.ts';
import type { WavesStore } from '../waves/waves-store.ts';
import { allRounds, type RoundOutcomes, struckOutOf } from './award-rounds.ts';
import { readCommitted } from './draw-round.ts';
import { entrantGroups } from './entrant-groups.ts';
import { provincePlaces } from './province-places.ts';
import type { ResultState } from './result-states.ts';
import { selectionRates } from './selection-rates.ts';
import { waveInSelection } from './wave-in-selection.ts';

export type PublishDeps = { waves: Pick<WavesStore, 'read' | 'publish'>; evidence: EvidenceStore };

/** Publishes winners, each entrant's result, the selection rates, and last the certificate; then the wave is `published`. Every byte follows from earlier files. */
export async function publish(deps: PublishDeps, { waveId }: { waveId: string }): Promise<void> {
  const wave = await waveInSelection(deps.waves, waveId);
  const read = async (file: string) => deps.evidence.readWritten(evidenceKey(waveId, file));
  const commitmentBytes = await read(COMMITMENT_FILE);
  const commitment = readDocument(commitmentSchema, commitmentBytes);
  const recordBytes = await read(DRAW_FILE);
  const record = readDocument(drawRecordSchema, recordBytes);
  const entrants = await readCommitted(deps.evidence, waveId, commitment);
  const rounds = await allRounds(deps.evidence, waveId);
  const seed = fromHex(record.seed);
  const result = draw(wave.plan, entrants, seed, rounds.map(struckOutOf));
  assertAwarded(waveId, result.winners, rounds);
  const groups = await entrantGroups(deps.evidence, waveId, entrants);
  const struckOut = rounds.flatMap(struckOutOf);
  const rates = selectionRates({ waveId, plan: wave.plan, entrants, groups, winners: result.winners, struckOut });

  const files: Record<string, string> = {
    ...commitment.files,
    [COMMITMENT_FILE]: sha256Hex(commitmentBytes),
    [DRAW_FILE]: sha256Hex(recordBytes),
  };
  const texts: [file: string, text: string][] = [
    ...resultsByShard(wave.plan, entrants, result, rounds),
    [WINNERS_FILE, winnersText(result.winners)],
    [SELECTION_RATES_FILE, Buffer.from(documentBytes(rates)).toString()],
  ];
  for (const [file, text] of texts) files[file] = sha256Hex(text);
  await inParallel(texts, FILES_AT_ONCE, ([file, text]) => deps.evidence.writeOnce(evidenceKey(waveId, file), Buffer.from(text)));

  const awarded = result.winners.length;
  const { round, signature, chain, chainName, test } = record.beacon;
  const certificate: Certificate = {
    waveId,
    planHash: commitment.planHash,
    entrantsRoot: commitment.entrantsRoot,
    entrants: commitment.entrants,
    exclusions: commitment.exclusions,
    beacon: { chain, chainName, test, round, signature },
    seed: record.seed,
    rounds: rounds.map((outcomes) => ({ struckOut: struckOutOf(outcomes) })),
    places: wave.plan.places,
    awarded,
    unfilled: wave.plan.places - awarded,
    provinces: provincePlaces(wave.plan, result.winners, (entryId) => ticketHex(seed, entryId)),
    files,
    softwareVersion: record.softwareVersion,
  };
  await deps.evidence.writeOnce(evidenceKey(waveId, CERTIFICATE_FILE), documentBytes(certificate));
  await deps.waves.publish(waveId);
}

/** The winners of the last walk must be the awarded ones: neither a winner whom nobody awarded nor an award that the draw doesn't know. */
function assertAwarded(waveId: string, winners: readonly Winner[], rounds: readonly RoundOutcomes[]): void {
  const awarded = new Set(
    rounds.flatMap((outcomes) => [...outcomes].filter(([, outcome]) => outcome === 'awarded').map(([entryId]) => entryId)),
  );
  if (winners.length !== awarded.size || winners.some(({ entryId }) => !awarded.has(entryId))) {
    throw new Error(`${waveId} has ${winners.length} winners and ${awarded.size} awards, and they are not the same entries`);
  }
}

/** `winners.csv`: `position,entryId,province,phase,round`, in the order of the tickets, position from 1. */
function winnersText(winners: readonly Winner[]): string {
  return winners.map(({ entryId, province, phase, round }, at) => `${at + 1},${entryId},${province},${phase},${round}\n`).join('');
}

/** The result of every entrant, sorted by entryId. The position is the entry's among all entrants of its province, by ticket, from 1. */
function* resultsByShard(
  plan: Plan,
  entrants: Entrants,
  result: DrawResult,
  rounds: readonly RoundOutcomes[],
): Generator<[string, string]> {
  const positions = new Uint32Array(entrants.count);
  const seen = new Uint32Array(100);
  for (const index of result.order) {
    const province = plan.byProvince === 'national' ? 0 : (entrants.provinces[index] as number);
    seen[province] = (seen[province] as number) + 1;
    positions[index] = seen[province] as number;
  }
  const outcomes = new Map(rounds.flatMap((round) => [...round]));
  for (const [shard, name] of SHARDS.entries()) {
    let text = '';
    for (let index = entrants.shardStarts[shard] as number; index < (entrants.shardStarts[shard + 1] as number); index++) {
      const entryId = entryIdOf(entrants, index);
      text += `${entryId},${positions[index]},${stateOf(outcomes.get(entryId))}\n`;
    }
    yield [resultsFile(name), text];
  }
}

function stateOf(outcome: AwardOutcome | undefined): ResultState {
  if (outcome === undefined) return 'not-selected';
  return outcome === 'awarded' ? 'selected' : outcome;
}
