/** Files of a wave that are read or written at once: S3 answers in some 20 ms, and a function's memory holds a few of 2 MB. */
export const FILES_AT_ONCE = 16;

/**
 * Runs `work` for each item, at most `most` at a time. @returns what it gave, in the order of the items
 * @throws the first failure, without beginning what has not begun
 */
export async function inParallel<T, R>(items: readonly T[], most: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const left = items.entries();
  let failed = false;
  const worker = async () => {
    for (const [at, item] of left) {
      if (failed) return;
      try {
        results[at] = await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
  return results;
}
