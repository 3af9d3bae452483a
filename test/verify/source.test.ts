import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { jwkSet } from '#shared/tokens/public-keys.ts';
import { signingKeyOf } from '#shared/tokens/signing-key.ts';
import { readOnce } from '#verify/evidence-source.ts';
import { parseFlags } from '#verify/flags.ts';
import { download } from '#verify/http-source.ts';
import { findKeys } from '#verify/keys.ts';
import { sourcesAt } from '#verify/source.ts';
import { verifyWave } from '#verify/verify-wave.ts';
import { sourceOf } from '../support/forged-evidence.ts';
import { usePublishedWaves } from '../support/published-wave.ts';

const waves = usePublishedWaves();
const usage = (sentence: RegExp) => ({ name: 'UsageError', message: expect.stringMatching(sentence) });

/** A server that answers each path as a test says, and counts how often it was asked. */
type Answer = (response: ServerResponse, time: number) => void;
const answers = new Map<string, Answer>();
const asked = new Map<string, number>();
let server: Server;
let url: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '';
    const time = (asked.get(path) ?? 0) + 1;
    asked.set(path, time);
    const answer = answers.get(path);
    if (answer) answer(response, time);
    else response.writeHead(404).end('none');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  answers.clear();
  asked.clear();
});

const sends =
  (body: Buffer | string): Answer =>
  (response) =>
    void response.writeHead(200).end(body);
/** Announces the whole of a body, and hangs up in the middle of it. */
const cuts =
  (body: string): Answer =>
  (response) => {
    response.writeHead(200, { 'content-length': String(body.length) });
    response.write(body.slice(0, body.length / 2), () => response.destroy());
  };

function serveWave(base: string, files: ReadonlyMap<string, Buffer>): void {
  for (const [file, bytes] of files) answers.set(`${base}/${file}`, sends(bytes));
}

describe('a file over HTTP', () => {
  test('is there, or it is not', async () => {
    answers.set('/there', sends('text'));
    expect(Buffer.from((await download(`${url}/there`))!).toString()).toBe('text');
    expect(await download(`${url}/not-there`)).toBeUndefined();
    expect(asked.get('/not-there')).toBe(1);
  });

  test('is asked for again when the server is in trouble', async () => {
    answers.set('/trouble', (response, time) => void response.writeHead(time <= 3 ? 500 : 200).end('text'));
    expect(Buffer.from((await download(`${url}/trouble`))!).toString()).toBe('text');
    expect(asked.get('/trouble')).toBe(4);
  });

  test('is no verdict when the server stays in trouble', async () => {
    answers.set('/down', (response) => void response.writeHead(503).end());
    await expect(download(`${url}/down`)).rejects.toMatchObject({ name: 'Unreachable', message: `${url}/down answered 503` });
    await expect(download('http://127.0.0.1:1/')).rejects.toMatchObject({
      name: 'Unreachable',
      message: expect.stringContaining('could not be read'),
    });
  });

  test('is not taken for whole when the connection is cut in the middle', async () => {
    answers.set('/cut-once', (response, time) => (time === 1 ? cuts('0123456789') : sends('0123456789'))(response, time));
    expect(Buffer.from((await download(`${url}/cut-once`))!).toString()).toBe('0123456789');
    expect(asked.get('/cut-once')).toBe(2);
    answers.set('/cut-always', cuts('0123456789'));
    await expect(download(`${url}/cut-always`)).rejects.toMatchObject({ name: 'Unreachable' });
  });

  test('may be redirected to a bucket', async () => {
    answers.set('/here', (response) => void response.writeHead(307, { location: '/bucket?signed=1' }).end());
    answers.set('/bucket?signed=1', sends('text'));
    expect(Buffer.from((await download(`${url}/here`))!).toString()).toBe('text');
    answers.set('/round', (response) => void response.writeHead(307, { location: '/round' }).end());
    await expect(download(`${url}/round`)).rejects.toMatchObject({ name: 'Unreachable' });
  });
});

