import type { FieldFault } from '#shared/http/problems.ts';
import type { Answer } from '#shared/lambda/http-handler.ts';
import type { BeginImportOutcome } from '#shared/lists/begin-import.ts';
import type { CompleteImportOutcome } from '#shared/lists/complete-import.ts';
import { type ImportItem, importIdOf } from '#shared/lists/list-items.ts';
import { chunksOfLines, LINE_FAULTS, LINES_PER_CHUNK } from '#shared/lists/list-lines.ts';
import { MISSING_CHUNK } from '#shared/lists/list-messages.ts';
import { versionName } from '#shared/lists/list-names.ts';

export function answerToBegin(result: Exclude<BeginImportOutcome, { outcome: 'inTheFuture' }>): Answer {
  switch (result.outcome) {
    case 'begun':
      return { status: 201, json: importDocument(result.item) };
    case 'resumed':
    case 'complete':
      return { status: 200, json: importDocument(result.item) };
    case 'otherKind':
      return { problem: 'list-of-another-kind' };
  }
}

export function answerToCompletion(result: CompleteImportOutcome): Answer {
  switch (result.outcome) {
    case 'completed':
      return { status: 201, json: importDocument({ ...result.item, state: 'complete', version: result.version }) };
    case 'already':
      return { status: 200, json: importDocument(result.item) };
    case 'unknown':
      return { problem: 'unknown-import' };
    case 'otherKind':
      return { problem: 'list-of-another-kind' };
    case 'missingChunks':
      return {
        problem: 'missing-chunks',
        faults: result.numbers.map((number) => ({ pointer: `/chunks/${number}`, detail: MISSING_CHUNK })),
      };
    case 'faulty':
      return {
        problem: 'faulty-lines',
        faults: result.faults.map(({ line, fault }): FieldFault => ({ pointer: `/lines/${line}`, detail: LINE_FAULTS[fault] })),
      };
    case 'otherFile':
      return { problem: 'other-file' };
    case 'nobody':
      return { problem: 'nobody-listed' };
  }
}

function importDocument(item: ImportItem) {
  return {
    list: item.list,
    importId: importIdOf(item),
    state: item.state,
    linesPerChunk: LINES_PER_CHUNK,
    chunks: chunksOfLines(item.lines),
    ...(item.version && { version: versionName(item.list, item.version) }),
  };
}
