import type { Clock } from '../clock.ts';
import { publishedAt, type Wave } from '../waves/wave.ts';
import type { WavesStore } from '../waves/waves-store.ts';

export type RetentionDeps = {
  clock: Clock;
  waves: Pick<WavesStore, 'read'>;
  /** How long after the publication the sealed details of those not selected are kept. */
  retentionMs: number;
};

/**
 * Whether a wave was published so long ago that the details of those not selected are kept no longer. As long as there may be another refill
 * somebody of them may still be selected.
 * @param now epoch milliseconds
 */
export function periodIsOver(wave: Pick<Wave, 'attempts' | 'plan' | 'settledAt'>, now: number, retentionMs: number): boolean {
  const published = publishedAt(wave);
  if (wave.plan.refills && wave.settledAt === undefined) return false;
  return published !== undefined && published + retentionMs <= now;
}

/** The wave that a step of an erasure works on. @throws when its period isn't over: nothing is erased early, whoever started the workflow */
export async function waveToErase({ clock, waves, retentionMs }: RetentionDeps, waveId: string): Promise<Wave> {
  const wave = await waves.read(waveId);
  if (!wave || !periodIsOver(wave, clock.now(), retentionMs))
    throw new Error(
      `wave ${waveId} ${wave ? 'is within the time in which details are kept' : 'is not known'}: nothing may be erased`,
    );
  return wave;
}
