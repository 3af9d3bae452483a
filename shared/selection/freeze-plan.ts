import type { Clock } from '../clock.ts';
import { planVersionFile } from '../evidence/evidence-names.ts';
import { publishOnce, type SignedFiles } from '../evidence/signed-files.ts';
import { planVersions, stateOf, type Wave } from '../waves/wave.ts';
import type { WavesStore } from '../waves/waves-store.ts';

export type FreezeDeps = SignedFiles & { clock: Clock; waves: Pick<WavesStore, 'list'> };

/**
 * Publishes every version of a plan that can't be amended any more, signed, as files that nobody can replace. A version that differs
 * from the file that stands was changed behind the conditions of the waves table. @throws EvidenceDiffers
 */
export async function freezePlan(deps: SignedFiles, wave: Pick<Wave, 'waveId' | 'planText' | 'earlierPlans'>): Promise<void> {
  for (const [at, text] of planVersions(wave).entries()) {
    await publishOnce(deps, wave.waveId, planVersionFile(at + 1), Buffer.from(text));
  }
}

/**
 * Freezes the plans of all waves that have opened and are not yet being selected; run each minute, by anybody, any number of times.
 * @throws AggregateError after all waves have been tried, when some could not be frozen
 */
export async function freezeOpenPlans(deps: FreezeDeps): Promise<void> {
  const failures: unknown[] = [];
  for (const wave of await deps.waves.list()) {
    if (!isFrozen(wave, deps.clock.now())) continue;
    await freezePlan(deps, wave).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} plans could not be frozen`);
}

/** From the opening on a plan is amended no more; when the selection begins, `commitEntrants` freezes what is still missing. */
function isFrozen(wave: Wave, now: number): boolean {
  const state = stateOf(wave, now);
  return state === 'open' || state === 'closed';
}
