import { statfs } from 'node:fs/promises';
import { fullDisk } from './refusal.ts';

const LOOK_EVERY_MS = 1_000;
/** The engine keeps its own files: when less than this is left, its next transactions fail, and it can't tell us. */
const LEAST_BYTES = 256 * 1024;

/** Looks each second whether the disk that holds `folder` is full, and tells `onFault` so. The answer ends the watch. */
export function watchDisk(folder: string, onFault: (fault: Error) => void): () => void {
  const timer = setInterval(async () => {
    try {
      const { bavail, bsize } = await statfs(folder);
      if (bavail * bsize < LEAST_BYTES) onFault(fullDisk(folder));
    } catch {
      // The folder is being removed: nothing to say about a disk.
    }
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
