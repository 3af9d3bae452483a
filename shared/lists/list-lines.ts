import { textOf } from '../bytes.ts';
import { isNik } from '../registrations/nik.ts';

/** A chunk of a list is so many of its lines, the last one what is left: two seconds of writing, far below the 30 s of the HTTP API. */
export const LINES_PER_CHUNK = 2_000;
/** No list of Indonesia's programmes is longer; it keeps the record of an import's chunks at some two megabytes. */
export const MOST_LINES = 20_000_000;
/** Twenty bytes a line, as a NIK in quotation marks with CRLF takes, and a little: a longer file is refused before it is read. */
export const MOST_LIST_BYTES = MOST_LINES * 22;
/** A line of one NIK takes 20 bytes at most; whoever needs three times that sends something else than a column of NIKs. */
export const MOST_CHUNK_BYTES = LINES_PER_CHUNK * 64;

/** What a line can be instead of a NIK. Reports name the line and this, never what stood there. */
export const LINE_FAULTS = {
  empty: { id: 'Baris ini kosong.', en: 'The line is empty.' },
  'more-than-one-column': { id: 'Baris ini memuat lebih dari satu kolom.', en: 'The line has more than one column.' },
  'unclosed-quote': { id: 'Tanda kutip pada baris ini tidak berpasangan.', en: 'A quotation mark of the line has no other.' },
  'not-digits': { id: 'Baris ini memuat selain angka.', en: 'The line has something else than digits.' },
  'too-few-digits': { id: 'NIK pada baris ini kurang dari 16 angka.', en: 'The line has fewer than 16 digits.' },
  'too-many-digits': { id: 'NIK pada baris ini lebih dari 16 angka.', en: 'The line has more than 16 digits.' },
  'not-a-nik': {
    id: '16 angka pada baris ini bukan NIK: provinsi, tanggal, atau nomor urutnya tidak ada.',
    en: 'The 16 digits of the line are no NIK: there is no such province, date or serial.',
  },
} as const;
export type LineFault = keyof typeof LINE_FAULTS;
/** Line numbers of the whole file, from 1. */
export type FaultyLine = { line: number; fault: LineFault };

export type ChunkLines = {
  /** How many lines there are, whatever they hold. */
  lines: number;
  people: { line: number; nik: string }[];
  faults: FaultyLine[];
};

/** UTF-8's byte order mark. */
const MARK = '\uFEFF';

/**
 * The lines of a chunk, each a NIK: in quotation marks or not, ended by LF or CRLF, the last one ended or not. The first line of the
 * file may begin with a byte order mark, and may be the heading `nik`.
 * @param firstLine of the file, that the chunk begins with
 */
export function readChunk(bytes: Uint8Array, firstLine: number): ChunkLines {
  const texts = textOf(bytes).split('\n');
  if (texts.at(-1) === '') texts.pop();
  const read: ChunkLines = { lines: texts.length, people: [], faults: [] };
  for (const [at, text] of texts.entries()) {
    const line = firstLine + at;
    const value = line === 1 && text.startsWith(MARK) ? text.slice(1) : text;
    const found = readLine(value.trim(), line === 1);
    if (found === 'heading') continue;
    if ('fault' in found) read.faults.push({ line, fault: found.fault });
    else read.people.push({ line, nik: found.nik });
  }
  return read;
}

function readLine(text: string, isFirst: boolean): { nik: string } | { fault: LineFault } | 'heading' {
  if (text === '') return { fault: 'empty' };
  if (/[,;\t]/.test(text)) return { fault: 'more-than-one-column' };
  const value = /^"([^"]*)"$/.exec(text)?.[1]?.trim() ?? text;
  if (value.includes('"')) return { fault: 'unclosed-quote' };
  if (isFirst && value.toLowerCase() === 'nik') return 'heading';
  if (!/^\d+$/.test(value)) return { fault: 'not-digits' };
  if (value.length < 16) return { fault: 'too-few-digits' };
  if (value.length > 16) return { fault: 'too-many-digits' };
  return isNik(value) ? { nik: value } : { fault: 'not-a-nik' };
}

/** How many chunks a list of so many lines has. */
export function chunksOfLines(lines: number): number {
  return Math.ceil(lines / LINES_PER_CHUNK);
}

/** How many lines chunk `number` (from 1) of a list of `lines` has. */
export function linesOfChunk(number: number, lines: number): number {
  return Math.min(LINES_PER_CHUNK, lines - (number - 1) * LINES_PER_CHUNK);
}

/** The line of the file, from 1, that chunk `number` begins with. */
export function firstLineOf(number: number): number {
  return (number - 1) * LINES_PER_CHUNK + 1;
}
