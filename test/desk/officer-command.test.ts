import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS } from '#officer/commands.ts';
import { SHARDS } from '#shared/shards.ts';
import { aPartner } from '../partners/a-partner.ts';
import { applicant, nik } from '../support/people.ts';
import { evidenceFile, planBody, type System, startSystem, untilPublished } from '../support/running-system.ts';

type Run = { code: number; stdout: string; stderr: string };
const folder = mkdtempSync(join(tmpdir(), 'gelombang-officer-'));
const tokens: Record<string, string> = {};
let system: System;

/** The command as somebody types it, with a token of one person in one role. */
async function officer(who: string, ...args: string[]): Promise<Run> {
  const { GELOMBANG_TOKEN: _, GELOMBANG_URL: __, ...inherited } = process.env;
  const env = { ...inherited, GELOMBANG_URL: system.runtime.url, ...(tokens[who] && { GELOMBANG_TOKEN: tokens[who] }) };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'officer/main.ts', ...args], { env });
  const text = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (part: string) => {
      text[stream] += part;
    });
  const [code] = (await once(child, 'close')) as [number];
  expect(text.stdout + text.stderr).not.toMatch(/^\s+at |node:internal|\w*Error:/m);
  return { code, ...text };
}

async function signIn(): Promise<void> {
  tokens['siti'] = await system.runtime.token(['officer', 'approver'], 'siti');
  tokens['budi'] = await system.runtime.token('approver', 'budi');
  tokens['auditor'] = await system.runtime.token('auditor');
}
/** @returns its id */
async function proposed(run: Promise<Run>): Promise<string> {
  const { code, stdout, stderr } = await run;
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^[0-9a-f]{32} {2}pending /);
  return stdout.slice(0, 32);
}

beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00Z');
  await signIn();
});
afterAll(async () => {
  await system?.stop();
  rmSync(folder, { recursive: true });
});

