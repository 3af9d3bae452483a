/**
 * `npm run bench [-- --only hot-path,draw] [--small]`: runs the benchmarks one after the other and writes what they print to docs/bench.md, section by
 * section; those that were not run keep what they have. `--small` shows in a few minutes that each still runs, and writes nothing.
 *
 * The exit code is 1 when one of them found something wrong (other winners, a registration lost). A slow machine is not wrong.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { REPOSITORY } from '#infra/repository.ts';
import { runCommand, UsageError } from '#infra/usage-error.ts';
import { flagsFrom } from '../support/command-line.ts';

/** `plain` when it prints lines instead of Markdown. */
type Bench = { readonly title: string; readonly script: string; readonly small: readonly string[]; readonly plain?: true };

/** In the order of the report. A script prints its section, in Markdown, on stdout and its progress on stderr. */
const BENCHES: Readonly<Record<string, Bench>> = {
  'hot-path': { title: 'A registration against a bare put', script: 'hot-path.ts', small: ['--small'] },
  'bundle-sizes': { title: 'Bytes of the bundles', script: 'bundle-sizes.ts', small: [] },
  'write-units': { title: 'Write units', script: 'write-units.ts', small: [], plain: true },
  draw: { title: 'The draw against PostgreSQL 15', script: 'draw.ts', small: ['--small'] },
  'draw-memory': { title: 'Memory of a draw', script: 'draw-memory.ts', small: ['--entries', '200000'], plain: true },
  recount: { title: 'A stranger’s recount', script: 'recount.ts', small: ['--entries', '20000', '--runs', '1'], plain: true },
  selection: { title: 'A selection through the system', script: 'selection.ts', small: ['--small'] },
  opening: { title: 'An opening against the real functions', script: 'opening.ts', small: ['--small'] },
  'opening-model': { title: 'An opening on AWS, modelled', script: 'opening-model.ts', small: ['--small'] },
};
const HEAD = `# Benchmarks

Written by \`npm run bench\`, section by section. Ratios are of measurements taken in turns in one run and mean the same on another machine; absolute times do not.
What is not met stands here as it is. [docs/scale.md](scale.md) says what follows for AWS.
`;
const REPORT = fileURLToPath(new URL('../../docs/bench.md', import.meta.url));

await runCommand(async () => {
  const { names, small } = flags();
  let wrong = false;
  for (const name of names) {
    const bench = BENCHES[name] as Bench;
    process.stderr.write(`== ${name}\n`);
    const { code, printed } = await run(bench, small ? bench.small : []);
    if (code !== 0) wrong = true;
    process.stdout.write(`## ${bench.title}\n\n${printed}\n`);
    if (code !== 0) process.stderr.write(`${name} ended with ${code}: nothing of it is written down.\n`);
    else if (!small) writeDown(name, bench, printed);
  }
  process.exitCode = wrong ? 1 : 0;
});

function run({ script, plain }: Bench, args: readonly string[]): Promise<{ code: number; printed: string }> {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [...process.execArgv, file, ...args], {
    cwd: REPOSITORY,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code: code ?? 1, printed: plain ? `\`\`\`\n${printed.trimEnd()}\n\`\`\`` : printed.trimEnd() }),
    );
  });
}

/** Replaces a section of the report, or adds it, in the order of `BENCHES`. */
function writeDown(name: string, { title }: Bench, printed: string): void {
  const sections = new Map<string, string>();
  if (existsSync(REPORT))
    for (const [whole, of = ''] of readFileSync(REPORT, 'utf8').matchAll(/<!-- (\S+) -->\n[\s\S]*?(?=\n<!-- |$)/g))
      sections.set(of, whole.trimEnd());
  const when = `${new Date().toISOString().slice(0, 10)}, ${machine()}; \`npm run bench -- --only ${name}\``;
  sections.set(name, `<!-- ${name} -->\n## ${title}\n\n${printed}\n\n<sub>${when}</sub>`);
  const known = Object.keys(BENCHES).flatMap((of) => sections.get(of) ?? []);
  writeFileSync(REPORT, `${HEAD}\n${known.join('\n\n')}\n`);
}

/** Without a name of it: processors, memory, Node, and how busy it was with other things. */
function machine(): string {
  const gib = Math.round(totalmem() / 2 ** 30);
  const load = loadavg()[0]?.toFixed(1);
  return `${availableParallelism()} cores (${cpus()[0]?.model.trim()}), ${gib} GiB, Node ${process.versions.node}, load ${load}`;
}

function flags(): { names: string[]; small: boolean } {
  const values = flagsFrom({ only: { type: 'string' }, small: { type: 'boolean' } });
  const names = values.only === undefined ? Object.keys(BENCHES) : values.only.split(',');
  const unknown = names.filter((name) => !Object.hasOwn(BENCHES, name));
  if (unknown.length > 0)
    throw new UsageError(`There is no benchmark ${unknown.join(', ')}; known are ${Object.keys(BENCHES).join(', ')}.`);
  return { names, small: values.small === true };
}
