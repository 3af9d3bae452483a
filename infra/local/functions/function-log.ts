import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { explainWriteError } from '../refusal.ts';

export type FunctionLog = { write(text: string): void; close(): Promise<void> };

/** Appends what a function writes to `file`, and hands whole lines to `onLine`. Opened with the first text. */
export function openFunctionLog(
  file: string,
  onLine: ((line: string) => void) | undefined,
  onFault: (error: unknown) => void,
): FunctionLog {
  let stream: WriteStream | undefined;
  let rest = '';
  return {
    write(text) {
      if (!stream) {
        mkdirSync(dirname(file), { recursive: true });
        stream = createWriteStream(file, { flags: 'a' });
        stream.on('error', (error) => onFault(explainWriteError(error, dirname(file))));
      }
      stream.write(text);
      if (!onLine) return;
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line) onLine(line);
    },
    close: () => new Promise((resolve) => (stream && !stream.destroyed ? stream.end(() => resolve()) : resolve())),
  };
}
