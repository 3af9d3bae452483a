import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { factsOf } from '#shared/beacon/chain.ts';
import { jwkSet } from '#shared/tokens/public-keys.ts';
import { copyOf, edit, editLines, type Forgery, linesOf, republish } from '../support/forged-evidence.ts';
import { usePublishedWaves } from '../support/published-wave.ts';

const waves = usePublishedWaves();

/** The command as a process. Whatever it is given, nobody is shown a stack. */
function verify(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['verify/main.ts', ...args], { encoding: 'utf8' });
  expect(stdout + stderr).not.toMatch(/^\s+at |node:internal|\w*Error:/m);
  return { status, stdout, stderr };
}

/** A copy on disk of the large wave with changes in it, next to the operator's keys. */
function folderWith(name: string, change: (files: Forgery) => void): string {
  const files = copyOf(waves.large.files);
  change(files);
  return folderOf(name, files);
}

function folderOf(name: string, files: Forgery): string {
  const folder = join(waves.folder, 'copies', name, '2020-04');
  for (const [file, bytes] of files) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), bytes);
  }
  writeFileSync(join(folder, '..', 'jwks.json'), JSON.stringify(jwkSet([waves.signingKey])));
  return folder;
}

describe('npm run verify', () => {
  test('ends without a word when its reader has seen enough', () => {
    const command = `"${process.execPath}" verify/main.ts "${join(waves.folder, 'evidence')}" | true; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
    expect([stdout.trim(), stderr]).toEqual(['1', '']);
  });

  test('says of honest waves that they hold, exit code 0', () => {
    const both = verify(join(waves.folder, 'evidence'));
    expect([both.status, both.stderr]).toEqual([0, '']);
    expect(both.stdout).toContain('2020-04\n  ok    plan         wave 2020-04: 30 places');
    expect(both.stdout).toContain('\nOf 2020-05: its randomness is of a TEST CHAIN, so it was a trial, no public draw.\nAll 2');
    expect(both.stdout.endsWith('All 2 draws hold.\n')).toBe(true);
    expect(both.stdout).not.toContain('FAIL');
    const one = verify(join(waves.folder, 'evidence', '2020-05'));
    expect([one.status, one.stdout.split('\n').at(-2)]).toEqual([0, 'The draw holds.']);
  });

  test('names the file in which a bit was flipped, exit code 1', () => {
    const folder = folderWith('flipped', (files) =>
      edit(files, 'winners.csv', (text) => text.replace(/[0-9a-f](?=,31)/, (digit) => (digit === '0' ? '1' : '0'))),
    );
    const { status, stdout, stderr } = verify(folder);
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(/^ {2}FAIL {2}draw {9}winners\.csv has "/m);
    expect(stdout).toMatch(/^ {2}- {5}results {6}not checked: the draw does not hold$/m);
    expect(stdout.endsWith('The draw does NOT hold: 2020-04.\n')).toBe(true);
  });

  test('says that a download is cut off, exit code 1, for people and for programs', () => {
    const folder = folderWith('cut', (files) => edit(files, 'commitment.json', (text) => text.slice(0, 5_000)));
    const { status, stdout } = verify(folder);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^ {2}FAIL {2}commitment {3}commitment\.json is not JSON \(cut off\?\)$/m);
    const json = verify(folder, '--json');
    expect([json.status, json.stderr]).toEqual([1, '']);
    expect(JSON.parse(json.stdout)).toMatchObject({
      holds: false,
      waves: [{ wave: '2020-04', holds: false, checks: expect.arrayContaining([expect.objectContaining({ state: 'fails' })]) }],
    });
  });

  test('goes on with the other waves when one does not hold', () => {
    cpSync(join(waves.folder, 'evidence'), join(waves.folder, 'one-bad'), { recursive: true });
    rmSync(join(waves.folder, 'one-bad', '2020-04', 'draw.json'));
    const { status, stdout } = verify(join(waves.folder, 'one-bad'));
    expect(status).toBe(1);
    expect(stdout.endsWith('1 of 2 draws do NOT hold: 2020-04.\n')).toBe(true);
  });

  test('tells a mistake at the keyboard in one sentence on stderr, exit code 1', () => {
    const evidence = join(waves.folder, 'evidence');
    const empty = join(waves.folder, 'empty');
    mkdirSync(empty, { recursive: true });
    const mistakes: [string[], RegExp][] = [
      [[], /^Which evidence\? /],
      [['/no/such/folder'], /^\/no\/such\/folder is neither a URL nor a folder/],
      [['http://'], /^http:\/\/ is not a whole URL/],
      [[empty], /holds no evidence/],
      [['--wrong', evidence], /^Unknown option '--wrong'/],
      [[evidence, '--keys'], /--keys/],
      [[evidence, '--keys', '/no/such/file'], /^The key set \/no\/such\/file is not there/],
      [['--receipt', 'x'], /^--receipt and --evidence belong together/],
      [['--receipt', 'x', '--evidence', evidence, 'more'], /^--receipt and --evidence belong together/],
      [['--receipt', 'x', '--evidence', evidence], /holds several waves/],
      [
        ['--receipt', '/no/such/receipt', '--evidence', join(evidence, '2020-04')],
        /^That is neither a receipt nor a file with one/,
      ],
      [['--receipt', waves.large.people[0]!.manageToken, '--evidence', join(evidence, '2020-04')], /^That is the manage token/],
    ];
    for (const [args, sentence] of mistakes) {
      const { status, stdout, stderr } = verify(...args);
      expect([status, stdout, stderr.split('\n').length], args.join(' ')).toEqual([1, '', 2]);
      expect(stderr).toMatch(sentence);
    }
  });

  test('shows its help, exit code 0', () => {
    const { status, stdout } = verify('--help');
    expect(status).toBe(0);
    expect(stdout).toContain('npm run verify -- --receipt');
  });
});

describe('npm run verify -- --receipt', () => {
  test('tells of an entry, given as text or as a file, exit code 0', () => {
    const { receipt, entryId } = waves.small.people[3]!;
    const file = join(waves.folder, 'receipt.txt');
    writeFileSync(file, `${receipt}\n`);
    for (const given of [receipt, file]) {
      const { status, stdout } = verify('--receipt', given, '--evidence', join(waves.folder, 'evidence', '2020-05'));
      expect([status, stdout]).toEqual([0, expect.stringContaining(`Entry ${entryId} is in the committed file entrants/`)]);
    }
  });

  test('proves an omission, exit code 1', async () => {
    const files = copyOf(waves.large.files);
    const [file] = [...files].find(([name, bytes]) => name.startsWith('entrants/') && bytes.length > 0)!;
    const entryId = linesOf(files, file)[0]!.slice(0, 32);
    editLines(files, file, (lines) => lines.slice(1));
    const signatureOf = (round: number) => waves.relay.round(round)!;
    await republish(
      files,
      { signingKey: waves.signingKey, chain: factsOf(waves.chain), signatureOf },
      { rounds: [{ struckOut: [] }] },
    );
    const folder = folderOf('omitted', files);
    const { receipt } = waves.large.people.find((person) => person.entryId === entryId)!;
    const { status, stdout } = verify('--receipt', receipt, '--evidence', folder);
    expect([status, stdout]).toEqual([1, expect.stringMatching(/^PROOF OF OMISSION/)]);
    expect(JSON.parse(verify('--receipt', receipt, '--evidence', folder, '--json').stdout)).toMatchObject({ verdict: 'omitted' });
    expect(verify(folder).status).toBe(0);
  });
});
