import { ENTRY_ID_BYTES } from './ticket.ts';

/**
 * The entrants of a wave in columns, in the order of the entrants files (shard 00 first, inside a shard by entryId).
 * 16 + 1 + 1 + 1 + 8 bytes an entry, so that ten million fit in a function's memory and in a browser's.
 */
export type Entrants = {
  count: number;
  /** 16 bytes an entry. */
  entryIds: Uint8Array;
  /** Province of domicile, the two-digit code as a number. */
  provinces: Uint8Array;
  /** 1 where the entry has priority. */
  priorities: Uint8Array;
  /** How many recipients the household may still have: 1 or 2. */
  householdPlaces: Uint8Array;
  /** Household tags, two words an entry: their first eight hex digits and their last. */
  householdTags: Uint32Array;
  /** Index of each shard's first entry, and the total at the end: 257 numbers when all shards are there. */
  shardStarts: number[];
};

/** Words of a household's tag. */
export const TAG_WORDS = 2;

/** Bytes of one line: `entryId,province,priority,householdTag,householdPlaces` and LF are all of fixed width. */
export const ENTRANT_LINE_BYTES = 32 + 1 + 2 + 1 + 1 + 1 + 16 + 1 + 1 + 1;

/** A file that isn't what the specification says; the message names shard and line. */
export class MalformedEntrants extends Error {
  override name = 'MalformedEntrants';
}

/** One line of an entrants file, with its LF. */
export function entrantLine(entry: {
  entryId: string;
  province: string;
  priority: boolean;
  householdTag: string;
  householdPlaces: 1 | 2;
}): string {
  return `${entry.entryId},${entry.province},${entry.priority ? 1 : 0},${entry.householdTag},${entry.householdPlaces}\n`;
}

/** Reads entrants files one after the other, so that only a few need to be in memory at a time. */
export type EntrantsReader = {
  /** @param bytes of `entrants/<shard>.csv`, the next shard's @throws MalformedEntrants when a line is not as specified, out of order, or there twice */
  add(shard: string, bytes: Uint8Array): void;
  /** All that was added. */
  entrants(): Entrants;
};

/** @param count how many entries there are in all files together, as the commitment says */
export function entrantsReader(count: number): EntrantsReader {
  const entrants: Entrants = {
    count,
    entryIds: new Uint8Array(count * ENTRY_ID_BYTES),
    provinces: new Uint8Array(count),
    priorities: new Uint8Array(count),
    householdPlaces: new Uint8Array(count),
    householdTags: new Uint32Array(count * TAG_WORDS),
    shardStarts: [0],
  };
  let index = 0;
  return {
    add(shard, bytes) {
      const lines = linesIn(shard, bytes);
      if (index + lines > count)
        throw new MalformedEntrants(`entrants/${shard}.csv brings the entries to more than the ${count} that there are`);
      const first = index;
      for (let at = 0; at < bytes.length; at += ENTRANT_LINE_BYTES, index++) {
        if (!readLine(bytes, at, entrants, index) || (index > first && compareIds(entrants.entryIds, index - 1, index) >= 0)) {
          throw new MalformedEntrants(
            `entrants/${shard}.csv, line ${index - first + 1}: not a line in the order and form of the specification`,
          );
        }
      }
      entrants.shardStarts.push(index);
    },
    entrants() {
      if (index !== count) throw new MalformedEntrants(`there are ${index} entries in the files instead of ${count}`);
      return entrants;
    },
  };
}

/**
 * Reads entrants files into columns.
 * @param files the bytes of `entrants/<shard>.csv` by shard, in the order of the shards
 * @throws MalformedEntrants when a line is not as specified, out of order, or there twice
 */
export function readEntrants(files: Iterable<readonly [shard: string, bytes: Uint8Array]>): Entrants {
  const all = [...files];
  const reader = entrantsReader(all.reduce((sum, [shard, bytes]) => sum + linesIn(shard, bytes), 0));
  for (const [shard, bytes] of all) reader.add(shard, bytes);
  return reader.entrants();
}

function linesIn(shard: string, bytes: Uint8Array): number {
  if (bytes.length % ENTRANT_LINE_BYTES === 0) return bytes.length / ENTRANT_LINE_BYTES;
  throw new MalformedEntrants(
    `entrants/${shard}.csv has ${bytes.length} bytes, which is no whole number of ${ENTRANT_LINE_BYTES}-byte lines`,
  );
}

const COMMA = 0x2c;
const LF = 0x0a;

function readLine(bytes: Uint8Array, at: number, entrants: Entrants, index: number): boolean {
  const { entryIds, householdTags } = entrants;
  const id = index * ENTRY_ID_BYTES;
  // Every digit's value goes through `seen`: the sign of one that is none stays in it.
  let seen = 0;
  for (let byte = 0; byte < ENTRY_ID_BYTES; byte++) {
    const value = hexByte(bytes, at + byte * 2);
    seen |= value;
    entryIds[id + byte] = value;
  }
  const province = decimalDigit(bytes, at + 33) * 10 + decimalDigit(bytes, at + 34);
  const priority = decimalDigit(bytes, at + 36);
  let high = 0;
  let low = 0;
  for (let byte = 0; byte < 4; byte++) {
    const ofHigh = hexByte(bytes, at + 38 + byte * 2);
    const ofLow = hexByte(bytes, at + 46 + byte * 2);
    seen |= ofHigh | ofLow;
    high = (high << 8) | ofHigh;
    low = (low << 8) | ofLow;
  }
  const places = decimalDigit(bytes, at + 55);
  const separated = bytes[at + 32] === COMMA && bytes[at + 35] === COMMA && bytes[at + 37] === COMMA && bytes[at + 54] === COMMA;
  if (!separated || bytes[at + 56] !== LF || !(province >= 10) || !(priority <= 1) || !(places === 1 || places === 2)) return false;
  if (seen < 0) return false;
  entrants.provinces[index] = province;
  entrants.priorities[index] = priority;
  entrants.householdPlaces[index] = places;
  householdTags[index * TAG_WORDS] = high;
  householdTags[index * TAG_WORDS + 1] = low;
  return true;
}

/** The value of a byte as a lowercase hex digit, or -1. */
const HEX_DIGITS = Int8Array.from({ length: 256 }, (_, byte) => '0123456789abcdef'.indexOf(String.fromCharCode(byte)));

/** 0 to 255, or a negative number where the two bytes are not lowercase hex digits. */
function hexByte(bytes: Uint8Array, at: number): number {
  return ((HEX_DIGITS[bytes[at] as number] as number) << 4) | (HEX_DIGITS[bytes[at + 1] as number] as number);
}

function decimalDigit(bytes: Uint8Array, at: number): number {
  const byte = bytes[at] as number;
  return byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : Number.NaN;
}

/** Order of two entries by entryId: negative, 0 or positive. */
export function compareIds(entryIds: Uint8Array, left: number, right: number): number {
  for (let byte = 0; byte < ENTRY_ID_BYTES; byte++) {
    const difference = (entryIds[left * ENTRY_ID_BYTES + byte] as number) - (entryIds[right * ENTRY_ID_BYTES + byte] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}
