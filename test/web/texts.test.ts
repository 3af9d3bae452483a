import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { saying, type Texts } from '#web/shared/text.ts';

const FILES = globSync('web/*/texts/*.ts').sort();
const SOURCES = globSync('web/**/*.{ts,tsx}')
  .filter((file) => !FILES.includes(file))
  .map((file) => readFileSync(file, 'utf8'));

/** Every table of texts, by its file and name. */
const tables = (
  await Promise.all(
    FILES.map(async (file) => {
      const module = (await import(/* @vite-ignore */ `../../${file}`)) as Record<string, Texts>;
      return Object.entries(module).map(([name, texts]) => ({ table: `${file} ${name}`, name, texts }));
    }),
  )
).flat();
const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([one]) => one).sort();

/** The same in both languages, and meant so. */
const SAME = new Set(['name', 'nik']);

test('there are texts to look at', () => {
  expect(tables.map(({ name }) => name).sort()).toEqual(
    [
      'ALL_WAVES',
      'APPEALS',
      'ATTEMPT_OUTCOMES',
      'AUDIT',
      'CHARTS',
      'CHECK',
      'CHECK_NAMES',
      'DRAW',
      'FORM',
      'FRAME',
      'HOME',
      'LEDGER',
      'LISTS',
      'LIST_NAMES',
      'OCCUPATION_NAMES',
      'OFFICER',
      'OVERVIEW',
      'PARTNERS',
      'PHASE_NAMES',
      'PLACES',
      'PLAN',
      'PRIVACY',
      'PROPOSALS',
      'PROPOSING',
      'REASON_NAMES',
      'RECEIPT',
      'RESULT',
      'RULE_LABELS',
      'SELECTION_ANSWERS',
      'SENDING',
      'SIGN_IN',
      'STEP_NAMES',
      'TOTAL_NAMES',
      'WAVE',
      'WAVES',
      'WAVE_STATES',
    ].sort(),
  );
});

test.each(tables)(
  '$table: each text is there in both languages, says something else in each, and asks for the same values',
  ({ texts }) => {
    for (const [name, { id, en }] of Object.entries(texts)) {
      for (const text of [id, en]) {
        expect(text.trim(), name).toBe(text);
        expect(text.length, name).toBeGreaterThan(1);
      }
      expect(placeholders(id), name).toEqual(placeholders(en));
      if (!SAME.has(name)) expect(id, name).not.toBe(en);
    }
  },
);

/** Whose names are those of something else, and looked up by them. */
const LOOKED_UP = [
  'PHASE_NAMES',
  'TOTAL_NAMES',
  'OCCUPATION_NAMES',
  'CHECK_NAMES',
  'ATTEMPT_OUTCOMES',
  'LIST_NAMES',
  'REASON_NAMES',
  'RULE_LABELS',
  'SELECTION_ANSWERS',
  'STEP_NAMES',
  'WAVE_STATES',
];

test.each(tables.filter(({ name }) => !LOOKED_UP.includes(name)))('$table: no text is left over', ({ name, texts }) => {
  const users = SOURCES.filter((source) => new RegExp(`\\b${name}\\b`).test(source));
  const unused = Object.keys(texts).filter((text) => !users.some((source) => new RegExp(`'${text}'`).test(source)));
  // A wave's state and the faults of fields are names of texts themselves.
  expect(unused.filter((text) => !['announced', 'open', 'closed', 'selecting', 'published'].includes(text))).toEqual([]);
});

test('a text that lacks a value is a defect, not a hole in a sentence', () => {
  const say = saying({ left: { id: 'Masih {left}', en: '{left} left' } }, 'en');
  expect(say('left', { left: '3 days' })).toBe('3 days left');
  expect(() => say('left')).toThrow('the text left lacks left');
});
