#!/usr/bin/env node
/**
 * `npm run demo`, `npm start` and `npm test` are each the first thing a newcomer types after `git clone`, on whatever Node the
 * machine has. This file therefore uses nothing but old Node: it installs the locked packages when they are missing or stale,
 * and hands over to Node 24 (the Lambda runtime), which is one of those packages.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const LAMBDA_NODE_MAJOR = 24;

const commands = {
  demo: ['demo/main.ts'],
  pictures: ['demo/pictures.ts'],
  start: ['infra/local/main.ts', 'start'],
  token: ['infra/local/main.ts', 'token'],
  officer: ['officer/main.ts'],
  verify: ['verify/main.ts'],
  'verify-audit': ['verify/audit/main.ts'],
  synth: ['infra/synth.ts'],
  'bundle-sizes': ['test/bench/bundle-sizes.ts'],
  bench: ['test/bench/all.ts'],
  'bench-hot-path': ['test/bench/hot-path.ts'],
  'write-units': ['test/bench/write-units.ts'],
  'bench-recount': ['test/bench/recount.ts'],
  'bench-draw': ['test/bench/draw.ts'],
  'bench-draw-memory': ['test/bench/draw-memory.ts'],
  'bench-opening': ['test/bench/opening.ts'],
  'step-costs': ['test/bench/step-costs.ts'],
  'bench-opening-model': ['test/bench/opening-model.ts'],
  'bench-selection': ['test/bench/selection.ts'],
  mutants: ['test/mutants/run.ts'],
  stryker: ['test/stryker/command.ts'],
  test: ['node_modules/vitest/vitest.mjs', 'run'],
  'test:kills': ['test/kills/command.ts'],
  fuzz: ['test/support/fuzz-command.ts'],
  'test:chaos': ['test/chaos/run.ts'],
  typecheck: [
    'node_modules/typescript/bin/tsc',
    '--build',
    'tsconfig.json',
    'web/tsconfig.json',
    'web/public/tsconfig.json',
    'test/web/tsconfig.json',
    '--noEmit',
  ],
  lint: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'],
  format: ['node_modules/@biomejs/biome/bin/biome', 'check', '--write'],
  ledger: ['ledger/main.ts'],
  cost: ['cost/main.ts'],
  'scale-document': ['cost/scale-document.ts'],
  preflight: ['infra/preflight.ts'],
  lists: ['lists/main.ts'],
  deploy: ['infra/deploy.ts'],
};

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function installWhenStale() {
  const stamp = join(root, 'node_modules', '.gelombang-installed');
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  process.stderr.write('Installing the locked packages (once; half a minute or so) ...\n');
  // stdout is kept for the command itself: what npm says goes to stderr.
  const npm = spawnSync('npm', ['ci', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) fail('`npm ci` failed (see above): the packages could not be installed, so nothing was run.');
  writeFileSync(stamp, lock);
}

/** The path of a Node of the Lambda runtime's major version: the packaged one, or the machine's own where it is one. */
function lambdaNode() {
  const packaged = [`node-${process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`]
    .map((name) => join(root, 'node_modules', name, 'bin', 'node'))
    .find(existsSync);
  const candidate = packaged ?? process.execPath;
  const version = spawnSync(candidate, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? 'unknown';
  if (!version.startsWith(`v${LAMBDA_NODE_MAJOR}.`)) {
    fail(
      `Node ${LAMBDA_NODE_MAJOR} is needed (the Lambda runtime) and ${version} was found: install Node ${LAMBDA_NODE_MAJOR} for ${process.platform}-${process.arch}.`,
    );
  }
  return candidate;
}

const [name, ...rest] = process.argv.slice(2);
if (!Object.hasOwn(commands, name ?? '')) fail(`Unknown command "${name ?? ''}"; known are: ${Object.keys(commands).join(', ')}.`);

installWhenStale();
const node = lambdaNode();
const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...commands[name], ...rest], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PATH: `${dirname(node)}:${process.env.PATH}` },
});
// Ctrl-C reaches the child through the terminal's process group; a signal sent to this process alone is passed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
