/** A part of the pure domain: what is mutated, and the tests (no emulator, no template) that must see it. */
export type Part = { mutate: readonly string[]; tests: readonly string[] };

/** Parts, so that two busy cores get through one in minutes. */
export const PARTS: Readonly<Record<string, Part>> = {
  rules: {
    mutate: [
      'shared/clock.ts',
      'shared/apportion.ts',
      'shared/eligibility/{age,rules,screened}.ts',
      'shared/registrations/{nik,priority,person-keys,recompute}.ts',
      'shared/draw/{hex,seed}.ts',
      'shared/rates/bands.ts',
      'shared/statistics/pearson.ts',
    ],
    tests: [
      'test/clock/clock.test.ts',
      'test/selection/apportion.test.ts',
      'test/eligibility/*.test.ts',
      'test/registrations/nik.test.ts',
      'test/registrations/person-keys.test.ts',
      'test/draw/seed.test.ts',
      'test/rates/bands.test.ts',
      'test/statistics/pearson.test.ts',
    ],
  },
  // Schemas are made when a file is loaded, so each of their mutants runs all tests anew.
  plans: {
    mutate: ['shared/beacon/chain.ts', 'shared/waves/plan.ts'],
    tests: ['test/beacon/chain.test.ts', 'test/waves/plan.test.ts'],
  },
  rates: {
    mutate: ['shared/rates/{planned-rates,rate-counts,selection-rates}.ts', 'shared/statistics/{chi-square,mantel-haenszel}.ts'],
    tests: ['test/rates/*.test.ts', 'test/statistics/*.test.ts'],
  },
  draw: {
    mutate: ['shared/draw/{draw,entrants}.ts', 'shared/selection/province-places.ts'],
    tests: ['test/draw/{properties,entrants,vectors,household-counts}.test.ts', 'test/selection/province-places.test.ts'],
  },
  // Apart from the draw: instrumented, the three tables of 65,536 numbers that each order clears would take most of its tests' time.
  // test/draw/at-scale.test.ts is in neither: order.test.ts asks the same of fewer entries, and the vectors name every winner.
  order: {
    mutate: ['shared/draw/{order,ticket}.ts'],
    tests: ['test/draw/{order,vectors}.test.ts'],
  },
};

/** Which part vitest's own configuration is to run the tests of. */
export const PART_VARIABLE = 'GELOMBANG_STRYKER_PART';
