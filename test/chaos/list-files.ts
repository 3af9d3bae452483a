import { createHash } from 'node:crypto';
import { sha256Hex } from '#shared/evidence/sha256.ts';
import type { ListFacts } from '#shared/lists/list-items.ts';
import { LINES_PER_CHUNK } from '#shared/lists/list-lines.ts';
import { nik } from '../support/people.ts';

export const LIST = 'aid';
type ListFile = { people: readonly number[]; isWhole: boolean; before?: string; after?: string; announced?: readonly number[] };

/** Files that officers import: whom they name, and whether they can become a version. */
export const FILES: readonly ListFile[] = [
  { people: [0, 1, 2], isWhole: true },
  { people: [1, 6, 9, 9], isWhole: true },
  // A line of it is no NIK.
  { people: [3, 4], after: '31740\n', isWhole: false },
  // Another file comes than was announced.
  { people: [5], announced: [7], isWhole: false },
  // Of two chunks, the first of which names nobody: its lines are empty.
  { people: [8], before: '\n'.repeat(LINES_PER_CHUNK), isWhole: false },
];

const lineOf = (person: number) => `${nik(person + 1)}\n`;

/** The chunks of a file. */
export function chunksOf(file: number): string[] {
  const { people, before = '', after = '' } = FILES[file] as ListFile;
  const lines = `${before}${people.map(lineOf).join('')}${after}`.split(/(?<=\n)/);
  const chunks = Array.from({ length: Math.ceil(lines.length / LINES_PER_CHUNK) }, (_, at) => at * LINES_PER_CHUNK);
  return chunks.map((from) => lines.slice(from, from + LINES_PER_CHUNK).join(''));
}

/** A chunk with its last person changed for another: as many lines, and other bytes. */
export function otherThan(chunk: string): string {
  return chunk.replace(/^.*\n$/m, lineOf(12));
}

/** What an officer says of it before its lines come. */
export function factsOf(file: number): ListFacts {
  const announced = FILES[file]?.announced?.map(lineOf).join('');
  const chunks = announced === undefined ? chunksOf(file) : [announced];
  const text = chunks.join('');
  const digests = chunks.map((chunk) => createHash('sha256').update(chunk).digest());
  const lines = text.split('\n').length - 1;
  return { kind: 'aid', asOf: '2020-08-01', lines, sha256: sha256Hex(text), chunksSha256: sha256Hex(Buffer.concat(digests)) };
}
