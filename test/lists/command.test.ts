import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MOST_LIST_BYTES } from '#shared/lists/list-lines.ts';
import { nik } from '../support/people.ts';
import { type System, startSystem } from '../support/running-system.ts';

const folder = mkdtempSync(join(tmpdir(), 'gelombang-lists-'));
const NIKS = Array.from({ length: 4_500 }, (_, at) => nik(at + 1));
let system: System;
let token: string;

beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00Z');
  token = await system.runtime.token('officer');
});
afterAll(async () => {
  await system?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** `npm run lists -- ...` as a process. Nobody is shown a stack, and no NIK of any file. */
async function lists(args: string[], environment: Record<string, string> = { GELOMBANG_TOKEN: token }) {
  const env = { ...process.env, GELOMBANG_TOKEN: '', ...environment };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'lists/main.ts', ...args], { env });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => (said.stdout += text));
  child.stderr.on('data', (text) => (said.stderr += text));
  const status = await new Promise<number | null>((done) => child.on('close', done));
  expect(said.stdout + said.stderr).not.toMatch(/^\s+at |node:internal|\w*Error:/m);
  expect(said.stdout + said.stderr).not.toMatch(/(?<!\d)\d{15,17}(?!\d)/);
  return { status, ...said };
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const importing = (path: string, more: string[] = [], list = 'aid-2020-08') =>
  lists(['import', '--url', system.runtime.url, '--list', list, '--kind', 'aid', '--as-of', '2020-08-01', ...more, path]);
const versions = async () =>
  ((await system.send('GET', '/v1/lists', { token })).json['versions'] as { list: string }[]).map(({ list }) => list);

describe('a list', () => {
  test('in quotation marks, with CRLF, a byte order mark, a heading and two lines again is imported whole, and shown', async () => {
    const text = `\uFEFF"nik"\r\n${[...NIKS, ...NIKS.slice(0, 2)].map((of) => `"${of}"\r\n`).join('')}`;
    const sha256 = createHash('sha256').update(text).digest('hex');
    const path = file('right.csv', text);
    const done = await importing(path, ['--lines', '4503', '--sha256', sha256.toUpperCase()]);
    const sentence = `aid-2020-08@1 (aid) as of 2020-08-01: 4500 people in 4503 lines, 2 of its lines again; SHA-256 ${sha256}\n`;
    expect(done).toMatchObject({ status: 0, stdout: sentence });
    expect(done.stderr).toMatch(/^reading: \d+ of \d+ bytes\nimporting: 3 of 3 chunks\n$/);

    expect(await importing(path)).toMatchObject({ status: 0, stdout: `There already: ${sentence}` });
    expect(await lists(['show', '--url', system.runtime.url])).toMatchObject({ status: 0, stdout: sentence });
    const on = (day: string) => lists(['show', '--url', system.runtime.url, '--on', day]);
    expect(await on('2020-08-31')).toMatchObject({ status: 0, stdout: sentence });
    expect(await on('2020-07-31')).toMatchObject({ status: 0, stdout: 'No list was in force on 2020-07-31.\n' });
  });

  test.each<[string, string | Uint8Array, string[], RegExp]>([
    ['that is empty', '', [], /^The file is empty: nothing was imported\.$/m],
    ['of a heading alone', 'nik\n', [], /^The file names nobody: nothing was imported\.$/m],
    [
      'with fewer lines than announced',
      `${NIKS[0]}\n`,
      ['--lines', '2'],
      /^The file has 1 lines, and 2 were announced \(cut off\?\)/m,
    ],
    [
      'of another digest',
      `${NIKS[0]}\n`,
      ['--sha256', '0'.repeat(64)],
      /^The file's SHA-256 is [0-9a-f]{64}, and another was announced/m,
    ],
    [
      'cut off in the midst of a line',
      `${NIKS[0]}\n${NIKS[1]!.slice(0, 9)}`,
      [],
      /^1 line is no NIK, so nothing was imported:\n {2}line 2: The line has fewer than 16 digits\.$/m,
    ],
    ['with names beside', `${NIKS[0]},Siti\n`, [], /^ {2}line 1: The line has more than one column\.$/m],
    ['in UTF-16', Buffer.from(`${NIKS[0]}\n`, 'utf16le'), [], /^ {2}line 1: The line has something else than digits\.$/m],
    [
      'with line ends of old',
      NIKS.map((of) => `${of}\r`)
        .join('')
        .repeat(3),
      [],
      /^The lines from 1 on are too long for NIKs/m,
    ],
  ])('%s is refused in a sentence, and nothing is stored', async (_, content, more, said) => {
    const done = await importing(file('wrong.csv', content), more, 'wrong');
    expect([done.status, done.stdout]).toEqual([1, '']);
    expect(done.stderr).toMatch(said);
    expect(await versions()).not.toContain('wrong');
  });

  test('of ten gigabytes is refused before it is read', async () => {
    const path = file('huge.csv', '');
    truncateSync(path, 10_000_000_000);
    const done = await importing(path, [], 'huge');
    expect([done.status, done.stderr]).toEqual([
      1,
      `The file has 10000000000 bytes, and ${MOST_LIST_BYTES} are the most that are taken: nothing was imported.\n`,
    ]);
  });

  test('of a day that has not come, or of another kind, is refused in the words of the API', async () => {
    const path = file('one.csv', `${NIKS[0]}\n`);
    const future = await importing(path, ['--as-of', '2020-08-09'], 'future');
    expect([future.status, future.stderr]).toEqual([
      1,
      expect.stringMatching(/answers 422: [^\n]+\n {2}\/asOf: This day has not come/),
    ]);
    const other = await importing(path, ['--kind', 'priority']);
    expect([other.status, other.stderr]).toEqual([
      1,
      expect.stringMatching(/answers 409: There is a list of that name already, of another kind/),
    ]);
  });
});

