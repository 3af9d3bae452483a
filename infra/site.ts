import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { SIGN_IN_FILE } from '#web/shared/sign-in-file.ts';
import { asUsageError } from './bundle.ts';
import { PAGE_FUNCTION } from './page-function.ts';
import { REPOSITORY } from './repository.ts';
import { EVIDENCE_ORIGIN, SITE_HEADERS } from './site-headers.ts';

/** One file of the site: its path in an address, and what is said of it. */
export type SiteFile = { path: string; contentType: string; cacheControl: string; contents: Uint8Array };
/** What lies in `site.json`, in the order in which files are put online: what a page loads before the page. */
export type SiteManifest = {
  headers: Record<string, string>;
  /** What stands in the headers for the origin of the bucket of evidence. */
  evidenceOrigin: string;
  /** Paths that begin so are files; all others pass the function. */
  assets: string;
  pageFunction: string;
  /** One more file, whose content is an output of the stack. */
  signIn: { path: string; output: string; contentType: string; cacheControl: string };
  files: { path: string; file: string; contentType: string; cacheControl: string }[];
};

/** Below the cloud assembly. */
export const SITE_FOLDER = 'site';
export const SITE_MANIFEST = 'site.json';
/** The output that holds the content of `SIGN_IN_FILE`. */
export const SIGN_IN_FILE_OUTPUT = 'OfficersSignIn';
/** Where the files lie that pages load. */
export const ASSETS = '/assets/';
/** What the bucket calls the file of the path `/`. */
export const ROOT_OBJECT = 'index.html';

/** The name changes with the content, so that a copy never grows old. */
const FOREVER = 'public, max-age=31536000, immutable';
/** Asked for anew by each browser; the edge may answer for a minute, since a crowd comes in one. */
const MINUTE_AT_THE_EDGE = 'public, max-age=0, s-maxage=60, must-revalidate';

/** The scripts of the pages, by the name of the page. */
const SCRIPTS = {
  home: 'web/applicant/home.tsx',
  register: 'web/applicant/register.tsx',
  result: 'web/applicant/result.tsx',
  check: 'web/public/check.tsx',
  waves: 'web/public/waves.tsx',
  draw: 'web/public/draw.tsx',
  places: 'web/public/places.tsx',
  signIn: 'web/officer/sign-in.tsx',
  officers: 'web/officer/overview.tsx',
  plan: 'web/officer/plan/plan.tsx',
  proposals: 'web/officer/plan/proposals.tsx',
  wave: 'web/officer/wave/wave.tsx',
  ledger: 'web/officer/ledger/ledger.tsx',
  appeals: 'web/officer/appeals/appeals.tsx',
  lists: 'web/officer/lists/lists.tsx',
  partners: 'web/officer/partners/partners.tsx',
  audit: 'web/officer/audit/audit.tsx',
};
/** The scripts that pages run beside themselves. */
const WORKERS = { check: 'web/public/recount-worker.ts', lists: 'web/officer/lists/survey-worker.ts' };
/** Style sheets: of every page, and beside it of the pages whose scripts lie below a folder. */
const STYLE = 'web/shared/site.css';
const MORE_STYLES: Record<string, readonly string[]> = {
  'web/public/': ['web/shared/charts/charts.css', 'web/public/public.css'],
  'web/officer/': ['web/shared/charts/charts.css', 'web/officer/officer.css'],
};

const SIGN_IN: SiteManifest['signIn'] = {
  path: SIGN_IN_FILE,
  output: SIGN_IN_FILE_OUTPUT,
  contentType: 'application/json',
  cacheControl: MINUTE_AT_THE_EDGE,
};

/** The verifier is the system's own, and asks `node:crypto` for digests: in a browser a library makes them. */
const NODE_CRYPTO: Plugin = {
  name: 'node-crypto',
  setup({ onResolve }) {
    onResolve({ filter: /^node:crypto$/ }, () => ({ path: join(REPOSITORY, 'web/public/node-crypto.ts') }));
  },
};

const OPTIONS = {
  absWorkingDir: REPOSITORY,
  bundle: true,
  format: 'esm',
  minify: true,
  legalComments: 'none',
  charset: 'utf8',
  metafile: true,
  write: false,
  logLevel: 'silent',
  jsx: 'automatic',
  jsxImportSource: 'preact',
} as const satisfies BuildOptions;

/** The page's own script and styles, and what the script loads at once. */
type Assets = { styles: string[]; script?: string; preload?: string[]; worker?: string };

