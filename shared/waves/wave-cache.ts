import type { Clock } from '../clock.ts';
import type { Wave } from './wave.ts';
import type { WaveReader } from './wave-reader-store.ts';

/** How old a wave may be when a registration is checked against it. Extensions of a closing keep a longer distance (see waves-store). */
export const WAVE_CACHE_MS = 5_000;

/** Unknown ids are remembered too, so that a stranger who makes ids up can't reach the table each time; this many at most. */
const MOST_WAVES = 200;

/** A reader that asks the table at most once in five seconds per wave. Concurrent askers share one read; a failed read isn't kept. */
export function cachedWaveReader(read: WaveReader, clock: Clock): WaveReader {
  const cache = new Map<string, { at: number; wave: Promise<Wave | undefined> }>();
  return (waveId) => {
    const now = clock.now();
    const known = cache.get(waveId);
    if (known && now - known.at < WAVE_CACHE_MS && now >= known.at) return known.wave;
    if (cache.size >= MOST_WAVES) cache.clear();
    const wave = read(waveId);
    cache.set(waveId, { at: now, wave });
    wave.catch(() => cache.delete(waveId));
    return wave;
  };
}
