import type { Wave } from '../waves/wave.ts';
import type { WavesStore } from '../waves/waves-store.ts';

/** The wave that a step of a notification works on. @throws when it isn't published: nobody is told a result that can still change */
export async function waveToNotify(waves: Pick<WavesStore, 'read'>, waveId: string): Promise<Wave> {
  const wave = await waves.read(waveId);
  if (wave?.phase !== 'published')
    throw new Error(`wave ${waveId} ${wave ? 'is not published' : 'is not known'}: nobody is told a result`);
  return wave;
}