/** Builds the site: scripts and style by esbuild, each page rendered to HTML. Same sources, same bytes. */
export async function buildSite(): Promise<SiteFile[]> {
  const browser = await build({
    ...OPTIONS,
    entryPoints: {
      ...SCRIPTS,
      'recount-worker': WORKERS.check,
      'survey-worker': WORKERS.lists,
      ...Object.fromEntries([STYLE, ...Object.values(MORE_STYLES).flat()].map((style) => [basename(style, '.css'), style])),
    },
    plugins: [NODE_CRYPTO],
    splitting: true,
    platform: 'browser',
    // Android 6 stops at Chrome 106; Safari 15 is of 2021.
    target: ['chrome100', 'firefox100', 'safari15'],
    outdir: join(REPOSITORY, '.build', 'site'),
    entryNames: 'assets/[name]-[hash]',
    chunkNames: 'assets/[name]-[hash]',
  }).catch((error: unknown) => {
    throw asUsageError(error);
  });
  const assets = browser.outputFiles.map(({ path, contents }) => ({
    path: `/${relative(join(REPOSITORY, '.build', 'site'), path)}`,
    contentType: path.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8',
    cacheControl: FOREVER,
    contents,
  }));
  const pages = (await renderPages((name) => assetsOf(name, browser.metafile))).map(({ path, html }) => ({
    path,
    contentType: 'text/html; charset=utf-8',
    cacheControl: MINUTE_AT_THE_EDGE,
    contents: Buffer.from(html),
  }));
  return [...assets, ...pages];
}

/** Writes the site below a cloud assembly, where the local runtime and the deployment find it. */
export async function writeSite(assembly: string, files: readonly SiteFile[]): Promise<void> {
  const folder = join(assembly, SITE_FOLDER);
  const listed: SiteManifest['files'] = [];
  for (const { path, contents, contentType, cacheControl } of files) {
    const file = createHash('sha256').update(path).digest('hex').slice(0, 16);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, file), contents);
    listed.push({ path, file, contentType, cacheControl });
  }
  const manifest: SiteManifest = {
    headers: SITE_HEADERS,
    evidenceOrigin: EVIDENCE_ORIGIN,
    assets: ASSETS,
    pageFunction: PAGE_FUNCTION,
    signIn: SIGN_IN,
    files: listed,
  };
  await writeFile(join(folder, SITE_MANIFEST), JSON.stringify(manifest, undefined, 2));
}

/** Runs the pages once, here, from a bundle of their own: Node takes no JSX. */
async function renderPages(assetsOfPage: (name: string) => Assets): Promise<{ path: string; html: string }[]> {
  const rendering = await build({
    ...OPTIONS,
    entryPoints: ['web/render.tsx'],
    platform: 'node',
    target: 'node24',
    outdir: dirname(join(REPOSITORY, '.build', 'render')),
  }).catch((error: unknown) => {
    throw asUsageError(error);
  });
  const source = Buffer.from(rendering.outputFiles[0]?.contents ?? []).toString('base64');
  const module = (await import(`data:text/javascript;base64,${source}`)) as {
    renderPages(assetsOf: typeof assetsOfPage): { path: string; html: string }[];
  };
  return module.renderPages(assetsOfPage);
}

function assetsOf(name: string, { outputs }: Metafile): Assets {
  const source = Object.hasOwn(SCRIPTS, name) ? SCRIPTS[name as keyof typeof SCRIPTS] : '';
  const more = Object.entries(MORE_STYLES).flatMap(([folder, of]) => (source.startsWith(folder) ? of : []));
  const styles = [STYLE, ...more].map((style) => outputOf(style, outputs).address);
  if (source === '') return { styles };
  const script = outputOf(source, outputs);
  const preload = script.imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => addressOf(path));
  const worker = Object.hasOwn(WORKERS, name) ? outputOf(WORKERS[name as keyof typeof WORKERS], outputs).address : undefined;
  return { styles, script: script.address, preload, ...(worker !== undefined && { worker }) };
}

function outputOf(entryPoint: string, outputs: Metafile['outputs']) {
  const [path, output] = Object.entries(outputs).find(([, one]) => one.entryPoint === entryPoint) ?? [];
  if (!path || !output) throw new Error(`esbuild has written nothing for ${entryPoint}`);
  return { address: addressOf(path), imports: output.imports };
}

/** esbuild names outputs from the repository's folder. */
function addressOf(output: string): string {
  return `/${relative(join('.build', 'site'), output)}`;
}
