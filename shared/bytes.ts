/** Text and bytes where there is no Buffer: the recount runs in browsers too. */

const encoder = new TextEncoder();
// Buffer keeps a byte order mark, and so does this: a file that has one is another file.
const utf8Decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const latin1Decoder = new TextDecoder('latin1');

export function bytesOf(text: string): Uint8Array {
  return encoder.encode(text);
}

export function textOf(bytes: Uint8Array): string {
  return utf8Decoder.decode(bytes);
}

/** A character for each byte: of files that are ASCII, and that show where they are not. */
export function characterPerByte(bytes: Uint8Array): string {
  return latin1Decoder.decode(bytes);
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}
