import type { Refill } from '../draw/draw.ts';
import { certificateSchema, type RefillDocument, readDocument, refillSchema, returnedPlacesSchema } from '../evidence/documents.ts';
import { CERTIFICATE_FILE, evidenceKey, refillFile, returnedKey } from '../evidence/evidence-names.ts';
import type { EvidenceStore } from '../evidence/evidence-store.ts';

/** The first `count` refills of a wave as published, first one first. @throws when one of them isn't there */
export async function publishedRefills(
  evidence: Pick<EvidenceStore, 'readWritten'>,
  waveId: string,
  count: number,
): Promise<RefillDocument[]> {
  const refills: RefillDocument[] = [];
  for (let refill = 1; refill <= count; refill++)
    refills.push(readDocument(refillSchema, await evidence.readWritten(evidenceKey(waveId, refillFile(refill)))));
  return refills;
}

/** What the draw needs of a published refill. */
export function walkOf({ returned, rounds }: RefillDocument): Refill {
  return { returned, struckOut: rounds.map(({ struckOut }) => struckOut) };
}

/**
 * Everything that was struck out up to here in a refill that is under way: in the draw, in the refills before, and in its own rounds.
 * @param struckOut of its own rounds
 */
export async function refillSoFar(
  evidence: EvidenceStore,
  { waveId, refill }: { waveId: string; refill: number },
  struckOut: string[][],
): Promise<{ struckOut: string[][]; refills: Refill[] }> {
  const certificate = readDocument(certificateSchema, await evidence.readWritten(evidenceKey(waveId, CERTIFICATE_FILE)));
  const earlier = await publishedRefills(evidence, waveId, refill - 1);
  const { returned } = readDocument(returnedPlacesSchema, await evidence.readWritten(returnedKey(waveId, refill)));
  return {
    struckOut: certificate.rounds.map((round) => round.struckOut),
    refills: [...earlier.map(walkOf), { returned, struckOut }],
  };
}
