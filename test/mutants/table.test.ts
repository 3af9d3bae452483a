import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { staleness } from './mutant.ts';
import { MUTANTS } from './mutants.ts';

test.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))(
  '%s: its text is there once, and so are its tests',
  (_, mutant) => {
    const text = existsSync(mutant.file) ? readFileSync(mutant.file, 'utf8') : undefined;
    expect(staleness(mutant, text)).toBeUndefined();
    expect(mutant.tests.length).toBeGreaterThan(0);
    expect(mutant.tests.filter((file) => !existsSync(file))).toEqual([]);
  },
);

test('no two mutants have one name, and none takes out what another does', () => {
  expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
  expect(new Set(MUTANTS.map(({ file, find, replace }) => JSON.stringify([file, find, replace]))).size).toBe(MUTANTS.length);
});

test('a text that is absent, there twice, or replaced by itself is told', () => {
  const mutant = { name: '', file: 'a.ts', find: 'if (x)', replace: 'if (true)', tests: [] };
  expect(staleness(mutant, 'if (x) y();')).toBeUndefined();
  expect(staleness(mutant, 'if (z) y();')).toContain('0 times');
  expect(staleness(mutant, 'if (x) y(); if (x) z();')).toContain('2 times');
  expect(staleness(mutant, undefined)).toBe('a.ts is not there');
  expect(staleness({ ...mutant, replace: mutant.find }, 'if (x) y();')).toContain('nothing is changed');
});