describe('the command', () => {
  test('says how it is used', async () => {
    expect(await lists(['--help'])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('npm run lists -- import'),
      stderr: '',
    });
  });

  const right = ['import', '--list', 'aid', '--kind', 'aid', '--as-of', '2020-08-01'];
  test.each<[string[], RegExp]>([
    [[], /import or show/],
    [['forget'], /import or show/],
    [['import', '--list', nik(1), 'x.csv'], /--list takes a name/],
    [['import', '--list', 'aid', '--kind', 'help', 'x.csv'], /--kind takes one of/],
    [['import', '--list', 'aid', '--kind', 'aid', 'x.csv'], /--as-of takes a day/],
    [['import', '--list', 'aid', '--kind', 'aid', '--as-of', '2020-02-30', 'x.csv'], /--as-of takes a day/],
    [[...right, '--lines', '0', 'x.csv'], /--lines takes a whole number/],
    [[...right, '--sha256', 'abc', 'x.csv'], /--sha256 takes 64 hex digits/],
    [right, /Which file\?/],
    [[...right, 'a.csv', 'b.csv'], /Which file\?/],
    [[...right, join(folder, 'none.csv')], /can't be read \(ENOENT\)/],
    [[...right, folder], /That is no file/],
    [['show', '--on', 'today'], /--on takes a day/],
    [['show', '--url', 'somewhere'], /--url takes the address/],
    [['show', '--colour'], /See --help/],
  ])('refuses %j with one sentence and exit code 1', async (args, said) => {
    const { status, stdout, stderr } = await lists(args, { GELOMBANG_TOKEN: 'x' });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^[^\n]+\.\n$/);
    expect(stderr).toMatch(said);
  });

  test('asks for a token, and says when it is not valid', async () => {
    expect(await lists(['show'], {})).toMatchObject({ status: 1, stderr: expect.stringContaining('Whose token?') });
    const refused = await lists(['show', '--url', system.runtime.url, '--token', 'x']);
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining('answers 401') });
  });
});