describe('the evidence at a URL', () => {
  const BASE = '/v1/waves/2020-05/evidence';

  test('is recounted with the keys of the same server', async () => {
    serveWave(BASE, waves.small.files);
    answers.set('/.well-known/jwks.json', sends(JSON.stringify(jwkSet([waves.signingKey]))));
    for (const place of [`${url}${BASE}`, `${url}${BASE}/`]) {
      const [source] = await sourcesAt(place);
      const keys = await findKeys(undefined, place);
      expect(source!.name).toBe('2020-05');
      expect((await verifyWave(source!, keys)).filter(({ state }) => state !== 'holds')).toEqual([]);
    }
    expect(new Set([...asked].filter(([path]) => path.startsWith(BASE)).map(([, times]) => times))).toEqual(new Set([2]));
  });

  test('is refused when it is the evidence of another wave than the URL names', async () => {
    serveWave('/v1/waves/2020-04/evidence', waves.small.files);
    const [source] = await sourcesAt(`${url}/v1/waves/2020-04/evidence`);
    const [plan] = await verifyWave(source!, { keys: [waves.signingKey], from: 'jwks.json' });
    expect(plan).toEqual({ check: 'plan', state: 'fails', sentence: 'plan.json says it is the plan of wave 2020-05, not 2020-04' });
  });

  test('is the same for all checks, though the server gives another file the second time', async () => {
    serveWave(BASE, waves.small.files);
    const winners = waves.small.files.get('winners.csv')!;
    answers.set(`${BASE}/winners.csv`, (response, time) => void response.writeHead(200).end(time === 1 ? winners : 'another'));
    const [source] = await sourcesAt(`${url}${BASE}`);
    const findings = await verifyWave(source!, { keys: [waves.signingKey], from: 'jwks.json' });
    expect(findings.every(({ state }) => state === 'holds')).toBe(true);
    expect(asked.get(`${BASE}/winners.csv`)).toBe(1);
  });

  test('is no verdict when a file of it cannot be had', async () => {
    serveWave(BASE, waves.small.files);
    answers.set(`${BASE}/entrants/7f.csv`, (response) => void response.writeHead(500).end());
    const [source] = await sourcesAt(`${url}${BASE}`);
    await expect(verifyWave(source!, { keys: [waves.signingKey], from: 'jwks.json' })).rejects.toMatchObject({
      name: 'Unreachable',
      message: expect.stringContaining('entrants/7f.csv answered 500'),
    });
  });

  test('must have a whole URL', async () => {
    await expect(sourcesAt('http://')).rejects.toMatchObject(usage(/is not a whole URL/));
    await expect(findKeys(undefined, 'https://')).rejects.toMatchObject(usage(/is not a whole URL/));
  });
});

describe('the evidence in a folder', () => {
  test('is of one wave, or of each wave in it', async () => {
    const evidence = join(waves.folder, 'evidence');
    expect((await sourcesAt(join(evidence, '2020-04'))).map(({ name }) => name)).toEqual(['2020-04']);
    expect((await sourcesAt(evidence)).map(({ name }) => name)).toEqual(['2020-04', '2020-05']);
  });

  test('may lack files, and must be a folder with some', async () => {
    const [source] = await sourcesAt(join(waves.folder, 'evidence', '2020-04'));
    expect(await source!.read('entrants/zz.csv')).toBeUndefined();
    expect(await source!.read('plan.json/1.json')).toBeUndefined();
    await expect(source!.read('plans')).rejects.toMatchObject({ name: 'Unreachable' });
    await expect(sourcesAt(join(waves.folder, 'nowhere'))).rejects.toMatchObject(usage(/is neither a URL nor a folder/));
    await expect(sourcesAt(join(waves.folder, 'evidence', 'jwks.json'))).rejects.toMatchObject(
      usage(/is neither a URL nor a folder/),
    );
    const empty = join(waves.folder, 'nothing');
    mkdirSync(empty);
    await expect(sourcesAt(empty)).rejects.toMatchObject(usage(/holds no evidence/));
  });

  test('is read once where several checks look at a file', async () => {
    const source = sourceOf(waves.large.files);
    const once = readOnce(source);
    await Promise.all(['plan.json', 'plan.json', 'winners.csv', 'winners.csv'].map((file) => once.read(file)));
    expect(source.asked).toEqual(['plan.json', 'winners.csv']);
  });
});

