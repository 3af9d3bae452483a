import type { ListSurvey, NoListFile } from '#shared/lists/list-chunks.ts';

/** A file that is to be read once, before anything of it is sent. */
export type SurveyOrder = { file: File };

/** A file that was read, and where in it each chunk ends: the byte after its last one. */
export type SurveyedFile = { survey: ListSurvey; ends: readonly number[] };

/** What the worker tells; all but `read` is the last that it tells. Nothing of it repeats what stands in the file. */
export type SurveyNews =
  | { kind: 'read'; bytes: number }
  | ({ kind: 'surveyed' } & SurveyedFile)
  | { kind: 'no-list'; why: NoListFile['why']; line: number }
  /** The browser lets nobody read it any more: it was moved, or changed after it was chosen. */
  | { kind: 'unreadable' };
