import { createHash } from 'node:crypto';
import { type FaultyLine, firstLineOf, LINES_PER_CHUNK, MOST_CHUNK_BYTES, MOST_LINES, readChunk } from './list-lines.ts';

/** The file is no column of NIKs; the message is one sentence, and repeats nothing of it. */
export class NoListFile extends Error {
  override name = 'NoListFile';
  readonly why: 'long-lines' | 'too-many-lines';
  /** Of the file, from 1: that from which on it is none. */
  readonly line: number;

  constructor(why: NoListFile['why'], line: number, message: string) {
    super(message);
    this.why = why;
    this.line = line;
  }
}

const LF = 0x0a;

/**
 * Cuts a list into chunks of LINES_PER_CHUNK lines, byte for byte. At most one chunk is held, however long the list.
 * @throws NoListFile on lines so long that they can't be NIKs
 */
export async function* chunksOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let parts: Uint8Array[] = [];
  let bytes = 0;
  let lines = 0;
  let chunks = 0;
  const keep = (part: Uint8Array) => {
    bytes += part.length;
    if (bytes > MOST_CHUNK_BYTES) {
      const first = firstLineOf(chunks + 1);
      throw new NoListFile(
        'long-lines',
        first,
        `The lines from ${first} on are too long for NIKs: a list is one column of NIKs, a line each, and nothing else.`,
      );
    }
    parts.push(part);
  };
  for await (const piece of source) {
    let from = 0;
    for (let at = piece.indexOf(LF); at >= 0; at = piece.indexOf(LF, at + 1)) {
      if (++lines < LINES_PER_CHUNK) continue;
      keep(piece.subarray(from, at + 1));
      yield joined(parts, bytes);
      chunks++;
      [parts, bytes, lines, from] = [[], 0, 0, at + 1];
    }
    if (from < piece.length) keep(piece.subarray(from));
  }
  if (bytes > 0) yield joined(parts, bytes);
}

function joined(parts: readonly Uint8Array[], bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** What a list is, found in one pass over it. */
export type ListSurvey = {
  lines: number;
  /** Hex SHA-256 of the file's bytes. */
  sha256: string;
  /** Hex SHA-256 over the SHA-256 digests (32 bytes each) of its chunks in their order. */
  chunksSha256: string;
  people: number;
  faults: FaultyLine[];
  faultCount: number;
};

/** Reads a list to its end, in a browser too. @param mostFaults so many are kept, all are counted @param onLines told how many lines and bytes were read */
export async function surveyList(
  source: AsyncIterable<Uint8Array>,
  mostFaults: number,
  onLines: (lines: number, bytes: number) => void = () => {},
): Promise<ListSurvey> {
  const file = createHash('sha256');
  const root = createHash('sha256');
  const survey: ListSurvey = { lines: 0, sha256: '', chunksSha256: '', people: 0, faults: [], faultCount: 0 };
  let number = 0;
  let bytes = 0;
  for await (const chunk of chunksOf(source)) {
    number++;
    file.update(chunk);
    root.update(createHash('sha256').update(chunk).digest());
    const { lines, people, faults } = readChunk(chunk, firstLineOf(number));
    survey.lines += lines;
    if (survey.lines > MOST_LINES)
      throw new NoListFile('too-many-lines', MOST_LINES + 1, `The list has more than ${MOST_LINES} lines, the most that is taken.`);
    survey.people += people.length;
    survey.faultCount += faults.length;
    survey.faults.push(...faults.slice(0, mostFaults - survey.faults.length));
    bytes += chunk.length;
    onLines(survey.lines, bytes);
  }
  return { ...survey, sha256: file.digest('hex'), chunksSha256: root.digest('hex') };
}
