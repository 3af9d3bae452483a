import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Random, seededRandom } from '#demo/random.ts';
import { type DrawPlan, draw } from '#shared/draw/draw.ts';
import { selectionRatesSchema } from '#shared/evidence/documents.ts';
import { type RatesInput, selectionRates } from '#shared/rates/selection-rates.ts';
import { crowdOf, type People, seedFrom } from './a-crowd.ts';

const PLAN: DrawPlan = { places: 360, byProvince: { 31: 200, 32: 100, 91: 60 }, priority: { perMille: 300 }, spillOver: true };

/** Two sexes and three age bands, unlike in each province, with priority and without. */
const PEOPLE: People[] = [
  ['31', 90, 60, false],
  ['31', 20, 50, true],
  ['32', 70, 110, false],
  ['32', 20, 15, true],
  ['91', 30, 10, false],
].flatMap(([province, women, men, priority]) =>
  [0, 1].flatMap((sex) =>
    [1, 2, 5].map((ageBand) => ({
      number: Math.ceil(((sex === 0 ? women : men) as number) / (sex === 0 ? ageBand : 6 - ageBand)) * 3,
      province: province as string,
      priority: priority as boolean,
      sex,
      ageBand,
    })),
  ),
);

const fairly = (random: Random, crowd: ReturnType<typeof crowdOf>, plan = PLAN): RatesInput => ({
  waveId: 'wave',
  plan,
  ...crowd,
  winners: draw(plan, crowd.entrants, seedFrom(random), []).winners,
  struckOut: [],
});

/** Takes as many of each stratum as the fair draw did, but by other tickets. @param ticket of an index, lowest first */
function crookedly(input: RatesInput, ticket: (index: number) => number): RatesInput {
  const stratum = (index: number) => `${input.entrants.provinces[index]}/${input.entrants.priorities[index]}`;
  const places = Map.groupBy(input.winners, ({ index }) => stratum(index));
  const entries = Map.groupBy(Array(input.entrants.count).keys(), stratum);
  const winners = [...entries].flatMap(([of, indices]) =>
    indices
      .map((index) => ({ index, at: ticket(index) }))
      .sort((left, right) => left.at - right.at)
      .slice(0, places.get(of)?.length ?? 0),
  );
  return { ...input, winners };
}

