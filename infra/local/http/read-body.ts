import type { IncomingMessage } from 'node:http';

/** The other side closed the connection before it had said all: nobody is left to answer. */
export class ClientLeft extends Error {}

/** The whole body of a request, or undefined as soon as it is longer than `most` bytes (the rest is not kept). */
export function readBody(request: IncomingMessage, most: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= most) chunks.push(chunk);
      else chunks.length = 0;
    });
    request.on('end', () => resolve(length > most ? undefined : Buffer.concat(chunks)));
    request.on('error', (error) => reject(new ClientLeft(error.message)));
    request.on('aborted', () => reject(new ClientLeft('the client went away')));
  });
}
