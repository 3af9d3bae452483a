import type { Clock } from '../clock.ts';
import { ATTEMPTS_FILE, evidenceKey, signatureFile } from '../evidence/evidence-names.ts';
import type { EvidenceStore } from '../evidence/evidence-store.ts';
import { publishOnce, type SignedFiles } from '../evidence/signed-files.ts';
import { attemptsText, publishedAt, type Wave } from '../waves/wave.ts';
import type { WavesStore } from '../waves/waves-store.ts';

/** The list of a wave's attempts, which is complete once the wave is `published`: so it is the one file that comes after its last phase. */
export async function publishAttempts(deps: SignedFiles, wave: Pick<Wave, 'waveId' | 'attempts'>): Promise<void> {
  await publishOnce(deps, wave.waveId, ATTEMPTS_FILE, Buffer.from(attemptsText(wave)));
}

export type MissingAttemptsDeps = SignedFiles & {
  clock: Clock;
  waves: Pick<WavesStore, 'list'>;
  evidence: Pick<EvidenceStore, 'read'>;
};

/** Whoever published and died before that file does it within minutes; a day is patience for any outage. */
const LOOKED_AFTER_MS = 86_400_000;

/**
 * Publishes what a publisher has left out that died between the wave's last phase and its last file: no attempt begins after that
 * phase, so nobody else would. Run each minute, by anybody, any number of times.
 * @throws AggregateError after all waves have been tried, when some could not be published
 */
export async function publishMissingAttempts(deps: MissingAttemptsDeps): Promise<void> {
  const now = deps.clock.now();
  const failures: unknown[] = [];
  for (const wave of await deps.waves.list()) {
    const published = publishedAt(wave);
    if (wave.phase !== 'published' || published === undefined || published + LOOKED_AFTER_MS < now) continue;
    try {
      // The signature is the last of the two.
      if (await deps.evidence.read(evidenceKey(wave.waveId, signatureFile(ATTEMPTS_FILE)))) continue;
      await publishAttempts(deps, wave);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `the attempts of ${failures.length} waves could not be published`);
}
