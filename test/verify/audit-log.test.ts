import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditEntry } from '#shared/audit/audit-entry.ts';
import type { AuditHeads } from '#shared/evidence/documents.ts';
import { headsAt } from '#verify/audit/published-heads.ts';
import { auditSourceAt, keptIn } from '#verify/audit/source.ts';
import { verifyLog } from '#verify/audit/verify-log.ts';
import { chainOf, OPENING, rewritten } from '../support/audit-chain.ts';

const ACTS = chainOf('officers', 6);
const OPENED = chainOf('openings-3f', 3, OPENING);
/** Published with two certificates, the second after more had been done. */
const HEADS: AuditHeads[] = [
  { waveId: '2020-04', chains: [{ chain: 'officers', entries: 2, head: ACTS[1]!.hash }] },
  {
    waveId: '2020-05',
    chains: [
      { chain: 'officers', entries: 5, head: ACTS[4]!.hash },
      { chain: 'openings-3f', entries: 2, head: OPENED[1]!.hash },
    ],
  },
];

const root = mkdtempSync(join(tmpdir(), 'gelombang-audit-'));
let number = 0;
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A folder of the log's pages, each as the route answers it. */
function folderOf(...pages: { chain: string; entries: unknown[]; next?: number }[]): string {
  const folder = join(root, String(number++));
  mkdirSync(folder);
  for (const [at, page] of pages.entries()) writeFileSync(join(folder, `${page.chain}-${at}.json`), JSON.stringify(page));
  return folder;
}

const log = (acts: unknown[], opened: unknown[] = OPENED) =>
  folderOf({ chain: 'officers', entries: acts }, { chain: 'openings-3f', entries: opened });

async function faultsOf(place: string, heads = HEADS) {
  const findings = await verifyLog(await auditSourceAt(place, undefined), heads);
  return findings.flatMap(({ fault }) => (fault ? [fault] : []));
}

describe('a whole log', () => {
  test('that nobody has touched holds, in pages too, in whatever order they lie there', async () => {
    const findings = await verifyLog(await auditSourceAt(log(ACTS), undefined), HEADS);
    expect(findings).toHaveLength(257);
    expect(findings.filter(({ fault }) => fault)).toEqual([]);
    expect(findings[0]).toEqual({ chain: 'officers', entries: 6, unfinished: 6, heads: 2 });
    expect(findings.find(({ chain }) => chain === 'openings-3f')).toMatchObject({ entries: 3, unfinished: 0, heads: 1 });
    const pages = folderOf(
      { chain: 'officers', entries: ACTS.slice(4) },
      { chain: 'openings-3f', entries: OPENED },
      { chain: 'officers', entries: ACTS.slice(0, 4), next: 4 },
    );
    expect(await faultsOf(pages)).toEqual([]);
  });

  type Tampering = [name: string, place: () => string, chain: string, number: number, fault: RegExp];
  const changed = (entry: AuditEntry): AuditEntry => ({ ...entry, actor: 'another' });
  const tampered: Tampering[] = [
    ['a changed field', () => log(ACTS.with(2, changed(ACTS[2]!))), 'officers', 3, /was changed/],
    ['a removed entry', () => log(ACTS.toSpliced(2, 1)), 'officers', 3, /is missing: number 4/],
    ['swapped entries', () => log(ACTS.with(2, ACTS[3]!).with(3, ACTS[2]!)), 'officers', 3, /is missing: number 4/],
    ['an end cut off below a published head', () => log(ACTS.slice(0, 4)), 'officers', 5, /ends with number 4/],
    ['everything cut off', () => log([]), 'officers', 2, /ends with number 0/],
    ['an end written anew below a published head', () => log(rewritten(ACTS, 4, changed)), 'officers', 5, /another entry than/],
    ['all of it written anew', () => log(rewritten(ACTS, 1, changed)), 'officers', 2, /another entry than/],
    ['an opening taken out and the rest written anew', () => log(ACTS, OPENED.slice(0, 1)), 'openings-3f', 2, /ends with number 1/],
    ['a chain left out', () => folderOf({ chain: 'officers', entries: ACTS }), 'openings-3f', 2, /ends with number 0/],
    ['a field too many', () => log(ACTS.with(2, { ...ACTS[2]!, nik: 'x' } as AuditEntry)), 'officers', 3, /form of an entry: nik/],
    ['a field of another form', () => log(ACTS.with(2, { ...ACTS[2]!, waveId: 'A' })), 'officers', 3, /form of an entry: waveId/],
    ['something that is no entry', () => log([...ACTS.slice(0, 2), 7]), 'officers', 3, /form of an entry/],
    [
      'a page that says there is more',
      () => folderOf({ chain: 'officers', entries: ACTS, next: 6 }, { chain: 'openings-3f', entries: OPENED }),
      'officers',
      7,
      /is not here, although officers goes on/,
    ],
  ];
  test.each(tampered)('with %s is told by chain and number', async (_, place, chain, at, fault) => {
    expect(await faultsOf(place())).toEqual([{ chain, number: at, fault: expect.stringMatching(fault) }]);
  });

  test('is held against the heads that lie at a place: a file, a wave, or a folder of waves', async () => {
    const waves = join(root, 'waves');
    for (const heads of HEADS) {
      mkdirSync(join(waves, heads.waveId), { recursive: true });
      writeFileSync(join(waves, heads.waveId, 'audit-heads.json'), JSON.stringify(heads));
    }
    mkdirSync(join(waves, 'another'));
    expect((await headsAt(waves)).toSorted((left, right) => left.waveId.localeCompare(right.waveId))).toEqual(HEADS);
    expect(await headsAt(join(waves, '2020-05'))).toEqual([HEADS[1]]);
    expect(await headsAt(join(waves, '2020-04', 'audit-heads.json'))).toEqual([HEADS[0]]);
    await expect(headsAt(join(waves, 'another'))).rejects.toThrow('nor a folder that holds one');
  });
});

