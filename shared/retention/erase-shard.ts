import type { AppealsStore } from '../appeals/appeals-store.ts';
import { certificateSchema, readDocument } from '../evidence/documents.ts';
import { CERTIFICATE_FILE, evidenceKey, refillWinnersFile, resultsFile } from '../evidence/evidence-names.ts';
import type { EvidenceStore } from '../evidence/evidence-store.ts';
import { sha256Hex } from '../evidence/sha256.ts';
import { inParallel } from '../in-parallel.ts';
import { publishedRefills } from '../refill/refills-so-far.ts';
import type { RegistrationsStore } from '../registrations/registrations-store.ts';
import type { ResultState } from '../selection/result-states.ts';
import { type RetentionDeps, waveToErase } from './wave-to-erase.ts';

export type EraseDeps = RetentionDeps & {
  registrations: Pick<RegistrationsStore, 'sealedOfShard' | 'eraseSealed'>;
  evidence: Pick<EvidenceStore, 'readWritten'>;
  appeals: Pick<AppealsStore, 'withText' | 'eraseText'>;
};

/**
 * Writes under way at once in one function. A shard of a ten-million wave has 39,000 items. At 5 to 10 ms a write 16 at once make some
 * 2,000 a second, more than the partition's 1,000: 40 s. On a table that takes 4,000 a second in all, forty such functions get 100
 * each: 390 s. Both are within the function's 900 s; a shard that does not get through goes on where it was when it is tried again.
 */
const AT_ONCE = 16;

const SELECTED: ResultState = 'selected';

/**
 * Erases the sealed details of everybody in one shard who was not selected, as the certified results and the refills say, and what was written in appeals of
 * entries that begin with its digits. Who was selected, or got a place by an appeal, keeps the details, to be paid and audited. Everything else of the items stays, so that tokens, own registrations and recounts go on as before. May die anywhere and run any number of times.
 * @throws when the results are not the certified ones: then nothing is erased
 */
export async function eraseShard(deps: EraseDeps, { waveId, shard }: { waveId: string; shard: string }): Promise<void> {
  const { refills = [] } = await waveToErase(deps, waveId);
  await inParallel(await deps.appeals.withText(waveId, shard), AT_ONCE, (entryId) => deps.appeals.eraseText(waveId, entryId));
  const selected = await selectedOf(deps.evidence, waveId, shard);
  for (const entryId of await selectedLater(deps.evidence, waveId, refills.length)) selected.add(entryId);
  for await (const page of deps.registrations.sealedOfShard(waveId, shard)) {
    const erasable = page.filter(({ entryId }) => !selected.has(entryId));
    await inParallel(erasable, AT_ONCE, (registration) => deps.registrations.eraseSealed(waveId, shard, registration));
  }
}

/** A file that lacked lines would cost winners their details, so its digest is held against the certificate's. */
async function selectedOf(evidence: EraseDeps['evidence'], waveId: string, shard: string): Promise<Set<string>> {
  const file = resultsFile(shard);
  const [certificate, results] = await Promise.all([
    evidence.readWritten(evidenceKey(waveId, CERTIFICATE_FILE)),
    evidence.readWritten(evidenceKey(waveId, file)),
  ]);
  if (readDocument(certificateSchema, certificate).files[file] !== sha256Hex(results))
    throw new Error(`${file} of ${waveId} is not the file that its certificate names`);
  const lines = Buffer.from(results).toString().split('\n');
  return new Set(lines.map((line) => line.split(',')).flatMap(([entryId = '', , state]) => (state === SELECTED ? [entryId] : [])));
}

/** Whoever got a place that came back, in any shard. */
async function selectedLater(evidence: EraseDeps['evidence'], waveId: string, refills: number): Promise<string[]> {
  const selected: string[] = [];
  for (const { refill, winners } of await publishedRefills(evidence, waveId, refills)) {
    const file = refillWinnersFile(refill);
    const lines = await evidence.readWritten(evidenceKey(waveId, file));
    if (sha256Hex(lines) !== winners) throw new Error(`${file} of ${waveId} is not the file that its refill names`);
    selected.push(
      ...Buffer.from(lines)
        .toString()
        .split('\n')
        .flatMap((line) => line.split(',')[1] ?? []),
    );
  }
  return selected;
}
