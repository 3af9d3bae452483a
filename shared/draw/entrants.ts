import { ENTRY_ID_BYTES } from './ticket.ts';

/**
 * The entrants of a wave in columns, in the order of the entrants files (shard 00 first, inside a shard by entryId).
 * 16 + 1 + 1 + 1 + 4 bytes an entry, so that ten million fit in a function's memory and in a browser's.
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
  /** Number of the entry's household in this draw, 0 to `householdCount` - 1. */
  households: Uint32Array;
  householdCount: number;
  /** Index of each shard's first entry, and the total at the end: 257 numbers when all shards are there. */
  shardStarts: number[];
};

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
    households: new Uint32Array(count),
    householdCount: 0,
    shardStarts: [0],
  };
  let numbering: Numbering | undefined = numberHouseholds(count);
  let index = 0;
  return {
    add(shard, bytes) {
      if (!numbering) throw new Error(`${shard} comes after all were read`);
      const { numberOf } = numbering;
      const lines = linesIn(shard, bytes);
      if (index + lines > count)
        throw new MalformedEntrants(`entrants/${shard}.csv brings the entries to more than the ${count} that there are`);
      const first = index;
      for (let at = 0; at < bytes.length; at += ENTRANT_LINE_BYTES, index++) {
        if (
          !readLine(bytes, at, entrants, index, numberOf) ||
          (index > first && compareIds(entrants.entryIds, index - 1, index) >= 0)
        ) {
          throw new MalformedEntrants(
            `entrants/${shard}.csv, line ${index - first + 1}: not a line in the order and form of the specification`,
          );
        }
      }
      entrants.shardStarts.push(index);
    },
    entrants() {
      if (index !== count) throw new MalformedEntrants(`there are ${index} entries in the files instead of ${count}`);
      if (numbering) entrants.householdCount = numbering.count();
      // The tags have served; the draw needs the memory.
      numbering = undefined;
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

function readLine(
  bytes: Uint8Array,
  at: number,
  entrants: Entrants,
  index: number,
  householdNumber: (high: number, low: number) => number,
): boolean {
  for (let byte = 0; byte < ENTRY_ID_BYTES; byte++) {
    const value = (hexDigit(bytes[at + byte * 2]) << 4) | hexDigit(bytes[at + byte * 2 + 1]);
    if (value < 0) return false;
    entrants.entryIds[index * ENTRY_ID_BYTES + byte] = value;
  }
  const province = decimalDigit(bytes[at + 33]) * 10 + decimalDigit(bytes[at + 34]);
  const priority = decimalDigit(bytes[at + 36]);
  const high = hexWord(bytes, at + 38);
  const low = hexWord(bytes, at + 46);
  const places = decimalDigit(bytes[at + 55]);
  const separated = bytes[at + 32] === COMMA && bytes[at + 35] === COMMA && bytes[at + 37] === COMMA && bytes[at + 54] === COMMA;
  if (!separated || bytes[at + 56] !== LF || !(province >= 10) || !(priority <= 1) || !(places === 1 || places === 2)) return false;
  if (high < 0 || low < 0) return false;
  entrants.provinces[index] = province;
  entrants.priorities[index] = priority;
  entrants.householdPlaces[index] = places;
  entrants.households[index] = householdNumber(high, low);
  return true;
}

/** 0 to 15, or a number with the sign bit set where the byte is no lowercase hex digit. */
function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -0x80000000;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  if (byte >= 0x61 && byte <= 0x66) return byte - 0x57;
  return -0x80000000;
}

function decimalDigit(byte: number | undefined): number {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : Number.NaN;
}

function hexWord(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let digit = 0; digit < 8; digit++) {
    const nibble = hexDigit(bytes[at + digit]);
    if (nibble < 0) return -1;
    value = value * 16 + nibble;
  }
  return value;
}

/** Order of two entries by entryId: negative, 0 or positive. */
export function compareIds(entryIds: Uint8Array, left: number, right: number): number {
  for (let byte = 0; byte < ENTRY_ID_BYTES; byte++) {
    const difference = (entryIds[left * ENTRY_ID_BYTES + byte] as number) - (entryIds[right * ENTRY_ID_BYTES + byte] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

type Numbering = { numberOf(high: number, low: number): number; count(): number };

/** Words of a slot: the household's number from 1 (0 is an empty slot), and the two halves of its tag: together, since each look-up is a miss of the cache. */
const SLOT_WORDS = 3;

/** Numbers 64-bit household tags in the order in which they are first seen: open addressing over a typed array, since a Map of ten million strings would not fit. */
function numberHouseholds(most: number): Numbering {
  let capacity = 16;
  while (capacity < most * 1.5) capacity *= 2;
  const slots = new Uint32Array(capacity * SLOT_WORDS);
  let count = 0;
  return {
    count: () => count,
    numberOf(high, low) {
      let slot = ((high ^ Math.imul(low, 0x9e3779b1)) >>> 0) & (capacity - 1);
      for (;;) {
        const at = slot * SLOT_WORDS;
        const household = slots[at] as number;
        if (household === 0) {
          slots[at] = count + 1;
          slots[at + 1] = high;
          slots[at + 2] = low;
          return count++;
        }
        if (slots[at + 1] === high && slots[at + 2] === low) return household - 1;
        slot = (slot + 1) & (capacity - 1);
      }
    },
  };
}
