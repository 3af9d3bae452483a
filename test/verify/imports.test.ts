import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** What a source imports, types aside: they are gone when it runs. */
function importsOf(path: string): string[] {
  const source = readFileSync(path, 'utf8');
  const statements = source.matchAll(/^(?:import|export)\s(?!type\s)(?:[^'"]*?\sfrom\s)?\s*['"]([^'"]+)['"]/gm);
  const dynamic = source.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g);
  return [...statements, ...dynamic].map(([, name]) => name as string);
}

/** All that the two commands pull in: files of the project by their path, packages by their name. */
function reachable(): { files: Set<string>; packages: Set<string> } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (path: string) => {
    const name = relative(ROOT, path);
    if (files.has(name)) return;
    expect(existsSync(path), name).toBe(true);
    files.add(name);
    for (const imported of importsOf(path)) {
      if (imported.startsWith('.')) visit(join(path, '..', imported));
      else if (imported.startsWith('#')) visit(join(ROOT, imported.slice(1)));
      else packages.add(imported);
    }
  };
  visit(join(ROOT, 'verify/main.ts'));
  visit(join(ROOT, 'verify/audit/main.ts'));
  return { files, packages };
}

test('the verifier stands apart from what it judges: no store, no AWS, no wrapper, no CDK', () => {
  const { files, packages } = reachable();
  expect(files.size).toBeGreaterThan(25);
  expect(files).toContain('shared/draw/draw.ts');
  expect(files).toContain('shared/audit/audit-entry.ts');
  const system = [...files].filter(
    (name) => !/^(?:verify|shared)\//.test(name) || name.endsWith('-store.ts') || name.startsWith('shared/lambda/'),
  );
  expect(system).toEqual([]);
  const allowed = /^(?:node:[\w/]+|zod\/mini|jose|cli-progress|@noble\/(?:curves|hashes)\/[\w.-]+)$/;
  expect([...packages].filter((name) => !allowed.test(name))).toEqual([]);
});