describe('the keys', () => {
  const set = (keys: object[]) => JSON.stringify({ keys });
  const [own] = [() => jwkSet([waves.signingKey]).keys[0]!];

  test('are in the folder, above it, or given; the nearest ones count', async () => {
    const evidence = join(waves.folder, 'evidence');
    const wave = join(evidence, '2020-04');
    expect((await findKeys(undefined, wave)).from).toBe(join(evidence, 'jwks.json'));
    expect((await findKeys(undefined, evidence)).from).toBe(join(evidence, 'jwks.json'));
    const nearer = join(wave, 'jwks.json');
    const stranger = signingKeyOf(Buffer.alloc(32, 9));
    writeFileSync(nearer, JSON.stringify(jwkSet([stranger])));
    expect(await findKeys(undefined, wave)).toEqual({ keys: [{ keyId: stranger.keyId, x: stranger.x }], from: nearer });
    expect((await findKeys(join(evidence, 'jwks.json'), wave)).keys[0]!.keyId).toBe(waves.signingKey.keyId);
    rmSync(nearer);
    answers.set('/keys', sends(set([own()])));
    expect((await findKeys(`${url}/keys`, wave)).from).toBe(`${url}/keys`);
  });

  test('are nowhere', async () => {
    const far = join(waves.folder, 'a', 'b', 'c');
    mkdirSync(far, { recursive: true });
    await expect(findKeys(undefined, far)).rejects.toMatchObject(usage(/^No jwks\.json lies in or above .*--keys/));
    await expect(findKeys(join(far, 'none.json'), far)).rejects.toMatchObject(usage(/is not there/));
    await expect(findKeys(far, far)).rejects.toMatchObject(usage(/is not there/));
    await expect(findKeys(undefined, `${url}/v1/waves/2020-04/evidence`)).rejects.toMatchObject(usage(/jwks\.json is not there/));
  });

  test.each([
    ['no JSON', () => '{"keys":['],
    ['no set', () => '[]'],
    ['keys that are none', () => set([{ kty: 'OKP' }])],
    ['a key of another kind', () => set([{ ...own(), kty: 'RSA' }])],
    ['a key of the wrong length', () => set([{ ...own(), x: own().x.slice(0, -1) }])],
    ['an id that is not the thumbprint', () => set([{ ...own(), kid: 'key-1' }])],
    ["another key under the operator's id", () => set([{ ...own(), x: signingKeyOf(Buffer.alloc(32, 9)).x }])],
  ])('are refused: %s', async (_, text) => {
    const file = join(waves.folder, 'malformed.json');
    writeFileSync(file, text());
    await expect(findKeys(file, waves.folder)).rejects.toMatchObject(usage(/is not a JSON Web Key Set of Ed25519 keys/));
  });

  test('that are none at all vouch for nothing', async () => {
    const findings = await verifyWave(sourceOf(waves.small.files), { keys: [], from: 'nowhere' });
    expect(findings.filter(({ state }) => state === 'fails').map(({ check }) => check)).toEqual(['signatures']);
  });
});

describe('the command line', () => {
  test('is one or several places, or a receipt and its evidence', () => {
    expect(parseFlags(['a', 'b', '--json'])).toEqual({ kind: 'draws', places: ['a', 'b'], keys: undefined, json: true });
    expect(parseFlags(['a', '--keys', 'k'])).toEqual({ kind: 'draws', places: ['a'], keys: 'k', json: false });
    expect(parseFlags(['--receipt', 'r', '--evidence', 'e'])).toEqual({
      kind: 'receipt',
      receipt: 'r',
      evidence: 'e',
      keys: undefined,
      json: false,
    });
    expect(parseFlags(['--help', 'a'])).toEqual({ kind: 'help' });
  });

  test.each([
    [[], /^Which evidence\?/],
    [['--json'], /^Which evidence\?/],
    [['--receipt', 'r'], /belong together/],
    [['--evidence', 'e'], /belong together/],
    [['--receipt', 'r', '--evidence', 'e', 'f'], /belong together/],
    [['--keys'], /--keys.* See --help\.$/],
    [['a', '--jsn'], /^Unknown option '--jsn'\. See --help\.$/],
    [['a', '--json=yes'], /--json/],
  ])('is not understood: %j', (args, sentence) => {
    expect(() => parseFlags(args)).toThrow(expect.objectContaining(usage(sentence)));
  });
});
