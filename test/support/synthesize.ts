import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The cloud assembly of the present sources. */
    assembly: string;
  }
}

/** Bundles and synthesizes once for all tests that run the template. */
export function setup(project: TestProject): () => void {
  const assembly = mkdtempSync(join(tmpdir(), 'gelombang-assembly-'));
  execFileSync(process.execPath, ['infra/synth.ts', '--output', assembly], {
    env: { ...process.env, CDK_VALIDATION: 'false' },
    stdio: 'pipe',
  });
  project.provide('assembly', assembly);
  return () => rmSync(assembly, { recursive: true, force: true });
}
