import { describe, expect, test } from 'vitest';
import { signingKeyOf } from '#shared/tokens/signing-key.ts';
import type { Finding } from '#verify/findings.ts';
import { verifyWave } from '#verify/verify-wave.ts';
import { copyOf, edit, editLines, type Forgery, jsonOf, linesOf, sign, sourceOf } from '../support/forged-evidence.ts';
import { type Files, usePublishedWaves } from '../support/published-wave.ts';

const waves = usePublishedWaves();
const STRANGER = signingKeyOf(Buffer.alloc(32, 9));

function recount(files: Files): Promise<readonly Finding[]> {
  return verifyWave(sourceOf(files), { keys: [waves.signingKey], from: 'jwks.json' });
}

async function tamperedWith(change: (files: Forgery) => void | Promise<void>): Promise<readonly Finding[]> {
  const files = copyOf(waves.large.files);
  await change(files);
  return recount(files);
}

const failing = (findings: readonly Finding[]) => findings.filter(({ state }) => state === 'fails').map(({ check }) => check);

/** Names of two shards whose files hold several lines in the large wave, of entrants or exclusions. */
function shardsOf(kind: 'entrants' | 'exclusions'): string[] {
  const files = [...waves.large.files].filter(([name, bytes]) => name.startsWith(`${kind}/`) && bytes.length > 0);
  return files
    .map(([name]) => name)
    .sort((left, right) => waves.large.files.get(right)!.length - waves.large.files.get(left)!.length);
}

/** A word in which one letter or digit is another one: still of the same form (a hex digit stays one, or only the form would be refused), and still UTF-8. */
function flip(files: Forgery, file: string, near: string | RegExp, at = 0): void {
  edit(files, file, (text) => {
    const found = text.search(near);
    if (found < 0) throw new Error(`${file} has no ${near}`);
    const position = found + at;
    const bit = 'af'.includes(text.charAt(position)) ? 2 : 1;
    return text.slice(0, position) + String.fromCharCode(text.charCodeAt(position) ^ bit) + text.slice(position + 1);
  });
}

const files = {
  entrants: () => shardsOf('entrants')[0]!,
  otherEntrants: () => shardsOf('entrants')[1]!,
  exclusions: () => shardsOf('exclusions')[0]!,
  results: () => shardsOf('entrants')[0]!.replace('entrants', 'results'),
};

