import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { takeDataFolder, writeWhole } from '#infra/local/data-folder.ts';
import { temporaryFolder } from './fixture-assembly.ts';

test('what a killed process was writing is gone once the folder is taken again, and what it had written stays', () => {
  const folder = temporaryFolder();
  const killed = takeDataFolder(folder);
  writeWhole(killed.drafts, killed.at('buckets', 'evidence', 'plan.json'), 'whole');
  writeFileSync(join(killed.drafts, '1234-5'), 'ha');
  killed.release();
  const { drafts, at, release } = takeDataFolder(folder);
  expect(existsSync(drafts)).toBe(false);
  writeWhole(drafts, at('buckets', 'evidence', 'plan.json'), 'whole again');
  expect(readFileSync(at('buckets', 'evidence', 'plan.json'), 'utf8')).toBe('whole again');
  expect([readdirSync(drafts), readdirSync(at('buckets', 'evidence'))]).toEqual([[], ['plan.json']]);
  release();
});

test('a write that fails leaves no draft', () => {
  const { drafts, at, release } = takeDataFolder(temporaryFolder());
  mkdirSync(at('taken'));
  expect(() => writeWhole(drafts, at('taken'), 'text')).toThrow();
  expect(readdirSync(drafts)).toEqual([]);
  release();
});
