import { NoListFile, surveyList } from '#shared/lists/list-chunks.ts';
import type { SurveyNews, SurveyOrder } from './survey-messages.ts';

/** So much of a file is held at once. */
const PIECE_BYTES = 1 << 20;
/** How many faulty lines are named; all are counted. */
const MOST_FAULTS = 20;

/** Reads a list and hashes it away from the page, so that the page can still be used. One order, then it ends. */
const worker = globalThis as unknown as {
  addEventListener(type: 'message', listener: (event: MessageEvent<SurveyOrder>) => void): void;
  postMessage(news: SurveyNews): void;
};
worker.addEventListener('message', ({ data }) => {
  void surveyed(data).then((news) => worker.postMessage(news));
});

async function surveyed({ file }: SurveyOrder): Promise<SurveyNews> {
  const ends: number[] = [];
  let told = 0;
  try {
    const survey = await surveyList(piecesOf(file), MOST_FAULTS, (_, bytes) => {
      ends.push(bytes);
      if (bytes - told < PIECE_BYTES) return;
      told = bytes;
      worker.postMessage({ kind: 'read', bytes });
    });
    return { kind: 'surveyed', survey, ends };
  } catch (error) {
    if (error instanceof NoListFile) return { kind: 'no-list', why: error.why, line: error.line };
    if (error instanceof DOMException) return { kind: 'unreadable' };
    throw error;
  }
}

/** Slices, since not every browser can wait for the pieces of a stream in a loop. */
async function* piecesOf(file: File): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.size; at += PIECE_BYTES) yield new Uint8Array(await file.slice(at, at + PIECE_BYTES).arrayBuffer());
}
