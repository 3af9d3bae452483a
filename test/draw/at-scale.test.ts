/** What only thousands of draws or hundreds of thousands of entries can show. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { draw } from '#shared/draw/draw.ts';
import { orderByTicket } from '#shared/draw/order.ts';
import { eachAlone } from './each-alone.ts';

test('every entry has the same chance: a chi-square over 4,000 seeds', () => {
  const entryIds = Array.from({ length: 20 }, (_, number) => createHash('md5').update(`entry ${number}`).digest('hex')).sort();
  const entrants = eachAlone(entryIds);
  const wins = new Map(entryIds.map((entryId) => [entryId, 0]));
  const draws = 4_000;
  for (let number = 0; number < draws; number++) {
    const seed = createHash('sha256').update(`seed ${number}`).digest();
    for (const { entryId } of draw({ places: 5, byProvince: 'national' }, entrants, seed, []).winners)
      wins.set(entryId, wins.get(entryId)! + 1);
  }
  const expected = (draws * 5) / entryIds.length;
  // Each draw takes 5 of 20, so the counts vary by (1 - 5/20) of a Poisson's: that factor stands in the denominator.
  const chiSquare = [...wins.values()].reduce((sum, of) => sum + (of - expected) ** 2 / (expected * 0.75 * (20 / 19)), 0);
  // 19 degrees of freedom: 43.8 is exceeded once in a thousand; the seeds are fixed, so this passes or fails for good.
  expect(chiSquare).toBeLessThan(43.8);
  expect(chiSquare).toBeGreaterThan(5);
});

test('300,000 entries come in the order of a plain sort, with those whose tickets begin alike', () => {
  const entryIds = Array.from({ length: 300_000 }, (_, number) => createHash('md5').update(`tie ${number}`).digest('hex')).sort();
  const entrants = eachAlone(entryIds);
  const seed = createHash('sha256').update('a seed').digest();
  const tickets = entryIds.map((entryId) => createHash('sha256').update(seed).update(Buffer.from(entryId, 'hex')).digest('hex'));
  const plain = Uint32Array.from(tickets.keys()).sort((left, right) => (tickets[left]! < tickets[right]! ? -1 : 1));
  // Some ten pairs share their first 32 bits; the test is only worth something if there is one.
  expect(new Set(tickets.map((ticket) => ticket.slice(0, 8))).size).toBeLessThan(tickets.length);
  expect(Buffer.from(orderByTicket(entrants, seed).buffer).equals(Buffer.from(plain.buffer))).toBe(true);
});
