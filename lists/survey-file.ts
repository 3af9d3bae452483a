import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { UsageError } from '#infra/usage-error.ts';
import { type ListSurvey, NoListFile, surveyList } from '#shared/lists/list-chunks.ts';
import { LINE_FAULTS, MOST_LIST_BYTES } from '#shared/lists/list-lines.ts';
import { type Announced, surveyFault } from '#shared/lists/survey-fault.ts';

/** So many lines that are no NIKs are named. */
const MOST_FAULTS = 20;

/** The bytes of a list, before anything else is known of it. @throws UsageError when that can't be a list */
export async function bytesOfList(file: string): Promise<number> {
  const facts = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`The file can't be read (${error.code}).`);
  });
  if (!facts.isFile()) throw new UsageError('That is no file.');
  if (facts.size === 0) throw new UsageError('The file is empty: nothing was imported.');
  if (facts.size > MOST_LIST_BYTES)
    throw new UsageError(
      `The file has ${facts.size} bytes, and ${MOST_LIST_BYTES} are the most that are taken: nothing was imported.`,
    );
  return facts.size;
}

/**
 * Reads the file once, before anything is sent: it is what the agency says, and each line is a NIK.
 * @throws UsageError that says why it is not taken, by the numbers of lines and never by what stands there
 */
export async function surveyFile(file: string, announced: Announced, onBytes: (bytes: number) => void): Promise<ListSurvey> {
  const survey = await surveyList(createReadStream(file), MOST_FAULTS, (_, bytes) => onBytes(bytes)).catch((error: Error) => {
    throw error instanceof NoListFile ? new UsageError(`${error.message} Nothing was imported.`) : error;
  });
  const { lines, sha256, faults, faultCount } = survey;
  switch (surveyFault(survey, announced)) {
    case undefined:
      return survey;
    case 'other-lines':
      throw new UsageError(`The file has ${lines} lines, and ${announced.lines} were announced (cut off?): nothing was imported.`);
    case 'other-sha256':
      throw new UsageError(
        `The file's SHA-256 is ${sha256}, and another was announced (cut off, or changed?): nothing was imported.`,
      );
    case 'faulty-lines':
      throw new UsageError(faultReport(faults, faultCount));
    case 'nobody':
      throw new UsageError('The file names nobody: nothing was imported.');
  }
}

function faultReport(faults: ListSurvey['faults'], count: number): string {
  const named = faults.map(({ line, fault }) => `  line ${line}: ${LINE_FAULTS[fault].en}`);
  const more = count > faults.length ? [`  and ${count - faults.length} more`] : [];
  return [`${count} ${count === 1 ? 'line is' : 'lines are'} no NIK, so nothing was imported:`, ...named, ...more].join('\n');
}