describe('the selection rates', () => {
  test('of a small wave, by hand', () => {
    const crowd = crowdOf(seededRandom(1), [
      { number: 30, province: '31', sex: 0, ageBand: 1 },
      { number: 20, province: '31', sex: 1, ageBand: 1 },
      { number: 25, province: '32', sex: 1, ageBand: 2 },
      { number: 5, province: '91', sex: 0, ageBand: 3 },
    ]);
    const plan: DrawPlan = { places: 20, byProvince: { 31: 10, 32: 10 } };
    // Six women and four men of the first province, ten men of the second.
    const indices = [...Array(crowd.entrants.count).keys()];
    const of = (province: number, sex: number, number: number) =>
      indices.filter((at) => crowd.entrants.provinces[at] === province && crowd.groups.sexes[at] === sex).slice(0, number);
    const winners = [...of(31, 0, 6), ...of(31, 1, 4), ...of(32, 1, 10)].map((index) => ({ index }));
    const rates = selectionRates({ waveId: '2020-04', plan, ...crowd, winners, struckOut: [] });
    expect(rates).toEqual({
      waveId: '2020-04',
      leastInABand: 20,
      entrants: 80,
      selected: 20,
      leftOut: 0,
      dimensions: {
        // The five of 91 are too few, so the smaller of the other two is with them.
        province: {
          bands: [
            { band: '31', entrants: 50, selected: 10, expected: 10 },
            { band: 'other', entrants: 30, selected: 10, expected: 10 },
          ],
          chiSquare: 0,
          degreesOfFreedom: 1,
          p: 1,
        },
        // Women: 30 of 50 with 10 selected; then nobody and five of five without a place.
        sex: {
          bands: [
            { band: 'female', entrants: 35, selected: 6, expected: 6 },
            { band: 'male', entrants: 45, selected: 14, expected: 14 },
          ],
          chiSquare: 0,
          degreesOfFreedom: 1,
          p: 1,
        },
        // Each province has one age, so nothing could have come out otherwise.
        ageBand: {
          bands: [
            { band: '18-24', entrants: 50, selected: 10, expected: 10 },
            { band: 'other', entrants: 30, selected: 10, expected: 10 },
          ],
          chiSquare: null,
          degreesOfFreedom: null,
          p: null,
        },
        priority: {
          bands: [{ band: 'without priority', entrants: 80, selected: 20, expected: 20 }],
          chiSquare: null,
          degreesOfFreedom: null,
          p: null,
        },
      },
      withheld: null,
    });
    // Two women more than expected: 2² over the hypergeometric variance 10 · 40/49 · 30/50 · 20/50.
    const uneven = [...of(31, 0, 8), ...of(31, 1, 2), ...of(32, 1, 10)].map((index) => ({ index }));
    const sex = selectionRates({ waveId: '2020-04', plan, ...crowd, winners: uneven, struckOut: [] }).dimensions?.sex;
    expect(sex).toMatchObject({ chiSquare: 2.042, degreesOfFreedom: 1, p: 0.153 });
    expect(sex?.bands[0]).toEqual({ band: 'female', entrants: 35, selected: 8, expected: 6 });
  });

  test('name each band, in the order of the codes and the ages', () => {
    const random = seededRandom(7);
    const { dimensions } = selectionRates(fairly(random, crowdOf(random, PEOPLE)));
    expect(Object.entries(dimensions!).map(([name, { bands }]) => [name, bands.map(({ band }) => band)])).toEqual([
      ['province', ['31', '32', '91']],
      ['sex', ['female', 'male']],
      ['ageBand', ['18-24', '25-34', '55-64']],
      ['priority', ['without priority', 'with priority']],
    ]);
  });

  test('leave struck-out entries out of every number, and say how many they were', () => {
    const random = seededRandom(2);
    const crowd = crowdOf(random, PEOPLE);
    const seed = seedFrom(random);
    const first = draw(PLAN, crowd.entrants, seed, []).winners;
    const struckOut = first.filter((_, at) => at % 5 === 0).map(({ entryId }) => entryId);
    const { winners } = draw(PLAN, crowd.entrants, seed, [struckOut]);
    const rates = selectionRates({ waveId: 'wave', plan: PLAN, ...crowd, winners, struckOut });
    expect(rates).toMatchObject({ entrants: crowd.entrants.count - struckOut.length, selected: 360, leftOut: struckOut.length });
    for (const { bands } of Object.values(rates.dimensions!)) {
      expect(bands.reduce((sum, of) => sum + of.entrants, 0)).toBe(rates.entrants);
      expect(bands.reduce((sum, of) => sum + of.selected, 0)).toBe(360);
      expect(bands.reduce((sum, of) => sum + of.expected, 0)).toBeCloseTo(360, 1);
    }
  });

  test('never tell of fewer than twenty people, whatever the wave', () => {
    const people = fc.array(
      fc.record({
        number: fc.oneof(fc.nat(3), fc.nat(30)),
        province: fc.constantFrom('31', '32', '35', '91'),
        priority: fc.boolean(),
        sex: fc.nat(1),
        ageBand: fc.nat(6),
      }),
      { maxLength: 10 },
    );
    const plans = fc.record({
      places: fc.nat(60),
      byProvince: fc.constant('national' as const),
      priority: fc.constant({ perMille: 500 }),
    });
    const seen = { withheld: 0, published: 0 };
    fc.assert(
      fc.property(people, plans, fc.integer(), fc.nat(10), (crowd, plan, seed, failing) => {
        const random = seededRandom(seed);
        const { entrants, groups } = crowdOf(random, crowd);
        const from = seedFrom(random);
        const struckOut = draw(plan, entrants, from, [])
          .winners.slice(0, failing)
          .map(({ entryId }) => entryId);
        const { winners } = draw(plan, entrants, from, [struckOut]);
        const rates = selectionRates({ waveId: 'wave', plan, entrants, groups, winners, struckOut });
        selectionRatesSchema.parse(JSON.parse(JSON.stringify(rates)));
        seen[rates.dimensions ? 'published' : 'withheld']++;
        expect(rates.dimensions === null).toBe(entrants.count - struckOut.length < 20);
        for (const { bands } of Object.values(rates.dimensions ?? {})) {
          expect(bands.filter((band) => band.entrants < 20)).toEqual([]);
          expect(bands.reduce((sum, of) => sum + of.entrants, 0)).toBe(rates.entrants);
          expect(bands.reduce((sum, of) => sum + of.selected, 0)).toBe(rates.selected);
        }
      }),
      { numRuns: 300 },
    );
    expect(Math.min(seen.withheld, seen.published)).toBeGreaterThan(30);
  });
});

