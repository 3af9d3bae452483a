/** The columns of the line that begins with that entryId, in a file of one line an entry. */
export function lineOf(file: Uint8Array, entryId: string): string[] | undefined {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const at = bytes.indexOf(`${entryId},`);
  if (at < 0) return undefined;
  return bytes.toString('utf8', at, bytes.indexOf('\n', at)).split(',');
}
