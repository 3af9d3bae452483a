import type { Log } from './http-handler.ts';

/** Structured lines without a library: Lambda's JSON log format adds time, level and request id. For the hot path, which has a budget of bytes. */
export const consoleLog: Log & { info: Log['error'] } = {
  info: (message, fields) => console.info({ message, ...fields }),
  error: (message, fields) => console.error({ message, ...fields }),
};
