import type { Wave } from '../waves/wave.ts';
import type { WavesStore } from '../waves/waves-store.ts';

/** The wave that a workflow step works on; its plan can't change any more. @throws when it isn't being selected, or has been already */
export async function waveInSelection(waves: Pick<WavesStore, 'read'>, waveId: string): Promise<Wave> {
  const wave = await waves.read(waveId);
  if (!wave || wave.phase === 'scheduled')
    throw new Error(`wave ${waveId} is ${wave ? 'only scheduled' : 'not known'}: no selection of it may run`);
  return wave;
}
