import { drawRecordSchema, readDocument, returnedPlacesSchema } from '../evidence/documents.ts';
import {
  DRAW_FILE,
  evidenceKey,
  outcomesOfShardKey,
  type Round,
  returnedKey,
  winnersOfShardKey,
} from '../evidence/evidence-names.ts';
import type { EvidenceStore } from '../evidence/evidence-store.ts';
import { inParallel } from '../in-parallel.ts';
import type { AwardOutcome, AwardsStore } from '../recipients/awards-store.ts';
import type { RegistrationsStore } from '../registrations/registrations-store.ts';
import type { WavesStore } from '../waves/waves-store.ts';
import { outcomesText } from './award-rounds.ts';
import { waveInSelection } from './wave-in-selection.ts';

export type AwardDeps = {
  waves: Pick<WavesStore, 'read'>;
  evidence: EvidenceStore;
  registrations: Pick<RegistrationsStore, 'awardees'>;
  awards: Pick<AwardsStore, 'award'>;
};

/** Transactions under way at once in one function; what the table can't take is slowed down by the client (functions/award-batch). */
const AT_ONCE = 16;

/**
 * Awards the winners of some shards in a round of the draw or of a refill. Outcomes are permanent, so the file of outcomes is the same however often and
 * however far this has run before.
 */
export async function awardBatch(deps: AwardDeps, { shards, ...round }: Round & { shards: readonly string[] }): Promise<void> {
  const { waveId } = round;
  const { plan } = await waveInSelection(deps.waves, waveId);
  const drawnAt = await timeOfDraw(deps.evidence, round);
  for (const shard of shards) {
    const outcomesKey = outcomesOfShardKey(round, shard);
    if (await deps.evidence.read(outcomesKey)) continue;
    const winners = Buffer.from(await deps.evidence.readWritten(winnersOfShardKey(round, shard))).toString();
    const entryIds = new Set(winners.split('\n').filter(Boolean));
    const awardees = await deps.registrations.awardees(waveId, shard, entryIds);
    if (awardees.length !== entryIds.size)
      throw new Error(`shard ${shard} of ${waveId} has ${entryIds.size} winners and ${awardees.length} registrations of them`);
    const outcomes = await inParallel(
      awardees,
      AT_ONCE,
      async (awardee): Promise<[string, AwardOutcome]> => [
        awardee.entryId,
        await deps.awards.award(plan, { ...awardee, awardedAt: drawnAt }),
      ],
    );
    await deps.evidence.writeOnce(outcomesKey, Buffer.from(outcomesText(outcomes)));
  }
}

/** When the winners were drawn: their places' time begins with it. */
async function timeOfDraw(evidence: EvidenceStore, { waveId, refill = 0 }: Round): Promise<string> {
  if (refill > 0) return readDocument(returnedPlacesSchema, await evidence.readWritten(returnedKey(waveId, refill))).drawnAt;
  return readDocument(drawRecordSchema, await evidence.readWritten(evidenceKey(waveId, DRAW_FILE))).drawnAt;
}