describe('the tests in them', () => {
  test('give evenly spread p for sex and age when the draw is fair, and larger p for what the plan decides', () => {
    const random = seededRandom(3);
    const crowd = crowdOf(random, PEOPLE);
    const runs = 1_000;
    const tenths = { sex: new Array<number>(10).fill(0), ageBand: new Array<number>(10).fill(0) };
    let leastOfProvinces = 1;
    let smallOfPriority = 0;
    for (let run = 0; run < runs; run++) {
      const { sex, ageBand, province, priority } = selectionRates(fairly(random, crowd)).dimensions!;
      for (const [name, { p }] of Object.entries({ sex, ageBand })) {
        const of = tenths[name as keyof typeof tenths];
        const tenth = Math.min(9, Math.floor(p! * 10));
        of[tenth] = of[tenth]! + 1;
      }
      leastOfProvinces = Math.min(leastOfProvinces, province.p!);
      if (priority.p! < 0.05) smallOfPriority++;
    }
    // 9 degrees of freedom: 27.9 is exceeded once in a thousand; the seed is fixed, so this passes or fails for good.
    for (const of of Object.values(tenths))
      expect(
        of.reduce((sum, many) => sum + (many - runs / 10) ** 2 / (runs / 10), 0),
        of.join(' '),
      ).toBeLessThan(27.9);
    expect(leastOfProvinces).toBeGreaterThan(0.9);
    // Where its kept places make no difference, priority is left to chance.
    expect(smallOfPriority).toBeLessThan(70);
  });

  test('find a draw in which women’s tickets are halved, or the old have no chance, and nothing else', () => {
    const random = seededRandom(4);
    const crowd = crowdOf(random, PEOPLE);
    const fair = fairly(random, crowd);
    const tickets = Array.from({ length: crowd.entrants.count }, () => random.integer(1, 1_000_000));
    const even = selectionRates(crookedly(fair, (index) => tickets[index]!)).dimensions!;
    expect(Math.min(even.sex.p!, even.ageBand.p!)).toBeGreaterThan(0.01);
    const halved = crookedly(fair, (index) => tickets[index]! * (crowd.groups.sexes[index] === 0 ? 0.5 : 1));
    expect(selectionRates(halved).dimensions?.sex.p).toBeLessThan(1e-6);
    const withoutTheOld = crookedly(fair, (index) => tickets[index]! + (crowd.groups.ageBands[index] === 5 ? 1e9 : 0));
    expect(selectionRates(withoutTheOld).dimensions?.ageBand.p).toBeLessThan(1e-6);
    for (const crooked of [halved, withoutTheOld]) expect(selectionRates(crooked).dimensions?.province.p).toBeGreaterThan(0.2);
  });

  test('find places that went to another province than the plan says, or not to those with priority', () => {
    const random = seededRandom(5);
    const crowd = crowdOf(random, PEOPLE);
    const fair = fairly(random, crowd);
    const shifted = draw({ ...PLAN, byProvince: { 31: 100, 32: 200, 91: 60 } }, crowd.entrants, seedFrom(random), []).winners;
    expect(selectionRates({ ...fair, winners: shifted }).dimensions?.province.p).toBeLessThan(1e-6);
    const plan = { ...PLAN, priority: { perMille: 900 } };
    const unkept = draw(PLAN, crowd.entrants, seedFrom(random), []).winners;
    expect(selectionRates({ ...fair, plan, winners: unkept }).dimensions?.priority.p).toBeLessThan(1e-6);
    const kept = draw(plan, crowd.entrants, seedFrom(random), []).winners;
    expect(selectionRates({ ...fair, plan, winners: kept }).dimensions?.priority.p).toBeGreaterThan(0.2);
  });

  test('are not misled by women who live where places are few', () => {
    const random = seededRandom(6);
    const people: People[] = [
      { number: 900, province: '31', sex: 0, ageBand: 1 },
      { number: 100, province: '31', sex: 1, ageBand: 1 },
      { number: 100, province: '32', sex: 0, ageBand: 1 },
      { number: 900, province: '32', sex: 1, ageBand: 1 },
    ];
    const crowd = crowdOf(random, people);
    const { sex } = selectionRates(fairly(random, crowd, { places: 500, byProvince: { 31: 50, 32: 450 } })).dimensions!;
    const [women, men] = sex.bands;
    expect(women!.selected * 3).toBeLessThan(men!.selected);
    expect(sex.p).toBeGreaterThan(0.01);
  });
});
