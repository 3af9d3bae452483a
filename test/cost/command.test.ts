import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

function run(file: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('npm run cost prints the bill, and as JSON nothing but one object', () => {
  const asked = ['--registrations', '10000000', '--places', '800000'];
  const text = run('cost/main.ts', ...asked);
  expect([text.status, text.stderr]).toEqual([0, '']);
  expect(text.stdout).toMatch(/in all\s+[\d,]+\.\d\d\n/);
  const json = run('cost/main.ts', ...asked, '--json', '--waves', '2');
  const bill = JSON.parse(json.stdout);
  expect(bill).toMatchObject({
    region: 'ap-southeast-3',
    waves: 2,
    wave: { registrations: 10_000_000, places: 800_000, reads: 48 },
  });
  expect(bill.terms.reduce((sum: number, { usd }: { usd: number }) => sum + usd, 0)).toBeCloseTo(bill.total, 6);
  expect(Object.keys(bill.prices).length).toBeGreaterThan(20);
});

test.each([
  [
    'cost/main.ts',
    ['--registrations', 'many', '--places', '1'],
    '--registrations takes a whole number from 1 to 1000000000, not "many".\n',
  ],
  ['cost/main.ts', ['--registrations', '5', '--places', '1', '--region', 'mars-1'], 'There are no prices for the region "mars-1"'],
  ['cost/scale-document.ts', ['--now'], 'Unknown argument "--now"; known is --check.\n'],
  ['test/bench/opening.ts', ['--seconds', '0'], '--seconds takes a whole number from 1 to 600, not "0".\n'],
  ['test/bench/opening.ts', ['--fast'], "Unknown option '--fast'; known are --small and --seconds <1 to 600>.\n"],
  ['test/bench/opening-model.ts', ['--fast'], "Unknown option '--fast'; known is --small.\n"],
  ['test/bench/step-costs.ts', ['--fast'], "Unknown option '--fast'; known is --small.\n"],
  ['test/bench/all.ts', ['--fast'], 'This was given --fast; it takes --only <value>, --small, and nothing else.\n'],
  ['test/bench/bundle-sizes.ts', ['--fast'], 'This was given --fast; it takes --write, and nothing else.\n'],
  ['test/bench/hot-path.ts', ['--rounds', 'many'], '--rounds takes a whole number from 1, not "many".\n'],
  ['test/bench/recount.ts', ['--entries', '0'], '--entries takes a whole number from 1, not "0".\n'],
  ['test/bench/draw-memory.ts', ['--entries', '1e3'], '--entries takes a whole number from 1, not "1e3".\n'],
  ['test/bench/write-units.ts', ['--fast'], 'This was given --fast; it takes no flags, and nothing else.\n'],
  [
    'test/mutants/run.ts',
    ['--fast'],
    'This was given --fast; it takes --only <value>, --list, --lanes <value>, and nothing else.\n',
  ],
])('%s %j: one sentence, and exit code 1', (file, args, sentence) => {
  const { status, stdout, stderr } = run(file, ...args);
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain(sentence);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});
