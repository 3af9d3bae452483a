import type { Answer, HttpEvent } from '#shared/lambda/http-handler.ts';
import { hasRole } from '#shared/lambda/roles.ts';
import { type ImportChunkDeps, type ImportChunkOutcome, importChunk } from '#shared/lists/import-chunk.ts';
import { importIdSchema } from '#shared/lists/list-items.ts';
import { MOST_CHUNK_BYTES } from '#shared/lists/list-lines.ts';
import { listIdSchema } from '#shared/lists/list-names.ts';

/** Takes one chunk. The audit log has the beginning and the completion of an import; the thousands of chunks between say nothing more. */
export function takesChunk(deps: ImportChunkDeps): (event: HttpEvent) => Promise<Answer> {
  return async (event) => {
    if (!hasRole(event, 'officer')) return { problem: 'forbidden' };
    const { data: list } = listIdSchema.safeParse(event.pathParameters?.['listId']);
    const { data: importId } = importIdSchema.safeParse(event.pathParameters?.['importId']);
    if (list === undefined || importId === undefined) return { problem: 'unknown-import' };
    const number = event.pathParameters?.['number'] ?? '';
    if (!/^[1-9]\d{0,5}$/.test(number)) return { problem: 'not-its-lines' };
    if (!/^text\/csv\s*(?:;|$)/i.test(event.headers['content-type'] ?? '')) return { problem: 'not-csv' };
    const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
    if (bytes.length > MOST_CHUNK_BYTES) return { problem: 'chunk-too-large' };
    return answerTo(await importChunk(deps, { list, importId, number: Number(number), bytes }));
  };
}

function answerTo(result: ImportChunkOutcome): Answer {
  switch (result.outcome) {
    case 'received': {
      const { number, done } = result.chunk;
      return { status: 200, json: { number, people: done.people, duplicates: done.duplicates, faultyLines: done.faultCount } };
    }
    case 'unknown':
      return { problem: 'unknown-import' };
    case 'closed':
      return { problem: 'import-closed' };
    case 'notItsLines':
      return { problem: 'not-its-lines' };
    case 'otherBytes':
      return { problem: 'other-bytes' };
  }
}
