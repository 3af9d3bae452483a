import { problemIn, problemName, type Reply } from '#web/shared/api.ts';

/** The API names so many missing chunks at most (shared/lists/complete-import.ts). */
const MOST_NAMED = 100;

/**
 * Which chunks of an import that was begun before are to be sent, by what the API says of its completion: those that it misses, and, where
 * it misses more than it names, all after the last that it names. What is there already may be sent again.
 * @returns undefined when the reply isn't about missing chunks
 */
export function missingChunks(reply: Reply, chunks: number): number[] | undefined {
  if (problemName(reply) !== 'missing-chunks') return undefined;
  const named = (problemIn(reply)?.errors ?? []).map(({ pointer }) => Number(pointer.split('/').at(-1)));
  const last = named.at(-1) ?? 0;
  const unnamed = named.length < MOST_NAMED ? 0 : Math.max(0, chunks - last);
  return [...named, ...Array.from({ length: unnamed }, (_, at) => last + 1 + at)];
}
