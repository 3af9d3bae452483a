import fc from 'fast-check';
import { expect, test } from 'vitest';
import { provincePlaces } from '#shared/selection/province-places.ts';

const winners = (...of: [province: string, phase: 'a' | 'b' | 'c'][]) =>
  of.map(([province, phase], at) => ({ entryId: String(at), province, phase }));
const ticket = (entryId: string) => `ticket ${entryId}`;

test('a place that its province could not fill is booked where it went, and the cut-offs are those of the walks', () => {
  const plan = { places: 5, byProvince: { '31': 2, '32': 3 }, spillOver: true };
  expect(provincePlaces(plan, winners(['31', 'a'], ['31', 'b'], ['31', 'c'], ['32', 'b']), ticket)).toEqual({
    '31': { places: 2, spilledIn: 1, spilledOut: 0, awarded: 3, unfilled: 0, cutOff: 'ticket 1', cutOffPriority: 'ticket 0' },
    '32': { places: 3, spilledIn: 0, spilledOut: 1, awarded: 1, unfilled: 1, cutOff: 'ticket 3', cutOffPriority: null },
  });
  expect(provincePlaces({ places: 5, byProvince: 'national' }, winners(['31', 'b'], ['91', 'b']), ticket)).toEqual({
    national: { places: 5, spilledIn: 0, spilledOut: 0, awarded: 2, unfilled: 3, cutOff: 'ticket 1', cutOffPriority: null },
  });
});

test('a province that only filled places kept for priority, or was given one, has no other cut-off', () => {
  const plan = { places: 3, byProvince: { '31': 1, '32': 2 }, spillOver: true };
  const booked = provincePlaces(plan, winners(['31', 'a'], ['91', 'c']), ticket);
  expect(booked).toMatchObject({
    '31': { cutOff: null, cutOffPriority: 'ticket 0' },
    '32': { cutOff: null, cutOffPriority: null },
    '91': { places: 0, spilledIn: 1, cutOff: null, cutOffPriority: null },
  });
});

test('places are conserved in each province and in all', () => {
  const provinces = ['31', '32', '91'];
  fc.assert(
    fc.property(
      fc.array(fc.nat(6), { minLength: 3, maxLength: 3 }),
      fc.array(fc.constantFrom(...provinces), { maxLength: 18 }),
      (counts, given) => {
        const byProvince = Object.fromEntries(provinces.map((code, at) => [code, counts[at]!]));
        const places = counts.reduce((sum, of) => sum + of, 0);
        const taken = winners(...given.slice(0, places).map((province): [string, 'b'] => [province, 'b']));
        const booked = Object.values(provincePlaces({ places, byProvince, spillOver: true }, taken, ticket));
        for (const of of booked) expect(of.places + of.spilledIn - of.spilledOut).toBe(of.awarded + of.unfilled);
        expect(booked.reduce((sum, of) => sum + of.awarded + of.unfilled, 0)).toBe(places);
        expect(booked.reduce((sum, of) => sum + of.spilledIn - of.spilledOut, 0)).toBe(0);
      },
    ),
  );
});
