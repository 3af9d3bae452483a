import { createReadStream, type Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from './guarantee.ts';
import type { PersonalData } from './personal-data.ts';

/** Longer than anything that is looked for, so that nothing hides on the edge of two chunks. */
const OVERLAP = 128;
const CHUNK_BYTES = 1 << 20;

/** Messages to people, each a file that begins with the number it went to: the delivery itself, in which nothing else of them may stand. */
const OUTBOX = 'outbox';
const ADDRESS_LINE = /^To: \+\d+\n/;

/**
 * Nothing personal in clear: all files of the data folder (database, evidence, workings, logs, keys) are read byte by byte, and the
 * items of the tables as the database hands them out.
 * @param markers texts that must be found (keys of items): if they aren't, the database hides its texts and the search proves nothing
 * @param inItems how often personal data was found in the tables' items
 */
export async function nothingInClear(
  folder: string,
  personal: PersonalData,
  people: number,
  markers: readonly string[],
  inItems: number,
): Promise<Finding> {
  const missing = new Set(markers);
  const where: string[] = [];
  let bytes = 0;
  let files = 0;
  for (const file of await filesIn(folder)) {
    let found = 0;
    let before = '';
    for await (const chunk of chunksOf(file)) {
      const text = before + (isMessage(folder, file) ? withoutAddress(chunk) : chunk.toString('latin1'));
      bytes += chunk.length;
      found += personal.countIn(text);
      for (const marker of missing) if (text.includes(marker)) missing.delete(marker);
      before = text.slice(-OVERLAP);
    }
    files++;
    if (found > 0) where.push(`${file.slice(folder.length + 1)} (${found})`);
  }
  if (inItems > 0) where.push(`items of the tables (${inItems})`);
  return {
    name: 'nothing personal in clear',
    holds: where.length === 0 && missing.size === 0,
    detail: [
      `NIK, KK, phone and name of ${people} people looked for in ${files} files (${(bytes / 1e6).toFixed(0)} MB) and in the tables' items`,
      where.length > 0 ? `found in ${where.join(', ')}` : 'not found',
      missing.size > 0 &&
        `${missing.size} of ${markers.length} markers not found either: the search can't see into the database's file`,
    ]
      .filter((part) => part !== false)
      .join('; '),
  };
}

function isMessage(folder: string, file: string): boolean {
  return file.startsWith(join(folder, OUTBOX, '/'));
}

/** A message is far smaller than a chunk. */
function withoutAddress(message: Buffer): string {
  return message.toString('latin1').replace(ADDRESS_LINE, '');
}

/** A small file is one chunk: thousands of streams would each take a buffer of CHUNK_BYTES. */
async function* chunksOf(file: string): AsyncIterable<Buffer> {
  if ((await stat(file)).size <= CHUNK_BYTES) yield await readFile(file);
  else yield* createReadStream(file, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries: Dirent[] = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
