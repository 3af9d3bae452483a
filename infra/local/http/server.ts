import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Refusal } from '../refusal.ts';

export type HttpServer = {
  url: string;
  /** Takes no new requests, waits for those in flight, closes. */
  stop(): Promise<void>;
};

/** Longer than clients keep idle connections, so that none writes into one that is being closed. */
const KEEP_ALIVE_MS = 65_000;
/** Requests in flight get this long when the runtime stops; the longest function behind the API may take as much. */
const STOP_GRACE_MS = 30_000;
const SWEEP_EVERY_MS = 20;
/** HTTP APIs take request lines and headers of 10,240 bytes together. */
const MOST_HEAD_BYTES = 10_240;
const TOO_LARGE = rawAnswer('431 Request Header Fields Too Large');
const BROKEN = rawAnswer('400 Bad Request');

/** Serves `handle` on 127.0.0.1; `port` 0 takes any free one. Broken HTTP is answered with 400, too large a head with 431, and neither reaches `handle`. */
export async function startHttpServer(
  port: number,
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<HttpServer> {
  const server = createServer({ maxHeaderSize: MOST_HEAD_BYTES }, handle);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else socket.end(error.code === 'HPE_HEADER_OVERFLOW' ? TOO_LARGE : BROKEN);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explainListenError(error, port)));
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`,
    stop: () =>
      new Promise((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS);
        // A connection whose last answer has gone out would stay open for the next request.
        const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_EVERY_MS);
        server.close(() => {
          clearTimeout(timer);
          clearInterval(sweep);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

/** An answer of the API itself where no request could be read. */
function rawAnswer(status: string): string {
  const body = JSON.stringify({ message: status.slice(4) });
  return `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

function explainListenError(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new Refusal(`Port ${port} is in use: stop what listens there, or give another one in PORT.`);
  if (error.code === 'EACCES') return new Refusal(`Port ${port} may not be opened by this user: give one above 1023 in PORT.`);
  return error;
}