describe('one chain', () => {
  test('is kept as it was answered, and what was kept before stays', async () => {
    const folder = join(root, 'kept');
    const source = { chains: ['officers'], read: async () => ACTS };
    expect(await (await keptIn(folder, source)).read('officers')).toEqual(ACTS);
    const later = await keptIn(folder, { ...source, read: async () => rewritten(ACTS, 1, (entry) => ({ ...entry, actor: 'x' })) });
    await expect(later.read('officers')).rejects.toThrow('is there already');
    expect(await (await auditSourceAt(folder, undefined)).read('officers')).toEqual(ACTS);
  });

  test('of a file is held against the heads of that chain alone', async () => {
    const file = join(folderOf({ chain: 'openings-3f', entries: OPENED }), 'openings-3f-0.json');
    const findings = await verifyLog(await auditSourceAt(file, undefined), HEADS);
    expect(findings).toEqual([{ chain: 'openings-3f', entries: 3, unfinished: 0, heads: 1 }]);
  });
});

describe('a server', () => {
  let server: Server;
  let url: string;
  let answer: (path: string, response: ServerResponse) => void;
  const asked: (string | undefined)[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.headers.authorization);
      answer(request.url ?? '', response);
    }).listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/audit`;
  });
  afterAll(() => void server.close());

  test('is read page by page with the token, to the end', async () => {
    asked.splice(0);
    answer = (path, response) => {
      const after = Number(new URL(path, url).searchParams.get('after'));
      const entries = ACTS.slice(after, after + 2);
      response.end(JSON.stringify({ chain: 'officers', entries, ...(after + 2 < ACTS.length && { next: after + 2 }) }));
    };
    const source = await auditSourceAt(`${url}/officers`, 'secret');
    expect(source.chains).toEqual(['officers']);
    expect(await source.read('officers')).toEqual(ACTS);
    expect(asked).toEqual(['Bearer secret', 'Bearer secret', 'Bearer secret']);
    expect((await auditSourceAt(`${url}/`, 'secret')).chains).toHaveLength(257);
  });

  test.each<[string, object, RegExp]>([
    ['answers another chain', { chain: 'openings-00', entries: [] }, /answers the chain openings-00/],
    ['never comes to an end', { chain: 'officers', entries: [], next: 0 }, /never comes to its end/],
    ['answers something else', { waves: [] }, /form of its specification/],
  ])('that %s is told', async (_, page, fault) => {
    answer = (_path, response) => void response.end(JSON.stringify(page));
    await expect((await auditSourceAt(`${url}/officers`, undefined)).read('officers')).rejects.toThrow(fault);
  });
});

describe('npm run verify-audit', () => {
  function run(...args: string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['verify/audit/main.ts', ...args], { encoding: 'utf8' });
    expect(stdout + stderr).not.toMatch(/^\s+at |node:internal|\w*Error:/m);
    return { status, stdout, stderr };
  }

  test('says what holds and what does not in one line each, and says it when there was nothing to hold it against', () => {
    const heads = join(root, 'heads.json');
    writeFileSync(heads, JSON.stringify(HEADS[1]));
    expect(run(log(ACTS), '--heads', heads)).toEqual({
      status: 0,
      stdout:
        '  ok    officers     6 entries, 6 acts without an outcome, 1 published heads stand in it\n' +
        '  ok    openings     3 entries, 1 published heads stand in it, in one chain\n' +
        'The audit log holds.\n',
      stderr: '',
    });
    const { status, stdout } = run(log(ACTS.slice(0, 4), OPENED.with(1, { ...OPENED[1]!, actor: 'x' })));
    expect([status, stdout.split('\n').slice(1)]).toEqual([
      1,
      [
        '  ok    openings     0 entries, 0 published heads stand in it, in 0 chains',
        '  FAIL  openings-3f  number 2 was changed: its hash is not that of its fields',
        '  -     heads        not checked: name published ones by --heads',
        'The audit log does NOT hold: openings-3f.',
        '',
      ],
    ]);
  });

  test('tells a mistake at the keyboard in one sentence on stderr, exit code 1, and shows its help', () => {
    const folder = log(ACTS);
    const cut = join(root, 'cut.json');
    writeFileSync(cut, '{"chain":"off');
    const mistakes: [string[], RegExp][] = [
      [[], /^Which log\? /],
      [[folder, folder], /^Which log\? /],
      [['/no/such/log'], /^\/no\/such\/log is neither a URL nor/],
      [[cut], /is not JSON \(cut off\?\)/],
      [[folder, '--heads', '/no/such/heads'], /^\/no\/such\/heads is no audit-heads\.json/],
      [[folder, '--save', join(root, 'saved')], /^--save keeps what a URL answers/],
      [[folder, '--wrong'], /^Unknown option '--wrong'/],
    ];
    for (const [args, sentence] of mistakes) {
      const { status, stdout, stderr } = run(...args);
      expect([status, stdout, stderr.split('\n').length], args.join(' ')).toEqual([1, '', 2]);
      expect(stderr).toMatch(sentence);
    }
    expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('npm run verify-audit --') });
  });
});
