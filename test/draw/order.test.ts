import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ticketHex } from '#shared/draw/draw.ts';
import { toHex } from '#shared/draw/hex.ts';
import { orderByTicket } from '#shared/draw/order.ts';
import { ticketsOf } from '#shared/draw/ticket.ts';
import { eachAlone } from './each-alone.ts';

const bytesArbitrary = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const ticketOf = (seed: Uint8Array, entryId: Uint8Array) => createHash('sha256').update(seed).update(entryId).digest('hex');

test('a ticket is the SHA-256 of seed and entryId', () => {
  fc.assert(
    fc.property(bytesArbitrary(32), bytesArbitrary(16), (seed, entryId) => {
      expect(ticketHex(seed, toHex(entryId))).toBe(ticketOf(seed, entryId));
    }),
  );
});

test('a seed has 32 bytes', () => {
  for (const length of [0, 31, 33]) {
    expect(() => ticketsOf(new Uint8Array(length))).toThrow(new RangeError(`a seed has 32 bytes, not ${length}`));
  }
});

/** Entries by number, found among millions for how their tickets begin under the seed below. */
const FOUND = [
  // 0000 and ffff as their first sixteen bits, and as the next.
  [31_042, 163_820],
  [152_413],
  [7_390, 129_570],
  [9_039, 106_408],
  // The same 32 bits: two, three and four entries.
  [25_073, 41_129],
  [5_820_385, 5_952_956, 18_626_451],
  [1_047_621, 1_874_843, 2_415_388, 9_315_930],
  // The same 40 bits.
  [372_369, 752_463],
  [374_818, 1_581_511],
  // Three with the same 32 bits, and two others, with the same 32 bits again: their last sixteen are those of the three, and the second
  // comes between the second and the third of them.
  [3_964_478, 5_054_169, 10_178_987],
  [4_762_548, 6_579_631],
];

test.each([
  ['among two hundred others', [...FOUND.flat(), ...Array(200).keys()], 11],
  // Their last sixteen of the 32 bits are 0001.
  ['alone, so that they are the first', [6_371_054, 8_237_544], 1],
  ['or there are none', [], 0],
])('entries whose tickets begin alike are put in order by the whole ticket: %s', (_, numbers, alike) => {
  const seed = createHash('sha256').update('a seed').digest();
  const entryIds = numbers.map((number) => number.toString(16).padStart(32, '0')).sort();
  const tickets = entryIds.map((entryId) => ticketOf(seed, Buffer.from(entryId, 'hex')));
  const plain = [...tickets.keys()].sort((left, right) => (tickets[left]! < tickets[right]! ? -1 : 1));
  expect(tickets.length - new Set(tickets.map((ticket) => ticket.slice(0, 8))).size).toBe(alike);
  expect([...orderByTicket(eachAlone(entryIds), seed)]).toEqual(plain);
});
