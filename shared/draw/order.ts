import { compareIds, type Entrants } from './entrants.ts';
import { ENTRY_ID_BYTES, SEED_BYTES, type TicketFunction, ticketsOf } from './ticket.ts';

/**
 * The order of the draw: tickets ascending as unsigned big-endian numbers, then entryId.
 * @returns the entries' indices in that order
 */
export function orderByTicket(entrants: Entrants, seed: Uint8Array): Uint32Array {
  const ticket = ticketsOf(seed);
  const prefixes = new Uint32Array(entrants.count);
  for (let index = 0; index < entrants.count; index++) prefixes[index] = ticket(entrants.entryIds, index * ENTRY_ID_BYTES);
  const { order, ties } = sortByPrefix(prefixes);
  settleTies(order, ties, entrants, ticket);
  return order;
}

const DIGIT_BITS = 16;
const DIGITS = 1 << DIGIT_BITS;

/**
 * Least-significant-digit radix sort of 32-bit prefixes, two passes of 16 bits: linear in the entries. Prefixes and indices move together, since
 * looking up the prefix of each index would be a miss of the cache.
 * @param prefixes by index; its memory is used for the order
 * @returns the indices in the order of their prefixes, and the places in it, rising, whose prefix is the same as that of the place before
 */
function sortByPrefix(prefixes: Uint32Array): { order: Uint32Array; ties: number[] } {
  const byLow = new Uint32Array(prefixes.length);
  const indices = new Uint32Array(prefixes.length);
  const lowStarts = startsOf(prefixes, 0);
  for (let index = 0; index < prefixes.length; index++) {
    const prefix = prefixes[index] as number;
    const digit = prefix & (DIGITS - 1);
    const place = lowStarts[digit] as number;
    lowStarts[digit] = place + 1;
    byLow[place] = prefix;
    indices[place] = index;
  }
  const order = prefixes;
  const ties: number[] = [];
  const highStarts = startsOf(byLow, DIGIT_BITS);
  // Prefixes with the same high digit come by rising low digits, equal ones one after the other.
  const lastLow = new Int32Array(DIGITS).fill(-1);
  for (let at = 0; at < byLow.length; at++) {
    const prefix = byLow[at] as number;
    const digit = prefix >>> DIGIT_BITS;
    const low = prefix & (DIGITS - 1);
    const place = highStarts[digit] as number;
    highStarts[digit] = place + 1;
    if (lastLow[digit] === low) ties.push(place);
    lastLow[digit] = low;
    order[place] = indices[at] as number;
  }
  return { order, ties: ties.sort((left, right) => left - right) };
}

/** Where the prefixes with each digit begin in the order of the digits. @param shift bits below the digit */
function startsOf(prefixes: Uint32Array, shift: number): Uint32Array {
  const starts = new Uint32Array(DIGITS + 1);
  for (let at = 0; at < prefixes.length; at++) {
    const next = (((prefixes[at] as number) >>> shift) & (DIGITS - 1)) + 1;
    starts[next] = (starts[next] as number) + 1;
  }
  for (let digit = 0; digit < DIGITS; digit++) starts[digit + 1] = (starts[digit + 1] as number) + (starts[digit] as number);
  return starts;
}

/**
 * Entries that share the first 32 bits (some 12,000 pairs among ten million) are put in order by their whole tickets.
 * @param ties places whose entry shares them with the place before
 */
function settleTies(order: Uint32Array, ties: readonly number[], entrants: Entrants, ticket: TicketFunction): void {
  for (let at = 0; at < ties.length; ) {
    const first = (ties[at] as number) - 1;
    let end = first + 1;
    for (; ties[at] === end; at++) end++;
    const run = [...order.subarray(first, end)].map((index) => {
      const bytes = new Uint8Array(SEED_BYTES);
      ticket(entrants.entryIds, index * ENTRY_ID_BYTES, bytes);
      return { index, bytes };
    });
    run.sort((left, right) => compareBytes(left.bytes, right.bytes) || compareIds(entrants.entryIds, left.index, right.index));
    for (const [place, { index }] of run.entries()) order[first + place] = index;
  }
}

function compareBytes(left: Uint8Array, right: Uint8Array): number {
  for (let at = 0; at < left.length; at++) {
    const difference = (left[at] as number) - (right[at] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}