describe('npm run officer', () => {
  const file = join(folder, 'plan.json');
  const plan = planBody({ places: 2, byProvince: 'national', refills: 2, reserved: 1 });

  test('proposes the plan in a file, lets somebody else approve it and its maker not, and shows all of it', async () => {
    writeFileSync(file, JSON.stringify({ waveId: '2020-04', ...plan }));
    const id = await proposed(officer('siti', 'plan', file));
    expect(await proposed(officer('siti', 'plan', file))).toBe(id);
    expect(await officer('siti', 'approve', id)).toEqual({
      code: 1,
      stdout: '',
      stderr: 'A proposal is decided by somebody else than who made it. (403)\n',
    });
    const approved = await officer('budi', 'approve', id);
    expect(approved).toMatchObject({ code: 0, stdout: expect.stringMatching(/^2020-04 is announced: it opens at 2020-08-08T05/) });
    expect((await officer('budi', 'approve', id)).stdout).toBe(approved.stdout);
    const listed = await officer('siti', 'proposals', '--json');
    expect(JSON.parse(listed.stdout)).toMatchObject([{ proposalId: id, state: 'approved', outcome: 'announced', body: plan }]);
    expect((await officer('siti', 'proposals', '--state', 'pending')).stdout).toBe('Nothing is proposed.\n');
    expect((await officer('auditor', 'proposals', id)).stdout).toContain('"places": 2');
    expect((await officer('siti', 'plan', file)).stdout).toMatch(/^The wave stands so already/);
  });

  test('proposes to extend, moving the beacon by as much; what is rejected stays as it was', async () => {
    system.advanceTo('2020-08-08T05:00:00Z');
    for (const number of [1, 2, 3])
      await system.send('POST', '/v1/waves/2020-04/registrations', {
        body: applicant({
          nik: nik(number),
          kk: `317405120315000${number}`,
          birthDate: number === 3 ? '2015-01-01' : '1990-01-01',
        }),
      });
    const id = await proposed(officer('siti', 'extend', '2020-04', '--closes-at', '2020-08-10T12:00:00+07:00'));
    const { json } = await system.send('GET', `/v1/proposals/${id}`, { token: tokens['siti']! });
    expect(json['body']).toMatchObject({ closesAt: '2020-08-10T05:00:00.000Z', beacon: { at: '2020-08-10T05:10:00.000Z' } });
    expect((await officer('budi', 'reject', id)).stderr).toMatch(/^Why\? --reason is one of wrong-dates, /);
    expect((await officer('budi', 'reject', id, '--reason', 'my own')).stderr).toMatch(/\(422\)\n {2}\/reason: /);
    expect(await officer('budi', 'reject', id, '--reason', 'wrong-dates')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/rejected .* by local-budi, wrong-dates\n$/),
    });
    expect((await officer('budi', 'approve', id)).stderr).toBe('This proposal was decided otherwise before. (409)\n');
    expect((await system.send('GET', '/v1/waves/2020-04')).json['closesAt']).toBe(plan.closesAt);
  });

  test('watches a wave until it is published, a line for each change when nobody looks at a screen', {
    timeout: 120_000,
  }, async () => {
    expect((await officer('siti', 'report', '2020-04')).stdout).toMatch(/^wave +2020-04, open\nplaces +2\nregistered +3\n$/);
    expect((await officer('', 'export', '2020-04', 'winners')).stderr).toBe(
      'There are no results of a wave 2020-04, or not yet.\n',
    );
    system.advanceTo('2020-08-09T05:00:31Z');
    await signIn();
    const watching = officer('siti', 'watch', '2020-04', '--every', '1', '--json');
    await untilPublished(system, '2020-04');
    const { code, stdout } = await watching;
    const states = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).state);
    expect([code, states.at(-1)]).toEqual([0, 'published']);
    expect((await officer('siti', 'report', '2020-04')).stdout).toMatch(/\nexcluded +1 by .*\nawarded +2\nunfilled +0\n/s);
  });

  test('exports the published lists as certified, whole or not at all', async () => {
    const winners = `position,entryId,province,phase,round\n${evidenceFile(system.runtime, '2020-04', 'winners.csv')}`;
    expect(await officer('', 'export', '2020-04', 'winners')).toEqual({ code: 0, stdout: winners, stderr: '' });
    for (const [name, columns, lines] of [
      ['results', 'entryId,position,state', 2],
      ['exclusions', 'entryId,rule', 1],
    ] as const) {
      const out = join(folder, `${name}.csv`);
      expect(await officer('', 'export', '2020-04', name, '--out', out)).toMatchObject({ code: 0, stdout: '' });
      const files = SHARDS.map((shard) => evidenceFile(system.runtime, '2020-04', `${name}/${shard}.csv`) ?? '').join('');
      expect(readFileSync(out, 'utf8')).toBe(`${columns}\n${files}`);
      expect(files.trim().split('\n')).toHaveLength(lines);
      expect((await officer('', 'export', '2020-04', name, '--out', out)).stderr).toBe(
        `${out} is there already, and is not replaced.\n`,
      );
    }
  });

  test('proposes the partner in a file, and more of it is not registered before somebody else approves', async () => {
    const pijar = join(folder, 'pijar.json');
    writeFileSync(pijar, JSON.stringify({ partnerId: 'pijar', ...aPartner('pijar').body }));
    const id = await proposed(officer('siti', 'register-partner', pijar));
    expect((await officer('siti', 'approve', id)).stderr).toMatch(/\(403\)\n$/);
    const partners = async () => (await system.send('GET', '/v1/partners', { token: tokens['siti']! })).json['partners'];
    expect(await partners()).toEqual([]);
    expect(await officer('budi', 'approve', id)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('approved  register-partner'),
    });
    expect(await partners()).toMatchObject([{ partnerId: 'pijar', state: 'active', proposalId: id }]);
    expect((await officer('siti', 'register-partner', join(folder, 'nothing.json'))).stderr).toMatch(/there is no such file\.\n$/);
    writeFileSync(pijar, JSON.stringify({ partnerId: 'pijar', name: 'Pijar', keys: [], state: 'active' }));
    expect((await officer('siti', 'register-partner', pijar)).stderr).toMatch(/\(422\)\n {2}\/keys: /);
  });

  test('proposes to stop revocations, and prints the log of it all', async () => {
    const id = await proposed(officer('siti', 'stop-revocations', '2020-04', '--reason', 'complaints'));
    expect((await officer('budi', 'approve', id)).stdout).toMatch(/stop-revocations 2020-04 .* by local-budi, done\n$/);
    const again = await officer('siti', 'stop-revocations', '2020-04', '--reason', 'other');
    expect(again).toMatchObject({ code: 1, stderr: 'That is how it stands already. (409)\n' });
    await proposed(officer('siti', 'resume-revocations', '2020-04'));
    const log = (await officer('auditor', 'audit')).stdout;
    expect(log).toContain(
      `local-siti (approver)  approve 2020-04, proposal ${log.match(/proposal ([0-9a-f]{32}): proposed/)![1]}: ownProposal\n`,
    );
    expect(log).toContain(`local-budi (approver)  approve proposal ${id}: done\n`);
    const last = (await officer('auditor', 'audit', '--after', '5')).stdout.split('\n')[0];
    expect(last).toMatch(/^ {5}6 {2}2020-08-08/);
  });

  test.each<[string, string, string[], RegExp]>([
    ['an unknown command', 'siti', ['nothing'], /^There is no command "nothing"; known are: plan, /],
    ['a file that is not there', 'siti', ['plan', '/nowhere.json'], /^\/nowhere\.json can't be read: there is no such file\.$/],
    ['too few operands', 'siti', ['approve'], /^It is: npm run officer -- approve <proposalId>\. See approve --help\.$/],
    ['an unknown option', 'siti', ['report', 'x', '--fast'], /^Unknown option '--fast'.* See --help\.$/],
    ['an option that the command has not', '', ['export', 'x', 'winners', '--json'], /^Unknown option '--json'/],
    [
      'an instant that is none',
      'siti',
      ['extend', '2020-04', '--closes-at', 'noon'],
      /^--closes-at takes an instant with its offset/,
    ],
    [
      'a list that is none',
      '',
      ['export', '2020-04', 'losers'],
      /^There is no list "losers"; known are: winners, exclusions, results\.$/,
    ],
    ['no address', 'siti', ['report', 'x', '--url', 'here'], /^--url takes the address of an API, not "here"\.$/],
    ['nobody there', 'siti', ['report', 'x', '--url', 'http://127.0.0.1:1'], /^http:\/\/127\.0\.0\.1:1 does not answer: .*\.$/],
    [
      'no token for another machine',
      '',
      ['report', 'x', '--url', 'https://example.invalid'],
      /^Whose token\? Give --token or GELOMBANG_TOKEN/,
    ],
    ['a role that may not', 'budi', ['plan', join(folder, 'plan.json')], /^This token does not allow that\. \(403\)$/],
    ['a wave that is not there', 'siti', ['report', 'nowhere'], /^There is no such wave\. \(404\)$/],
    ['a token that is none', 'siti', ['report', 'x', '--token', 'a.b.c'], /^The token is missing, expired or not valid\. \(401\)$/],
  ])('%s: one sentence, and exit code 1', async (_, who, args, sentence) => {
    const { code, stdout, stderr } = await officer(who, ...args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr.trimEnd()).toMatch(sentence);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('tells how it is used, all of it and each command', async () => {
    const { code, stdout } = await officer('', '--help');
    expect(code).toBe(0);
    for (const [name, { summary }] of Object.entries(COMMANDS)) {
      expect(stdout).toContain(summary);
      const own = await officer('', name, '--help');
      expect([own.code, own.stdout.startsWith(`${summary}.\n`)], name).toEqual([0, true]);
    }
  });
});

describe('an API that lies', () => {
  let server: Server;
  let url: string;
  let certified: Record<string, string>;
  let sent: string;
  let cutAfter: number | undefined;
  beforeAll(async () => {
    const certificate = JSON.parse(evidenceFile(system.runtime, '2020-04', 'certificate.json')!);
    certified = certificate.files;
    server = createServer((request, response) => {
      if (request.url!.endsWith('/certificate.json')) return response.end(JSON.stringify(certificate));
      response.writeHead(200, { 'content-length': String(Buffer.byteLength(sent)) });
      if (cutAfter === undefined) return response.end(sent);
      return response.write(sent.slice(0, cutAfter), () => setTimeout(() => response.destroy(), 50));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  test.each<[string, (winners: string) => string, number | undefined, RegExp]>([
    [
      'another list than the certified one',
      (winners) => winners.replace('1,', '2,'),
      undefined,
      /^winners\.csv is not the file that is certified/,
    ],
    ['half of it', (winners) => winners, 30, /^winners\.csv did not come whole/],
  ])('%s is refused, and no file is left', async (_, lie, cut, sentence) => {
    expect(Object.keys(certified)).toContain('winners.csv');
    sent = lie(evidenceFile(system.runtime, '2020-04', 'winners.csv')!);
    cutAfter = cut;
    const before = readdirSync(folder);
    const out = join(folder, 'lie.csv');
    const { code, stderr } = await officer('', 'export', '2020-04', 'winners', '--out', out, '--url', url);
    expect([code, stderr]).toEqual([1, expect.stringMatching(sentence)]);
    expect([existsSync(out), readdirSync(folder)]).toEqual([false, before]);
  });

  test('something that is no answer of this API is said to be none', async () => {
    sent = '{"hello":"\\u001b[2J"}';
    cutAfter = undefined;
    const { code, stderr } = await officer('siti', 'report', 'x', '--url', url);
    expect([code, stderr]).toEqual([1, 'The answer does not have the form of this API: is it the right address and version?\n']);
  });
});