type Case = [name: string, change: (of: Forgery) => void | Promise<void>, fails: string[], names: () => string];
const cases: Case[] = [
  ['a bit of the plan', (of) => flip(of, 'plan.json', /"places": 30/, 11), ['plan'], () => 'plan.json'],
  ['a bit of the plan that leaves no JSON', (of) => flip(of, 'plan.json', /\{/), ['plan'], () => 'plan.json'],
  ['a bit of a plan version', (of) => flip(of, 'plans/1.json', /"places": 30/, 11), ['plan'], () => 'plans/1.json'],
  [
    'a bit of the commitment',
    (of) => flip(of, 'commitment.json', /"registered": \d/, 14),
    ['signatures', 'exclusions', 'files'],
    () => 'commitment.json',
  ],
  [
    'a bit of a digest in the commitment',
    (of) => flip(of, 'commitment.json', `${files.entrants()}": "`, files.entrants().length + 4),
    ['signatures', 'entrants', 'files'],
    () => 'commitment.json',
  ],
  [
    'a bit of the drawn signature',
    (of) => flip(of, 'draw.json', /"signature": "/, 20),
    ['signatures', 'beacon'],
    () => 'draw.json',
  ],
  ['a bit of the randomness', (of) => flip(of, 'draw.json', /"randomness": "/, 20), ['signatures', 'beacon'], () => 'draw.json'],
  ['a bit of the seed', (of) => flip(of, 'draw.json', /"seed": "/, 20), ['signatures', 'seed', 'certificate'], () => 'draw.json'],
  ['a bit of the time of the draw', (of) => flip(of, 'draw.json', /"drawnAt": "/, 33), ['signatures', 'files'], () => 'draw.json'],
  ["a bit of an entrant's id", (of) => flip(of, files.entrants(), /^/, 31), ['entrants', 'files'], files.entrants],
  ["a bit of an entrant's priority", (of) => flip(of, files.entrants(), /^/, 36), ['entrants', 'files'], files.entrants],
  ["a bit of an entrant's form", (of) => flip(of, files.entrants(), /^/, 32), ['entrants', 'files'], files.entrants],
  ['a bit of a refused entry', (of) => flip(of, files.exclusions(), /^/, 31), ['exclusions', 'files'], files.exclusions],
  ['a bit of a rule', (of) => flip(of, files.exclusions(), /,/, 5), ['exclusions', 'files'], files.exclusions],
  ['a bit of a result', (of) => flip(of, files.results(), /,/, 1), ['results', 'files'], files.results],
  ["a bit of a result's state", (of) => flip(of, files.results(), /selected/, 3), ['results', 'files'], files.results],
  [
    'a bit of the selection rates',
    (of) => flip(of, 'selection-rates.json', /"leftOut": /, 11),
    ['rates', 'files'],
    () => 'selection-rates.json',
  ],
  ['a bit of a winner', (of) => flip(of, 'winners.csv', /,/, 4), ['signatures', 'draw', 'files'], () => 'winners.csv'],
  [
    'a bit of the certificate',
    (of) => flip(of, 'certificate.json', /"awarded": 30/, 11),
    ['signatures', 'places'],
    () => 'certificate.json',
  ],
  [
    'a bit of a cut-off',
    (of) => flip(of, 'certificate.json', /"cutOff": "/, 15),
    ['signatures', 'places'],
    () => 'certificate.json',
  ],
  [
    "a bit of the head of the officers' acts",
    (of) => flip(of, 'audit-heads.json', /"head": "/, 20),
    ['signatures', 'audit', 'files'],
    () => 'audit-heads.json',
  ],
  [
    'a bit of a head of openings',
    (of) => flip(of, 'audit-heads.json', /openings-..",\s+"entries": 1,\s+"head": "/, 60),
    ['signatures', 'files'],
    () => 'audit-heads.json',
  ],
  [
    'a bit of the attempts',
    (of) => flip(of, 'attempts.jsonl', /"beganAt":"/, 25),
    ['signatures', 'attempts'],
    () => 'attempts.jsonl',
  ],
  [
    "a bit of the attempts' outcome",
    (of) => flip(of, 'attempts.jsonl', /published/),
    ['signatures', 'attempts'],
    () => 'attempts.jsonl',
  ],
  ...[
    'plan.json',
    'plans/1.json',
    'plans/2.json',
    'commitment.json',
    'draw.json',
    'winners.csv',
    'audit-heads.json',
    'certificate.json',
    'attempts.jsonl',
  ].flatMap((file): Case[] => [
    [`a bit of the signature of ${file}`, (of) => flip(of, `${file}.jws`, /\.\./, 40), ['signatures'], () => `${file}.jws`],
    [
      `an unused bit at the end of the signature of ${file}`,
      // The last of 86 letters holds two bits of the signature; the next letter of the alphabet has the same two.
      (of) =>
        edit(of, `${file}.jws`, (text) => `${text.slice(0, -2)}${String.fromCharCode(text.charCodeAt(text.length - 2) + 1)}\n`),
      ['signatures'],
      () => `${file}.jws`,
    ],
    [
      `no line end after the signature of ${file}`,
      (of) => edit(of, `${file}.jws`, (text) => text.trim()),
      ['signatures'],
      () => `${file}.jws`,
    ],
    [
      `a bit of the header of the signature of ${file}`,
      (of) => flip(of, `${file}.jws`, /^/, 20),
      ['signatures'],
      () => `${file}.jws`,
    ],
    [`no signature of ${file}`, (of) => void of.delete(`${file}.jws`), ['signatures'], () => `${file}.jws`],
  ]),
  ['a removed entrant', (of) => editLines(of, files.entrants(), (lines) => lines.slice(1)), ['entrants', 'files'], files.entrants],
  [
    'a removed refusal',
    (of) => editLines(of, files.exclusions(), (lines) => lines.slice(1)),
    ['exclusions', 'files'],
    files.exclusions,
  ],
  [
    'a removed winner',
    (of) => editLines(of, 'winners.csv', (lines) => lines.filter((_, at) => at !== 4)),
    ['signatures', 'draw', 'files'],
    () => 'winners.csv',
  ],
  [
    'the last winner removed',
    (of) => editLines(of, 'winners.csv', (lines) => lines.slice(0, -1)),
    ['signatures', 'draw', 'files'],
    () => 'winners.csv',
  ],
  [
    'a removed attempt',
    (of) => editLines(of, 'attempts.jsonl', (lines) => lines.slice(1)),
    ['signatures', 'attempts'],
    () => 'attempts.jsonl',
  ],
  [
    'the last attempt removed',
    (of) => editLines(of, 'attempts.jsonl', (lines) => lines.slice(0, 1)),
    ['signatures', 'attempts'],
    () => 'attempts.jsonl',
  ],
  ['two entrants files swapped', (of) => swap(of, files.entrants(), files.otherEntrants()), ['entrants', 'files'], files.entrants],
  [
    'winners of another wave, with their signature',
    (of) => foreign(of, 'winners.csv', 'winners.csv.jws'),
    ['signatures', 'draw', 'files'],
    () => 'winners.csv',
  ],
  ['the plan of another wave', (of) => foreign(of, 'plan.json'), ['plan'], () => 'plan.json'],
  ['the plan of another wave, with its signature', (of) => foreign(of, 'plan.json', 'plan.json.jws'), ['plan'], () => 'plan.json'],
  [
    'the plan of another wave, with its signature and versions',
    (of) => {
      foreign(of, 'plan.json', 'plan.json.jws', 'plans/1.json', 'plans/1.json.jws');
      of.delete('plans/2.json');
      of.delete('plans/2.json.jws');
    },
    ['commitment'],
    () => 'plan.json',
  ],
  [
    'an entrants file cut in the middle of a line',
    (of) => edit(of, files.entrants(), (text) => text.slice(0, -20)),
    ['entrants', 'files'],
    files.entrants,
  ],
  [
    'an entrants file cut at a line end',
    (of) => edit(of, files.entrants(), (text) => text.slice(0, -57)),
    ['entrants', 'files'],
    files.entrants,
  ],
  ['an entrants file of no bytes', (of) => edit(of, files.entrants(), () => ''), ['entrants', 'files'], files.entrants],
  [
    'an exclusions file cut in the middle of a line',
    (of) => edit(of, files.exclusions(), (text) => text.slice(0, -5)),
    ['exclusions', 'files'],
    files.exclusions,
  ],
  [
    'winners cut in the middle of a line',
    (of) => edit(of, 'winners.csv', (text) => text.slice(0, -7)),
    ['signatures', 'draw', 'files'],
    () => 'winners.csv',
  ],
  [
    'winners without the last line end',
    (of) => edit(of, 'winners.csv', (text) => text.slice(0, -1)),
    ['signatures', 'draw', 'files'],
    () => 'winners.csv',
  ],
  [
    'a result cut in the middle of a line',
    (of) => edit(of, files.results(), (text) => text.slice(0, -5)),
    ['results', 'files'],
    files.results,
  ],
  ...Object.entries({
    'plan.json': ['plan'],
    'plans/1.json': ['plan'],
    'commitment.json': ['commitment'],
    'draw.json': ['signatures', 'beacon'],
    'certificate.json': ['signatures', 'certificate'],
    'attempts.jsonl': ['signatures', 'attempts'],
  }).map(
    ([file, fails]): Case => [
      `${file} cut in half`,
      (of) => edit(of, file, (text) => text.slice(0, text.length / 2)),
      fails,
      () => file,
    ],
  ),
  ...Object.entries({
    'plan.json': ['plan'],
    'plans/1.json': ['plan'],
    'commitment.json': ['signatures', 'files'],
    'draw.json': ['signatures', 'files'],
    'certificate.json': ['signatures'],
    'attempts.jsonl': ['signatures'],
    'winners.csv': ['signatures', 'draw', 'files'],
  }).map(
    ([file, fails]): Case => [
      `CRLF in ${file}`,
      (of) => edit(of, file, (text) => text.replaceAll('\n', '\r\n')),
      fails,
      () => file,
    ],
  ),
  [
    'CRLF in an entrants file',
    (of) => edit(of, files.entrants(), (text) => text.replaceAll('\n', '\r\n')),
    ['entrants', 'files'],
    files.entrants,
  ],
  [
    'CRLF in an exclusions file',
    (of) => edit(of, files.exclusions(), (text) => text.replaceAll('\n', '\r\n')),
    ['exclusions', 'files'],
    files.exclusions,
  ],
  [
    'CRLF in a results file',
    (of) => edit(of, files.results(), (text) => text.replaceAll('\n', '\r\n')),
    ['results', 'files'],
    files.results,
  ],
  [
    'an entrant twice in a file',
    (of) => editLines(of, files.entrants(), ([first = '', ...more]) => [first, first, ...more]),
    ['entrants', 'files'],
    files.entrants,
  ],
  [
    'a winner twice',
    (of) => editLines(of, 'winners.csv', (lines) => [...lines, lines.at(-1)!]),
    ['signatures', 'draw', 'files'],
    () => 'winners.csv',
  ],
  [
    'a refusal twice',
    (of) => editLines(of, files.exclusions(), ([first = '', ...more]) => [first, first, ...more]),
    ['exclusions', 'files'],
    files.exclusions,
  ],
  [
    'an entrant in two files',
    (of) => editLines(of, files.otherEntrants(), (lines) => [...lines, linesOf(of, files.entrants())[0]!].sort()),
    ['entrants', 'files'],
    files.otherEntrants,
  ],
  [
    'a signature by another key under the published id',
    (of) => sign(of, { ...STRANGER, keyId: waves.signingKey.keyId }, '2020-04', 'certificate.json'),
    ['signatures'],
    () => 'certificate.json.jws',
  ],
  [
    'a signature by a key that nobody knows',
    (of) => sign(of, STRANGER, '2020-04', 'draw.json'),
    ['signatures'],
    () => 'draw.json.jws',
  ],
  [
    'the signature of another file',
    (of) => void of.set('draw.json.jws', of.get('plan.json.jws')!),
    ['signatures'],
    () => 'draw.json.jws',
  ],
  [
    'the same file signed for another wave',
    (of) => sign(of, waves.signingKey, '2020-05', 'winners.csv'),
    ['signatures'],
    () => 'winners.csv.jws',
  ],
  ...Object.entries({
    'plan.json': ['plan'],
    'plans/1.json': ['plan'],
    'commitment.json': ['commitment'],
    'draw.json': ['signatures', 'beacon'],
    'winners.csv': ['signatures', 'draw', 'files'],
    'audit-heads.json': ['signatures', 'audit', 'files'],
    'certificate.json': ['signatures', 'certificate'],
    'attempts.jsonl': ['signatures', 'attempts'],
  }).map(([file, fails]): Case => [`no ${file}`, (of) => void of.delete(file), fails, () => file]),
  ['no entrants file', (of) => void of.delete(files.entrants()), ['entrants', 'files'], files.entrants],
  ['no exclusions file', (of) => void of.delete(files.exclusions()), ['exclusions', 'files'], files.exclusions],
  ['no results file', (of) => void of.delete(files.results()), ['results', 'files'], files.results],
];

function swap(of: Forgery, left: string, right: string): void {
  const [first, second] = [of.get(left)!, of.get(right)!];
  of.set(left, second).set(right, first);
}

function foreign(of: Forgery, ...names: string[]): void {
  for (const name of names) of.set(name, waves.small.files.get(name)!);
}

describe('an honest wave', () => {
  test('holds in every check', async () => {
    for (const { files: honest } of [waves.large, waves.small]) {
      const findings = await recount(honest);
      expect(findings.filter(({ state }) => state !== 'holds')).toEqual([]);
      expect(findings).toHaveLength(15);
    }
  });

  test('is one in which each of the things happened that can be tampered with', () => {
    const { rounds, provinces, unfilled } = jsonOf<{
      rounds: { struckOut: string[] }[];
      provinces: Record<string, { spilledIn: number }>;
      unfilled: number;
    }>(waves.large.files, 'certificate.json');
    expect(rounds.map(({ struckOut }) => struckOut.length)).toEqual([4, 0]);
    expect([provinces['31']!.spilledIn > 0, unfilled]).toEqual([true, 0]);
    expect(new Set(linesOf(waves.large.files, 'winners.csv').map((line) => line.split(',')[3]))).toEqual(new Set(['a', 'b', 'c']));
  });
});

describe('a copy that is not what was published', () => {
  test.each(cases)('%s', async (_, change, fails, names) => {
    const findings = await tamperedWith(change);
    expect(failing(findings)).toEqual(fails);
    const told = findings.filter(({ state }) => state === 'fails').map(({ sentence }) => sentence);
    expect(told.join('\n')).toContain(names());
    expect(told.join('\n')).not.toMatch(/^\s+at |Error:/m);
  });
});
