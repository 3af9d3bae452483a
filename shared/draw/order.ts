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
  const order = sortByPrefix(prefixes);
  settleTies(order, prefixes, entrants, ticket);
  return order;
}

/** Least-significant-digit radix sort of indices by their 32-bit prefix, two passes of 16 bits: linear in the entries. */
function sortByPrefix(prefixes: Uint32Array): Uint32Array {
  let from = new Uint32Array(prefixes.length);
  for (let index = 0; index < from.length; index++) from[index] = index;
  let to = new Uint32Array(prefixes.length);
  for (const shift of [0, 16]) {
    const starts = new Uint32Array(0x10000 + 1);
    for (const prefix of prefixes)
      starts[((prefix >>> shift) & 0xffff) + 1] = (starts[((prefix >>> shift) & 0xffff) + 1] as number) + 1;
    for (let digit = 0; digit < 0x10000; digit++) starts[digit + 1] = (starts[digit + 1] as number) + (starts[digit] as number);
    for (const index of from) {
      const digit = ((prefixes[index] as number) >>> shift) & 0xffff;
      const place = starts[digit] as number;
      starts[digit] = place + 1;
      to[place] = index;
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Entries that share the first 32 bits (some 12,000 pairs among ten million) are put in order by their whole tickets. */
function settleTies(order: Uint32Array, prefixes: Uint32Array, entrants: Entrants, ticket: TicketFunction): void {
  for (let first = 0; first < order.length; ) {
    let end = first + 1;
    while (end < order.length && prefixes[order[end] as number] === prefixes[order[first] as number]) end++;
    if (end - first > 1) {
      const run = [...order.subarray(first, end)].map((index) => {
        const bytes = new Uint8Array(SEED_BYTES);
        ticket(entrants.entryIds, index * ENTRY_ID_BYTES, bytes);
        return { index, bytes };
      });
      run.sort((left, right) => compareBytes(left.bytes, right.bytes) || compareIds(entrants.entryIds, left.index, right.index));
      run.forEach(({ index }, at) => {
        order[first + at] = index;
      });
    }
    first = end;
  }
}

function compareBytes(left: Uint8Array, right: Uint8Array): number {
  for (let at = 0; at < left.length; at++) {
    const difference = (left[at] as number) - (right[at] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}
