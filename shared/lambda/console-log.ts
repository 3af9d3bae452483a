import type { Log } from './http-handler.ts';

/** Structured lines without a library: Lambda's JSON log format adds time, level and request id. For the hot path, which has a budget of bytes. */
export const consoleLog: Log & { info(line: object): void } = {
  info: (line) => console.info(line),
  error: (line) => console.error(line),
};
