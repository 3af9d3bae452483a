/** Files of a wave that are read or written at once: S3 answers in some 20 ms, and a function's memory holds a few of 2 MB. */
export const FILES_AT_ONCE = 16;

/**
 * Runs `work` for each item, at most `most` at a time; takes an item only when its turn has come. @returns what it gave, in the order of
 * the items
 * @throws the first failure, without beginning what has not begun
 */
export async function inParallel<T, R>(items: Iterable<T>, most: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const left = numbered(items);
  let failed = false;
  const worker = async () => {
    for (let next = left.next(); !next.done && !failed; next = left.next()) {
      const [at, item] = next.value;
      try {
        results[at] = await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: most }, worker));
  return results;
}

function* numbered<T>(items: Iterable<T>): Generator<[at: number, item: T]> {
  let at = 0;
  for (const item of items) yield [at++, item];
}

/**
 * As `inParallel`, but gives each result as soon as it and all before it are there, and begins at most `most` ahead of what was taken:
 * large files pass through memory a few at a time.
 */
export async function* inOrder<T, R>(items: readonly T[], most: number, work: (item: T) => Promise<R>): AsyncGenerator<R> {
  const underWay: Promise<R>[] = [];
  let next = 0;
  const begin = () => {
    if (next === items.length) return;
    const begun = work(items[next++] as T);
    // A failure is met when its turn comes; until then it must not count as unhandled.
    begun.catch(() => {});
    underWay.push(begun);
  };
  while (next < Math.min(most, items.length)) begin();
  for (let result = underWay.shift(); result; result = underWay.shift()) {
    const done = await result;
    begin();
    yield done;
  }
}
