import { randomUUID } from 'node:crypto';
import { existsSync, globSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { REPOSITORY } from './repository.ts';
import { UsageError } from './usage-error.ts';

/** Where the bundle of a function lies: `.build/functions/<name>/index.mjs`, export `handler`. */
export const BUNDLES = join(REPOSITORY, '.build', 'functions');
const METAFILE = join(REPOSITORY, '.build', 'meta.json');

/** One set of options for everything that is deployed or compared with it. The AWS SDK is bundled: what was tested is what runs. */
export const BUNDLE_OPTIONS = {
  absWorkingDir: REPOSITORY,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  legalComments: 'none',
  charset: 'utf8',
  outExtension: { '.js': '.mjs' },
  metafile: true,
  write: false,
  logLevel: 'silent',
} as const satisfies BuildOptions;

// An ES module has no `require`, which a CommonJS dependency needs for Node's own modules.
const REQUIRE = Buffer.from(
  `import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);\n`,
);

export type Bundle = { readonly path: string; readonly contents: Uint8Array };

/** Runs esbuild; gives `require` to just those outputs that ask for it. Throws a UsageError that names the first broken source. */
export async function runBundler(options: BuildOptions): Promise<{ bundles: Bundle[]; metafile: Metafile }> {
  const result = await build({ ...options, ...BUNDLE_OPTIONS }).catch((error: unknown) => {
    throw asUsageError(error);
  });
  const bundles = result.outputFiles.map(({ path, contents }) => {
    const imports = result.metafile.outputs[relative(REPOSITORY, path)]?.imports ?? [];
    const asks = imports.some(({ kind, external }) => kind === 'require-call' && external);
    return { path, contents: asks ? Buffer.concat([REQUIRE, contents]) : contents };
  });
  return { bundles, metafile: result.metafile };
}

/** Bundles every `functions/<name>/handler.ts` in one go, and returns the names. Same sources, same bytes. */
export async function bundleFunctions(): Promise<string[]> {
  const handlers = globSync('functions/*/handler.ts', { cwd: REPOSITORY }).sort();
  if (handlers.length === 0) throw new UsageError('There is nothing to bundle: no functions/<name>/handler.ts was found.');

  const { bundles, metafile } = await runBundler({
    entryPoints: Object.fromEntries(handlers.map((handler) => [join(nameOf(handler), 'index'), handler])),
    outdir: BUNDLES,
  });
  for (const { path, contents } of bundles) await replace(path, contents);
  await replace(METAFILE, JSON.stringify(metafile));
  const names = handlers.map(nameOf);
  for (const left of globSync('*', { cwd: BUNDLES }))
    if (!names.includes(left)) await rm(join(BUNDLES, left), { recursive: true, force: true });
  return names;
}

/** Replaces a file as a whole, since another synthesis of the same clone may be reading it. */
async function replace(path: string, contents: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = join(dirname(METAFILE), `${randomUUID()}.draft`);
  await writeFile(draft, contents);
  await rename(draft, path);
}

/** The folder of a function's bundle. Throws a UsageError where there is none. */
export function bundleOf(functionName: string): string {
  const folder = join(BUNDLES, functionName);
  if (!existsSync(join(folder, 'index.mjs'))) {
    throw new UsageError(`The stack names a function "${functionName}", but there is no functions/${functionName}/handler.ts.`);
  }
  return folder;
}

function nameOf(handler: string): string {
  return dirname(relative('functions', handler));
}

/** A broken source as the one sentence that names it. */
export function asUsageError(error: unknown): unknown {
  const first = (error as { errors?: { text: string; location?: { file: string; line: number } | null }[] }).errors?.[0];
  if (!first) return error;
  const where = first.location ? ` (${first.location.file}, line ${first.location.line})` : '';
  return new UsageError(`Bundling failed: ${first.text}${where}.`);
}
