/**
 * `npm run bundle-sizes [-- --write]`: bytes of every function's bundle, the hot path first, next to the smallest handler that could be said to
 * register somebody (hot-path/bare-handler.ts). Bytes do not depend on the machine. `--write` makes the hot path's the new baseline, against which
 * test/infra/bundle.test.ts holds it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLES, bundleFunctions, runBundler } from '#infra/bundle.ts';
import { runCommand } from '#infra/usage-error.ts';
import { flagsFrom } from '../support/command-line.ts';
import { count, table } from './bench-script.ts';

export const HOT_PATH = 'register';
export const BASELINE = new URL('./hot-path/bundle-baseline.json', import.meta.url);

if (import.meta.main) await runCommand(main);

async function main(): Promise<void> {
  const { write } = flagsFrom({ write: { type: 'boolean' } });
  const { bundles } = await runBundler({ entryPoints: ['test/bench/hot-path/bare-handler.ts'], outfile: 'bare-put.mjs' });
  const bare = bundles[0]?.contents.length ?? 0;
  const names = (await bundleFunctions()).sort((a, b) => Number(b === HOT_PATH) - Number(a === HOT_PATH) || a.localeCompare(b));
  const bytesOf = new Map(names.map((name) => [name, readFileSync(join(BUNDLES, name, 'index.mjs')).length]));

  if (write) writeFileSync(BASELINE, `${JSON.stringify({ [HOT_PATH]: bytesOf.get(HOT_PATH) })}\n`);
  const rows = [...bytesOf, ['(bare put)', bare] as const].map(([name, bytes]) => [name, count(bytes), (bytes / bare).toFixed(2)]);
  process.stdout.write(`${table(['function', 'bytes', 'of a bare put'], rows)}\n`);
}
