import type { ListFacts } from '#shared/lists/list-items.ts';
import { isWorthRetrying, retryDelayMs } from '#shared/retry/retry-rule.ts';
import type { ListImport, Reply, Request } from '#web/shared/api.ts';
import { missingChunks } from './missing-chunks.ts';
import { PATIENCE, type SendOutcome, sendChunks, type Way } from './send-chunks.ts';

/** A file that was surveyed, and what an officer says of it. */
export type FileToImport = { list: string; facts: ListFacts };

/** Chunks that are there, of how many, and whether nothing answers at present. */
export type Progress = { done: number; of: number; waiting: boolean };

export type ImportOutcome =
  /** `wasThere`: this file was a version of the list before. */
  { outcome: 'imported'; version: string; wasThere: boolean } | Exclude<SendOutcome, { outcome: 'sent' }>;

/**
 * Imports a list: begins, sends what is not there yet, completes. Carried out again after whatever broke off, it goes on where it was, since
 * the same file for the same list and day is the same import.
 */
export async function importFile(
  { list, facts }: FileToImport,
  { ask, ...way }: Omit<Way, 'put'> & { ask(path: string, request: Request): Promise<Reply> },
  tell: (progress: Progress) => void,
): Promise<ImportOutcome> {
  const imports = `/v1/lists/${list}/imports`;
  let progress: Progress = { done: 0, of: 0, waiting: false };
  const told = (changes: Partial<Progress>) => {
    progress = { ...progress, ...changes };
    tell(progress);
  };
  const patiently = async (send: () => Promise<Reply>): Promise<Reply | undefined> => {
    for (let tries = 1; ; tries++) {
      const reply = await send();
      if (way.signal.aborted) return undefined;
      if (!isWorthRetrying(reply.status)) return reply;
      told({ waiting: true });
      await way.pause(retryDelayMs(tries, reply.retryAfterSeconds, way.chance(), PATIENCE));
      if (way.signal.aborted) return undefined;
      told({ waiting: false });
    }
  };

  const begun = await patiently(() => ask(imports, { method: 'POST', body: JSON.stringify(facts) }));
  if (!begun) return { outcome: 'stopped' };
  if (begun.status !== 200 && begun.status !== 201) return { outcome: 'refused', reply: begun };
  const { importId, chunks, version } = begun.json as ListImport;
  if (version !== undefined) return { outcome: 'imported', version, wasThere: true };
  const put: Way['put'] = (number, body) =>
    ask(`${imports}/${importId}/chunks/${number}`, { method: 'PUT', body, contentType: 'text/csv' });
  const complete = () => patiently(() => ask(`${imports}/${importId}/completion`, { method: 'POST' }));

  // Of an import that was begun before the API says what is there: nothing on this computer remembers it.
  let missing: number[] | undefined = begun.status === 201 ? Array.from({ length: chunks }, (_, at) => at + 1) : undefined;
  for (;;) {
    if (missing) {
      const before = chunks - missing.length;
      told({ done: before, of: chunks });
      const sent = await sendChunks(missing, { ...way, put }, ({ done, waiting }) => told({ done: before + done, waiting }));
      if (sent.outcome !== 'sent') return sent;
    }
    const completed = await complete();
    if (!completed) return { outcome: 'stopped' };
    if (completed.status === 200 || completed.status === 201) {
      const { version: name = '' } = completed.json as ListImport;
      return { outcome: 'imported', version: name, wasThere: completed.status === 200 };
    }
    missing = missingChunks(completed, chunks);
    if (!missing) return { outcome: 'refused', reply: completed };
  }
}
