import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { compactVerify, createLocalJWKSet } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { draw } from '#shared/draw/draw.ts';
import { readEntrants } from '#shared/draw/entrants.ts';
import { fromHex, toHex } from '#shared/draw/hex.ts';
import { entrantsRootOf, seedOf } from '#shared/draw/seed.ts';
import { certificateSchema, commitmentSchema, drawRecordSchema } from '#shared/evidence/documents.ts';
import { ANSWERS } from '#shared/http/answers.ts';
import { SHARDS } from '#shared/shards.ts';
import { checkReceipt } from '#verify/check-receipt.ts';
import { findKeys } from '#verify/keys.ts';
import { sourcesAt } from '#verify/source.ts';
import { verifyWave } from '#verify/verify-wave.ts';
import { applicant, nik } from '../support/people.ts';
import { evidenceFile, planBody, type System, startSystem, untilPublished } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';

let system: System;
let officer: string;
let auditor: string;
const OPEN = '/v1/waves/2020-04';
const tokens = new Map<string, { manageToken: string; receipt: string; entryId: string }>();

beforeAll(async () => {
  system = await startSystem('2020-08-08T04:00:00Z');
  [officer, auditor] = await Promise.all([system.runtime.token('officer'), system.runtime.token('auditor')]);
});
afterAll(() => system?.stop());

/** Thirty people in 31 and 32; some of them break a rule. Households of three. */
const crowd = Array.from({ length: 30 }, (_, number) =>
  applicant({
    nik: nik(number + 1),
    kk: `317405120315${String(Math.floor(number / 3) + 1).padStart(4, '0')}`,
    birthDate: number === 0 ? '2002-08-11' : '1990-01-01',
    province: number % 2 ? '31' : '32',
    occupation: number === 1 ? 'soldier' : 'driver',
    inFormalEducation: number === 2,
    laidOff: number % 3 === 0,
  }),
);

