import { certifiedAudit } from '../audit/audit-heads.ts';
import type { AuditReader } from '../audit/audit-store.ts';
import type { Clock } from '../clock.ts';
import { draw, ticketHex } from '../draw/draw.ts';
import { fromHex } from '../draw/hex.ts';
import {
  type AuditHeads,
  auditHeadsSchema,
  type Certificate,
  commitmentSchema,
  documentBytes,
  drawRecordSchema,
  readDocument,
} from '../evidence/documents.ts';
import {
  AUDIT_HEADS_FILE,
  CERTIFICATE_FILE,
  COMMITMENT_FILE,
  DRAW_FILE,
  evidenceKey,
  resultsFile,
  SELECTION_RATES_FILE,
  WINNERS_FILE,
} from '../evidence/evidence-names.ts';
import type { EvidenceStore } from '../evidence/evidence-store.ts';
import { sha256Hex } from '../evidence/sha256.ts';
import { publishFirst, publishOnce, type SignedFiles } from '../evidence/signed-files.ts';
import { FILES_AT_ONCE, inParallel } from '../in-parallel.ts';
import { yearOf } from '../ledger/accounts.ts';
import { entrantGroups } from '../rates/entrant-groups.ts';
import { selectionRates } from '../rates/selection-rates.ts';
import { deadlineOf } from '../recipients/deadline.ts';
import type { WaveBookings } from '../waves/wave-bookings-store.ts';
import type { WavesStore } from '../waves/waves-store.ts';
import { allRounds, assertAwarded, type RoundOutcomes, struckOutOf } from './award-rounds.ts';
import { readCommitted } from './draw-round.ts';
import { provincePlaces } from './province-places.ts';
import { publishAttempts } from './publish-attempts.ts';
import { resultsByShard, winnersText } from './result-files.ts';
import type { ResultState } from './result-states.ts';
import { waveInSelection } from './wave-in-selection.ts';

export type PublishDeps = SignedFiles & {
  clock: Clock;
  waves: Pick<WavesStore, 'read'>;
  bookings: Pick<WaveBookings, 'publish'>;
  evidence: EvidenceStore;
  audit: Pick<AuditReader, 'heads'>;
};

/**
 * Publishes winners, each entrant's result, the selection rates, how far the audit log has come, and last the certificate; then the wave
 * is `published`, and with it the list of attempts is complete and is published too. Every byte follows from earlier files and from the
 * wave's final item, but for the heads of the audit log: the first writer's stand.
 */
export async function publish(deps: PublishDeps, { waveId }: { waveId: string }): Promise<void> {
  const wave = await waveInSelection(deps.waves, waveId);
  const read = async (file: string) => deps.evidence.readWritten(evidenceKey(waveId, file));
  const commitmentBytes = await read(COMMITMENT_FILE);
  const commitment = readDocument(commitmentSchema, commitmentBytes);
  const recordBytes = await read(DRAW_FILE);
  const record = readDocument(drawRecordSchema, recordBytes);
  const entrants = await readCommitted(deps.evidence, waveId, commitment);
  const rounds = await allRounds(deps.evidence, { waveId });
  const seed = fromHex(record.seed);
  const struckOutByRound = rounds.map(struckOutOf);
  const result = draw(wave.plan, entrants, seed, struckOutByRound);
  assertAwarded(waveId, result.winners, rounds);
  const groups = await entrantGroups(deps.evidence, waveId, entrants);
  const struckOut = struckOutByRound.flat();
  const rates = selectionRates({ waveId, plan: wave.plan, entrants, groups, winners: result.winners, struckOut });

  const files: Record<string, string> = {
    ...commitment.files,
    [COMMITMENT_FILE]: sha256Hex(commitmentBytes),
    [DRAW_FILE]: sha256Hex(recordBytes),
  };
  const failed = failedAwards(rounds);
  const results = resultsByShard(wave.plan, entrants, result, (entryId) => failed.get(entryId) ?? 'not-selected');
  await inParallel(results, FILES_AT_ONCE, async ([shard, text]) => {
    files[resultsFile(shard)] = sha256Hex(text);
    await deps.evidence.writeOnce(evidenceKey(waveId, resultsFile(shard)), Buffer.from(text));
  });
  const winners = winnersText(result.winners);
  files[WINNERS_FILE] = sha256Hex(winners);
  await publishOnce(deps, waveId, WINNERS_FILE, Buffer.from(winners));
  const ratesBytes = documentBytes(rates);
  files[SELECTION_RATES_FILE] = sha256Hex(ratesBytes);
  await deps.evidence.writeOnce(evidenceKey(waveId, SELECTION_RATES_FILE), ratesBytes);

  const auditHeads = await fixedAuditHeads(deps, waveId);
  files[AUDIT_HEADS_FILE] = sha256Hex(auditHeads);

  const awarded = result.winners.length;
  const { round, signature, chainHash, name, test } = record.beacon;
  const certificate: Certificate = {
    waveId,
    planHash: commitment.planHash,
    entrantsRoot: commitment.entrantsRoot,
    entrants: commitment.entrants,
    exclusions: commitment.exclusions,
    beacon: { chain: chainHash, chainName: name, test, round, signature },
    seed: record.seed,
    rounds: struckOutByRound.map((entryIds) => ({ struckOut: entryIds })),
    places: wave.plan.places,
    awarded,
    unfilled: wave.plan.places - awarded,
    provinces: provincePlaces(wave.plan, result.winners, (entryId) => ticketHex(seed, entryId)),
    audit: certifiedAudit(readDocument(auditHeadsSchema, auditHeads)),
    files,
    softwareVersion: record.softwareVersion,
  };
  await publishOnce(deps, waveId, CERTIFICATE_FILE, documentBytes(certificate));
  const published = await deps.bookings.publish(waveId, deps.clock.now(), {
    provinces: certificate.provinces,
    deadline: deadlineOf(record.drawnAt, yearOf(wave.plan)),
  });
  await publishAttempts(deps, published);
}

/** The log goes on while this is made, and goes on before a repeat: what was written first stands. @returns the bytes of the file */
async function fixedAuditHeads(deps: PublishDeps, waveId: string): Promise<Uint8Array> {
  const heads: AuditHeads = { waveId, chains: await deps.audit.heads() };
  return publishFirst(deps, waveId, AUDIT_HEADS_FILE, documentBytes(heads));
}

function failedAwards(rounds: readonly RoundOutcomes[]): Map<string, ResultState> {
  const failed = new Map<string, ResultState>();
  for (const outcomes of rounds) for (const [entryId, outcome] of outcomes) if (outcome !== 'awarded') failed.set(entryId, outcome);
  return failed;
}
