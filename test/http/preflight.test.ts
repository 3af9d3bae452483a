import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ANSWERS } from '#shared/http/answers.ts';
import { problemSchema } from '#shared/http/problem-document.ts';
import { CHECKS, type CheckDocument } from '#shared/opening/check-schema.ts';
import { planBody, type System, startSystem } from '../support/running-system.ts';

let system: System;
let officer: string;
beforeAll(async () => {
  system = await startSystem('2020-08-07T00:00:00Z');
  officer = await system.runtime.token('officer');
});
afterAll(() => system.stop());

const look = (query = '', headers = {}) => system.send('GET', `/v1/preflight${query}`, { token: officer, headers });

describe('GET /v1/preflight', () => {
  test('says of each need of this stage what is needed and found', async () => {
    const { status, json } = await look();
    expect([status, json['ready']]).toEqual([200, true]);
    const { checks } = ANSWERS.Preflight.parse(json);
    // This stage sets nothing aside and buys no warm table.
    expect(checks.map(({ check }) => check)).toEqual(
      CHECKS.filter((check) => !['reserved-concurrency', 'table-writes'].includes(check)),
    );
    expect(checks.find(({ check }) => check === 'account-requests')).toEqual({
      check: 'account-requests',
      holds: true,
      needed: '100 requests/s, burst 100',
      found: '2,500 requests/s, burst 1,250',
    });
  });

  test.each(['?opensAt=noon', '?opensAt=2020-08-08', '?opensAt='])('refuses %s', async (query) => {
    const { status, json } = await look(query);
    expect([status, json['type']]).toEqual([422, 'urn:gelombang:problem:invalid-opens-at']);
  });

  test('takes an instant with its offset', async () => {
    expect((await look(`?opensAt=${encodeURIComponent('2020-08-08T12:00:00+07:00')}`)).status).toBe(200);
  });
});

describe('while the beacon is silent', () => {
  let silent: System;
  let token: string;
  // The test chain begins with 2020: before that there is no round to be had.
  beforeAll(async () => {
    silent = await startSystem('2019-12-31T00:00:00Z');
    token = await silent.runtime.token('officer');
  });
  afterAll(() => silent.stop());

  test('no wave is scheduled; what is missing is told in the language of the caller, and nothing is stored', async () => {
    for (const [language, word] of [
      ['en', 'relays'],
      ['id', 'jaringan'],
    ] as const) {
      const { status, json } = await silent.send('PUT', '/v1/waves/2020-04', {
        body: planBody(),
        token,
        headers: { 'accept-language': language },
      });
      expect([status, json['type']]).toEqual([409, 'urn:gelombang:problem:not-ready']);
      const checks = problemSchema.parse(json).checks as CheckDocument[];
      expect(checks).toMatchObject([{ check: 'beacon', holds: false, needed: 'a signed round of the chain local-test-chain' }]);
      expect(checks[0]?.mend).toContain(word);
    }
    expect((await silent.send('GET', '/v1/waves/2020-04')).status).toBe(404);
    const { json } = await silent.send('GET', '/v1/audit/officers', { token });
    const entries = json['entries'] as { outcome?: string }[];
    expect(entries.map(({ outcome }) => outcome).filter(Boolean)).toEqual(['notReady', 'notReady']);
  });

  test('the command says so, and exits with 1', async () => {
    const { code, stdout, stderr } = await command(['--url', silent.runtime.url, '--token', token]);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(/\n {2}FAIL {2}beacon +a signed round of the chain local-test-chain: round 0 /);
    expect(stdout).toMatch(/\nA wave can NOT be scheduled yet\.\n$/);
  });
});

describe('npm run preflight', () => {
  let odd: Server;
  let oddUrl: string;
  beforeAll(async () => {
    odd = createServer((_, response) => response.end('{"hello":1}')).listen(0, '127.0.0.1');
    await once(odd, 'listening');
    oddUrl = `http://127.0.0.1:${(odd.address() as AddressInfo).port}`;
  });
  afterAll(() => odd.close());

  test('prints a line for each need, and as JSON the answer alone', async () => {
    const text = await command(['--url', `${system.runtime.url}/`, '--opens-at', '2020-08-08T12:00:00+07:00'], {
      GELOMBANG_TOKEN: officer,
    });
    expect([text.code, text.stderr]).toEqual([0, '']);
    expect(text.stdout).toMatch(/^ {2}ok {4}account-requests +100 requests\/s, burst 100: 2,500 requests\/s, burst 1,250\n/);
    expect(text.stdout).toMatch(/\nAn opening finds all it needs\.\n$/);
    const json = await command(['--url', system.runtime.url, '--token', officer, '--json']);
    expect(JSON.parse(json.stdout)).toEqual((await look()).json);
  });

  test.each<[string, () => string[], RegExp]>([
    ['no token', () => [], /^Whose token\? Give --token or GELOMBANG_TOKEN\. See --help\.\n$/],
    ['an unknown flag', () => ['--tokens', 'x'], /^Unknown option '--tokens'.*See --help\.\n$/],
    ['no address', () => ['--token', 'x', '--url', 'here'], /^--url takes the address of an API, not "here"\.\n$/],
    ['nobody there', () => ['--token', 'x', '--url', 'http://127.0.0.1:9'], /^http:\/\/127\.0\.0\.1:9 does not answer: .*\.\n$/],
    ['a token that is none', () => ['--token', 'x', '--url', system.runtime.url], /^http:\S+ answers 401: Unauthorized\n$/],
    [
      'an instant that is none',
      () => ['--token', officer, '--url', system.runtime.url, '--opens-at', 'noon'],
      /^http:\S+ answers 422: The parameter opensAt must be an ISO 8601 instant/,
    ],
    ['another server', () => ['--token', 'x', '--url', oddUrl], /gave no answer of a preflight: is it the address of the API\?\n$/],
  ])('%s: one sentence, and exit code 1', async (_, args, sentence) => {
    const { code, stdout, stderr } = await command(args());
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('says how it is used', async () => {
    const { code, stdout } = await command(['--help']);
    expect([code, stdout.split('\n')[0]]).toEqual([
      0,
      'Asks a deployment whether what the opening of a wave needs is in place: quotas of the account, capacity, beacon, keys.',
    ]);
  });
});

async function command(args: string[], env: Record<string, string> = {}) {
  const { GELOMBANG_TOKEN: _, ...inherited } = process.env;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'infra/preflight.ts', ...args], {
    env: { ...inherited, ...env },
  });
  const text = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (part: string) => {
      text[stream] += part;
    });
  }
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...text };
}