describe('one wave, over HTTP, on the synthesized template', () => {
  test('is proposed by an officer and by nobody else, and announced when somebody else approves', async () => {
    const { send } = system;
    expect(await send('PUT', OPEN, { body: planBody() })).toMatchObject({ status: 401 });
    expect(await send('PUT', OPEN, { body: planBody(), token: 'not.a.token' })).toMatchObject({ status: 401 });
    expect(await send('PUT', OPEN, { body: planBody(), token: auditor })).toMatchObject({
      status: 403,
      json: { type: 'urn:gelombang:problem:forbidden' },
    });
    const proposed = await send('PUT', OPEN, { body: planBody(), token: officer });
    expect(proposed.status).toBe(202);
    expect(ANSWERS.Proposal.parse(proposed.json)).toMatchObject({ kind: 'plan', waveId: '2020-04', state: 'pending' });
    expect((await send('GET', OPEN)).status).toBe(404);
    const announced = await schedule(system, '2020-04', planBody());
    expect(announced.status).toBe(201);
    expect(ANSWERS.Wave.parse(announced.json)).toMatchObject({ waveId: '2020-04', state: 'announced' });
    expect((await send('PUT', OPEN, { body: planBody(), token: officer })).status).toBe(200);
    expect((await send('PUT', '/v1/waves/Not%20a%20name', { body: planBody(), token: officer })).status).toBe(422);
    const listed = await send('GET', '/v1/waves');
    expect(ANSWERS.Waves.parse(listed.json).waves).toHaveLength(1);
    const plan = await send('GET', `${OPEN}/evidence/plan.json`);
    expect(createHash('sha256').update(plan.text).digest('hex')).toBe(announced.json['planHash']);
  });

  test('takes nobody before it opens, and everybody once while it is open', async () => {
    const { send } = system;
    expect(await send('POST', `${OPEN}/registrations`, { body: crowd[0] })).toMatchObject({
      status: 409,
      json: { type: 'urn:gelombang:problem:not-open-yet' },
    });
    system.advanceTo('2020-08-08T05:00:00Z');
    expect((await send('GET', OPEN)).json['state']).toBe('open');
    for (const person of crowd) {
      const first = await send('POST', `${OPEN}/registrations`, { body: person });
      expect(first.status).toBe(201);
      const { entryId, manageToken, receipt } = ANSWERS.Registration.parse(first.json);
      tokens.set(person.nik, { entryId, manageToken, receipt });
      const again = await send('POST', `${OPEN}/registrations`, { body: person });
      expect([again.status, again.text]).toEqual([200, first.text]);
    }
    const other = await send('POST', `${OPEN}/registrations`, { body: { ...crowd[5], phone: '+6281111111111' } });
    expect(other).toMatchObject({ status: 409, json: { type: 'urn:gelombang:problem:registered-with-other-details' } });
  });

  test('gives receipts that anybody can check with the published keys', async () => {
    const { send } = system;
    const keys = createLocalJWKSet((await send('GET', '/.well-known/jwks.json')).json as never);
    const { receipt, entryId } = tokens.get(crowd[3]!.nik)!;
    const { payload } = await compactVerify(receipt, keys);
    expect(JSON.parse(Buffer.from(payload).toString())).toMatchObject({
      waveId: '2020-04',
      entryId,
      province: crowd[3]!.province,
      priority: true,
    });
    expect((await send('GET', '/v1/openapi.json')).json).toMatchObject({ openapi: '3.1.0' });
  });

  test('shows the own registration to the holder of its manage token alone', async () => {
    const { send } = system;
    const path = `${OPEN}/registration`;
    const { manageToken, receipt, entryId } = tokens.get(crowd[4]!.nik)!;
    const own = await send('GET', path, { token: manageToken });
    expect(own).toMatchObject({ status: 200, json: { entryId, state: 'registered', waveState: 'open' } });
    for (const token of [undefined, 'x', receipt, officer, `${manageToken.slice(0, -4)}AAAA`]) {
      expect((await send('GET', path, token === undefined ? {} : { token })).status).toBe(401);
    }
    expect((await send('GET', '/v1/waves/2020-05/registration', { token: manageToken })).status).toBe(404);
  });

  test('tells officers and auditors how it stands', async () => {
    const { send } = system;
    for (const token of [officer, auditor]) {
      const report = await send('GET', `${OPEN}/report`, { token });
      expect(ANSWERS.Report.parse(report.json)).toMatchObject({ state: 'open', registered: { count: 30, estimated: false } });
    }
    expect((await send('POST', `${OPEN}/selection`, { token: officer })).json['type']).toBe(
      'urn:gelombang:problem:selection-not-due',
    );
  });

  test('can be extended while it is open, and changed in no other way', async () => {
    const { send } = system;
    const extended = planBody({ closesAt: '2020-08-10T05:00:00.000Z', beacon: { at: '2020-08-10T05:10:00.000Z' } });
    expect(
      (await send('PUT', OPEN, { body: planBody({ places: 11, byProvince: { '31': 7, '32': 4 } }), token: officer })).status,
    ).toBe(409);
    expect((await schedule(system, '2020-04', extended)).json['closesAt']).toBe('2020-08-10T05:00:00.000Z');
    // Both versions are public at once, the second names the first.
    const versions = await Promise.all([1, 2].map((version) => send('GET', `${OPEN}/evidence/plans/${version}.json`)));
    const first = createHash('sha256').update(versions[0]!.text).digest('hex');
    expect(JSON.parse(versions[1]!.text)).toMatchObject({ version: 2, supersedes: { planHash: first } });
    expect((await send('GET', `${OPEN}/evidence/plan.json`)).text).toBe(versions[1]!.text);
    expect((await send('GET', `${OPEN}/evidence/plans/3.json`)).status).toBe(404);
    expect((await send('GET', `${OPEN}/evidence/attempts.jsonl`)).text).toBe('');
    system.advanceTo('2020-08-09T05:00:01Z');
    const late = applicant({ nik: nik(500), kk: '3174051203150500', province: '31', occupation: 'driver' });
    expect((await send('POST', `${OPEN}/registrations`, { body: late })).status).toBe(201);
  });

  test('closes, selects by itself, and publishes a result that a stranger can recount', async () => {
    const { send, runtime } = system;
    system.advanceTo('2020-08-10T05:00:00Z');
    expect(await send('POST', `${OPEN}/registrations`, { body: applicant({ nik: nik(501) }) })).toMatchObject({
      status: 409,
      json: { type: 'urn:gelombang:problem:closed' },
    });
    system.advanceTo('2020-08-10T05:00:31Z');
    await untilPublished(system, '2020-04');

    const read = (file: string) => evidenceFile(runtime, '2020-04', file)!;
    const planText = read('plan.json');
    const commitment = commitmentSchema.parse(JSON.parse(read('commitment.json')));
    const record = drawRecordSchema.parse(JSON.parse(read('draw.json')));
    const certificate = certificateSchema.parse(JSON.parse(read('certificate.json')));
    expect(commitment).toMatchObject({
      registered: 31,
      entrants: { total: 28 },
      exclusions: { 'old-enough-on-the-closing-day': 1, 'not-in-a-barred-occupation': 1, 'not-in-formal-education': 1 },
    });
    expect(commitment.committedAt < commitment.beacon.roundAt).toBe(true);

    const files = SHARDS.map((shard) => [shard, Buffer.from(read(`entrants/${shard}.csv`))] as const);
    const root = entrantsRootOf(files.map(([, bytes]) => createHash('sha256').update(bytes).digest('hex')));
    const planHash = createHash('sha256').update(planText).digest('hex');
    const seed = seedOf({
      waveId: '2020-04',
      planHash,
      entrantsRoot: root,
      round: record.beacon.round,
      randomness: record.beacon.randomness,
    });
    expect([root, toHex(seed)]).toEqual([certificate.entrantsRoot, certificate.seed]);
    const { winners } = draw(
      JSON.parse(planText),
      readEntrants(files),
      fromHex(certificate.seed),
      certificate.rounds.map(({ struckOut }) => struckOut),
    );
    expect(
      winners.map(({ entryId, province, phase, round }, at) => `${at + 1},${entryId},${province},${phase},${round}\n`).join(''),
    ).toBe(read('winners.csv'));
    expect(certificate).toMatchObject({ places: 10, awarded: 10, unfilled: 0 });
    for (const [file, digest] of Object.entries(certificate.files)) {
      expect(createHash('sha256').update(read(file)).digest('hex'), file).toBe(digest);
    }
  });

  test('can be recounted by the verifier from its URL, and a receipt be followed into the files', async () => {
    const place = `${system.runtime.url}${OPEN}/evidence`;
    const keys = await findKeys(undefined, place);
    const [source] = await sourcesAt(place);
    const findings = await verifyWave(source!, keys);
    expect(findings.filter(({ state }) => state !== 'holds')).toEqual([]);
    expect(findings.map(({ check }) => check)).toContain('draw');
    const verdictOn = async (number: number) =>
      (await checkReceipt(source!, keys, tokens.get(crowd[number]!.nik)!.receipt)).verdict;
    expect([await verdictOn(3), await verdictOn(1)]).toEqual(['entrant', 'refused']);
  });

  test('tells each applicant what became of the own entry, and why', async () => {
    const { send, runtime } = system;
    const commitment = commitmentSchema.parse(JSON.parse(evidenceFile(runtime, '2020-04', 'commitment.json')!));
    const { seed } = drawRecordSchema.parse(JSON.parse(evidenceFile(runtime, '2020-04', 'draw.json')!));
    const states = new Map<string, number>();
    for (const person of crowd) {
      const own = await send('GET', `${OPEN}/registration`, { token: tokens.get(person.nik)!.manageToken });
      const { state, rule, ticket, position, cutOff, entrantsOfProvince, recompute } = ANSWERS.OwnRegistration.parse(own.json);
      states.set(state, (states.get(state) ?? 0) + 1);
      for (const file of recompute!.files)
        expect(evidenceFile(runtime, '2020-04', file), file).toContain(fileProof(file, own.json));
      if (state === 'excluded') {
        expect(rule?.source).toMatch(/^Per/);
        continue;
      }
      expect(cutOff).toBeDefined();
      expect(position).toBeLessThanOrEqual(entrantsOfProvince!);
      expect(entrantsOfProvince).toBe(commitment.entrants.byProvince[person.province]!.total);
      expect([seed, ticket]).toEqual([digestBy(recompute!.seed!.command), digestBy(recompute!.ticket!.command)]);
    }
    expect(states.get('excluded')).toBe(3);
    expect(states.get('selected')! + (states.get('not-selected') ?? 0)).toBe(27);
  });

  test('serves its evidence to everybody, and nothing else of the bucket', async () => {
    const { send } = system;
    const certificate = await send('GET', `${OPEN}/evidence/certificate.json`);
    expect([certificate.status, certificate.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect((await send('GET', `${OPEN}/evidence/entrants/0a.csv`)).status).toBe(200);
    const signature = await send('GET', `${OPEN}/evidence/certificate.json.jws`);
    expect([signature.status, signature.headers.get('content-type')]).toEqual([200, 'application/jose']);
    const attempts = await send('GET', `${OPEN}/evidence/attempts.jsonl`);
    expect(JSON.parse(attempts.text)).toMatchObject({ waveId: '2020-04', attempt: 1, begunBy: 'schedule', outcome: 'published' });
    for (const file of [
      'nothing.json',
      '../2020-04/plan.json',
      '..%2f..%2fworkings%2f2020-04%2fround-0%2fround.json',
      'entrants/zz',
      'certificate.json%00',
    ]) {
      expect((await send('GET', `${OPEN}/evidence/${file}`)).status, file).toBe(404);
    }
  });

  test('is over: a second start changes nothing, and its recipients are told so in the next wave', async () => {
    const { send } = system;
    const before = evidenceFile(system.runtime, '2020-04', 'certificate.json');
    expect((await send('POST', `${OPEN}/selection`, { token: officer })).status).toBe(401); // two days old
    officer = await system.runtime.token('officer');
    expect(await send('POST', `${OPEN}/selection`, { token: officer })).toMatchObject({
      status: 200,
      json: { selection: 'published' },
    });
    expect(evidenceFile(system.runtime, '2020-04', 'certificate.json')).toBe(before);
    const next = planBody({
      number: 5,
      opensAt: '2020-08-11T05:00:00.000Z',
      closesAt: '2020-08-12T05:00:00.000Z',
      beacon: { at: '2020-08-12T05:05:00.000Z' },
    });
    expect((await schedule(system, '2020-05', next)).status).toBe(201);
    system.advanceTo('2020-08-11T05:00:00Z');
    let told = 0;
    for (const person of crowd) {
      const { status, json } = await send('POST', '/v1/waves/2020-05/registrations', { body: person });
      if (status === 409) {
        expect(json['type']).toBe('urn:gelombang:problem:received-before');
        told++;
      }
    }
    const winners = evidenceFile(system.runtime, '2020-04', 'winners.csv')!;
    expect(told).toBe(crowd.filter(({ nik: of }) => winners.includes(tokens.get(of)!.entryId)).length);
    system.advanceTo('2020-08-12T05:00:31Z');
    await untilPublished(system, '2020-05');
  });
});

/** What must stand in a file that proves an own result: the entry's line, or the wave's name. */
function fileProof(file: string, own: Record<string, unknown>): string {
  return file.endsWith('.csv') ? `${own['entryId']},` : '"waveId": "2020-04"';
}

function digestBy(command: string): string {
  return execFileSync('bash', ['-c', command], { encoding: 'utf8' }).slice(0, 64);
}

test('bad input over HTTP gets a 4xx problem that never repeats it', async () => {
  const { send } = system;
  const path = `${OPEN}/registrations`;
  const cases: [number, Parameters<System['send']>[2]][] = [
    [400, { raw: '{' }],
    [413, { raw: '['.repeat(10_000) }],
    [413, { raw: JSON.stringify({ ...applicant(), fullName: 'x'.repeat(20_000) }) }],
    [415, { raw: 'nik=3174056508920003', headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    [422, { body: { ...applicant(), nik: '3174056508920000' } }],
    [422, { body: { ...applicant(), extra: 1 } }],
    [400, { raw: new Uint8Array([0xff, 0xfe, 0x00]) }],
  ];
  for (const [status, options] of cases) {
    const answer = await send('POST', path, options);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.text).not.toContain('31740565089200');
  }
  expect((await send('POST', '/v1/waves/no-such-wave/registrations', { body: applicant() })).json['type']).toBe(
    'urn:gelombang:problem:unknown-wave',
  );
  expect(
    (await send('POST', path, { body: { ...applicant(), nik: 'x' }, headers: { 'accept-language': 'id' } })).json['errors'],
  ).toEqual([{ pointer: '/nik', detail: 'NIK terdiri dari 16 angka seperti tertera di KTP.' }]);
});
