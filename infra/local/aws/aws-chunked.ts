/** An upload with its framing taken off, and the headers that came after the content (names in lower case). */
export type Unchunked = { content: Buffer; trailers: Record<string, string> };

/**
 * Takes off AWS's chunked encoding (`aws-chunked`: hex length, optional signature, data; after the last chunk the trailers).
 * Returns undefined when the body ends before its last chunk does.
 */
export function unchunk(body: Buffer): Unchunked | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = body.indexOf('\r\n', at);
    if (end < 0) return undefined;
    const [digits = ''] = body.toString('latin1', at, end).split(';');
    if (!/^[0-9a-f]+$/i.test(digits)) return undefined;
    const length = Number.parseInt(digits, 16);
    const start = end + 2;
    if (length === 0) return { content: Buffer.concat(parts), trailers: readTrailers(body.toString('latin1', start)) };
    if (start + length + 2 > body.length) return undefined;
    parts.push(body.subarray(start, start + length));
    at = start + length + 2;
  }
}

function readTrailers(text: string): Record<string, string> {
  const trailers: Record<string, string> = {};
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) trailers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return trailers;
}
