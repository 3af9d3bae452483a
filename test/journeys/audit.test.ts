import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { AuditEntry } from '#shared/audit/audit-entry.ts';
import { certificateSchema } from '#shared/evidence/documents.ts';
import { sha256Hex } from '#shared/evidence/sha256.ts';
import { ANSWERS } from '#shared/http/answers.ts';
import { OPERATIONS } from '#shared/http/operations/operations.ts';
import { shardOf } from '#shared/registrations/person-keys.ts';
import { aPartner } from '../partners/a-partner.ts';
import { applicant, nik } from '../support/people.ts';
import { evidenceFile, planBody, type System, startSystem, untilPublished } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';

const FIRST = 'first';
const SECOND = 'second';
const person = applicant({ nik: nik(1), kk: '3174051203150001', birthDate: '1990-01-01' });
const FIRST_PLAN = planBody({ places: 1, byProvince: 'national' });
const SECOND_PLAN = planBody({
  opensAt: '2020-08-10T05:00:00.000Z',
  closesAt: '2020-08-11T05:00:00.000Z',
  beacon: { at: '2020-08-11T05:10:00.000Z' },
});

/** What each officer's route leaves in the log; a route that only reads says why it leaves nothing. */
type Leaves = {
  act: string;
  outcome: string;
  body?: object;
  auditor: 403 | 200;
  /** An officer if not said. */
  by?: 'approver';
  /** What both entries name of it beside the wave or list of the path. */
  names?: Partial<AuditEntry>;
};
const NO_PROPOSAL = '0'.repeat(32);
const ENTRY = 'e'.repeat(32);
const LEAVES: Record<string, Leaves | { nothing: string }> = {
  'PUT /v1/waves/{waveId}': { act: 'propose', outcome: 'unchanged', body: SECOND_PLAN, auditor: 403 },
  'POST /v1/waves/{waveId}/plan-decision': {
    act: 'reject',
    outcome: 'unknownProposal',
    body: { proposalId: NO_PROPOSAL, decision: 'rejected', reason: 'other' },
    auditor: 403,
    by: 'approver',
    names: { proposalId: NO_PROPOSAL },
  },
  'POST /v1/proposals': {
    act: 'propose',
    outcome: 'refused',
    body: { kind: 'stop-revocations', waveId: SECOND, reason: 'other' },
    auditor: 403,
    names: { waveId: SECOND },
  },
  'POST /v1/proposals/{proposalId}/decision': {
    act: 'approve',
    outcome: 'unknownProposal',
    body: { decision: 'approved' },
    auditor: 403,
    by: 'approver',
    names: { proposalId: NO_PROPOSAL },
  },
  'GET /v1/proposals': { nothing: 'it shows, and changes nothing' },
  'GET /v1/proposals/{proposalId}': { nothing: 'it shows, and changes nothing' },
  'POST /v1/waves/{waveId}/selection': { act: 'start-selection', outcome: 'notDue', auditor: 403 },
  'POST /v1/waves/{waveId}/dry-run': { act: 'dry-run', outcome: 'tried', body: { entrants: 10 }, auditor: 200 },
  'GET /v1/waves/{waveId}/report': { nothing: 'it counts, and shows nothing of anybody' },
  'GET /v1/waves/{waveId}/ledger': { nothing: 'it counts places, and shows nobody who has one' },
  'GET /v1/ledger/{year}': { nothing: 'it counts places, and shows nobody who has one' },
  'GET /v1/preflight': { nothing: 'it looks, and changes nothing' },
  'GET /v1/waves/{waveId}/appeals': { nothing: 'it shows who appealed by entryId, and nothing that anybody wrote' },
  'GET /v1/waves/{waveId}/appeals/{entryId}': {
    act: 'review-appeal',
    outcome: 'unknownAppeal',
    auditor: 403,
    names: { entryId: ENTRY },
  },
  'POST /v1/waves/{waveId}/appeals/{entryId}/dismissal': {
    act: 'dismiss-appeal',
    outcome: 'unknownAppeal',
    body: { reason: 'other' },
    auditor: 403,
    names: { entryId: ENTRY },
  },
  'GET /v1/partners': { nothing: 'it shows platforms and public keys, and nothing of anybody' },
  'GET /v1/lists': { nothing: 'it shows versions, and nobody on them' },
  'POST /v1/lists/{listId}/imports': {
    act: 'begin-list-import',
    outcome: 'begun',
    body: { kind: 'aid', asOf: '2020-08-01', lines: 1, sha256: 'a'.repeat(64), chunksSha256: 'b'.repeat(64) },
    auditor: 403,
  },
  'PUT /v1/lists/{listId}/imports/{importId}/chunks/{number}': {
    nothing: 'a list has thousands of chunks, and nothing of them is seen before the completion, which is logged',
  },
  'POST /v1/lists/{listId}/imports/{importId}/completion': {
    act: 'complete-list-import',
    outcome: 'unknown',
    auditor: 403,
  },
  'GET /v1/audit/{chain}': { nothing: 'a chain that grew by being read would never be read to its end' },
};

let system: System;
let kept: string;
const ROLES = ['officer', 'approver', 'auditor'] as const;
const tokens: Record<(typeof ROLES)[number], string> = { officer: '', approver: '', auditor: '' };
let manageToken: string;

beforeAll(async () => {
  kept = mkdtempSync(join(tmpdir(), 'gelombang-log-'));
  system = await startSystem('2020-08-08T04:00:00Z');
  await signIn();
  for (const [waveId, body] of Object.entries({ [FIRST]: FIRST_PLAN, [SECOND]: SECOND_PLAN }))
    expect((await schedule(system, waveId, body)).status).toBe(201);
  system.advanceTo('2020-08-08T05:00:00Z');
  const registered = await system.send('POST', `/v1/waves/${FIRST}/registrations`, { body: person });
  manageToken = String(registered.json['manageToken']);
});
afterAll(async () => {
  await system?.stop();
  rmSync(kept, { recursive: true, force: true });
});

async function signIn(): Promise<void> {
  for (const role of ROLES) tokens[role] = await system.runtime.token(role);
}

async function entriesOf(chain: string): Promise<AuditEntry[]> {
  const { status, json } = await system.send('GET', `/v1/audit/${chain}`, { token: tokens.auditor });
  expect(status).toBe(200);
  return ANSWERS.AuditPage.parse(json).entries;
}

/** `npm run verify-audit` as a process; nobody is shown a stack. */
async function verifyAudit(...args: string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ['verify/audit/main.ts', ...args]);
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => (said.stdout += text));
  child.stderr.on('data', (text) => (said.stderr += text));
  const status = await new Promise<number | null>((done) => child.on('close', done));
  expect(said.stdout + said.stderr).not.toMatch(/^\s+at |node:internal|\w*Error:/m);
  return { status, ...said };
}

describe("each of the officers' routes", () => {
  test('stands in the table above, and none that does something leaves nothing', () => {
    const officers = Object.entries(OPERATIONS).filter(([, { security }]) => security === 'officerToken');
    expect(Object.keys(LEAVES).toSorted()).toEqual(officers.map(([route]) => route).toSorted());
    for (const [route, leaves] of Object.entries(LEAVES)) if ('nothing' in leaves) expect(route).toMatch(/^GET |\/chunks\//);
  });

  test.each(Object.entries(LEAVES))('%s leaves in the log what the table says', async (route, leaves) => {
    const [method = '', path = ''] = route.split(' ');
    const target = path
      .replace('{waveId}', SECOND)
      .replace('{chain}', 'officers')
      .replace('{proposalId}', NO_PROPOSAL)
      .replace('{entryId}', ENTRY)
      .replace('{listId}', 'bpum')
      .replace('{importId}', '000000000000-1')
      .replace('{number}', '1');
    const inPath = {
      ...(path.includes('{waveId}') && { waveId: SECOND }),
      ...(path.includes('{listId}') && { list: 'bpum' }),
    };
    const options = 'body' in leaves ? { body: leaves.body } : {};
    const before = (await entriesOf('officers')).length;
    const since = async () => (await entriesOf('officers')).slice(before);
    const role = 'by' in leaves ? leaves.by! : 'officer';
    await system.send(method, target, { ...options, token: tokens[role] });
    if ('nothing' in leaves) return expect(await since()).toEqual([]);

    const { act, outcome } = leaves;
    const common = { actor: decodeJwt(tokens[role]).sub, role, act, ...inPath, ...leaves.names };
    const bodyHash = leaves.body && sha256Hex(JSON.stringify(leaves.body));
    const [intent, done, ...more] = await since();
    expect(more).toEqual([]);
    expect(intent).toMatchObject({ ...common, ...(bodyHash && { bodyHash }) });
    expect(intent).not.toHaveProperty('outcome');
    expect(done).toMatchObject({ ...common, intent: intent!.entryToken, outcome });

    const tried = await system.send(method, target, { ...options, token: tokens.auditor });
    expect(tried.status).toBe(leaves.auditor);
    const ofTheAuditor = (await since()).slice(2);
    const actor = decodeJwt(tokens.auditor).sub;
    if (leaves.auditor === 200)
      expect(ofTheAuditor).toMatchObject([
        { actor, role: 'auditor', act },
        { role: 'auditor', outcome },
      ]);
    else {
      expect(ofTheAuditor).toEqual([expect.objectContaining({ actor, act, ...inPath, outcome: 'forbidden' })]);
      expect(ofTheAuditor[0]).not.toHaveProperty('role');
    }
  });

  test('says of a plan which one came to stand', async () => {
    const wave = await system.send('GET', `/v1/waves/${SECOND}`);
    const acts = (await entriesOf('officers')).filter(({ waveId }) => waveId === SECOND);
    const proposed = acts.find(({ outcome }) => outcome === 'proposed')!;
    const approvals = acts.filter(({ proposalId, act }) => proposalId === proposed.proposalId && act === 'approve');
    expect(approvals).toEqual([
      expect.objectContaining({ actor: decodeJwt(tokens.approver).sub }),
      expect.objectContaining({ outcome: 'announced', planHash: wave.json['planHash'] }),
    ]);
    expect(proposed).toMatchObject({ act: 'propose', actor: decodeJwt(tokens.officer).sub });
  });

  test('says of a proposal to register a partner which one', async () => {
    const before = (await entriesOf('officers')).length;
    const body = { kind: 'register-partner', partnerId: 'pijar', ...aPartner('pijar').body };
    expect((await system.send('POST', '/v1/proposals', { body, token: tokens.officer })).status).toBe(202);
    expect((await entriesOf('officers')).slice(before)).toMatchObject([
      { act: 'propose', partnerId: 'pijar' },
      { act: 'propose', partnerId: 'pijar', outcome: 'proposed' },
    ]);
  });

  test('leaves nothing of a name that no wave can have, such as a NIK', async () => {
    const before = (await entriesOf('officers')).length;
    for (const route of Object.keys(LEAVES).filter((of) => !of.startsWith('GET'))) {
      const [method = '', path = ''] = route.split(' ');
      for (const token of Object.values(tokens))
        await system.send(method, path.replace(/\{\w+\}/g, person.nik), { body: SECOND_PLAN, token });
    }
    const since = (await entriesOf('officers')).slice(before);
    // Whoever has not the role is noted, and nothing of what was asked for.
    expect(new Set(since.map(({ act, outcome }) => `${act} ${outcome}`))).toEqual(
      new Set(
        ['propose', 'approve', 'start-selection', 'begin-list-import', 'complete-list-import', 'dismiss-appeal'].map(
          (act) => `${act} forbidden`,
        ),
      ),
    );
    expect(JSON.stringify(since)).not.toContain(person.nik);
  });
});

describe('the log over HTTP', () => {
  test('is read page by page, by number, and nothing else', async () => {
    const all = await entriesOf('officers');
    const { json } = await system.send('GET', '/v1/audit/officers?after=2', { token: tokens.officer });
    expect(json).toEqual({ chain: 'officers', entries: all.slice(2) });
    const problem = async (path: string) => (await system.send('GET', path, { token: tokens.officer })).json['type'];
    for (const after of ['-1', 'x', '', '1e3', '1234567890', '1&after=2'])
      expect(await problem(`/v1/audit/officers?after=${after}`), after).toBe('urn:gelombang:problem:invalid-after');
    for (const chain of ['officer', 'openings', 'openings-zz', 'openings-00%0a'])
      expect(await problem(`/v1/audit/${chain}`), chain).toBe('urn:gelombang:problem:unknown-chain');
  });
});

describe('sealed data', () => {
  test('that was opened to tell somebody a result, and to join a later wave, is in the chain of its shard', {
    timeout: 120_000,
  }, async () => {
    system.advanceTo('2020-08-10T05:00:00Z');
    await untilPublished(system, FIRST);
    // The tokens of two days ago are no longer valid.
    await signIn();
    const chain = `openings-${shardOf(String(decodeJwt(manageToken)['registrationKey']))}`;
    await vi.waitFor(async () => expect(await entriesOf(chain)).toHaveLength(1), 60_000);
    const { status } = await system.send('POST', `/v1/waves/${SECOND}/registration`, { token: manageToken });
    expect(status).toBe(409);
    const own = await system.send('GET', `/v1/waves/${FIRST}/registration`, { token: manageToken });
    const opened = { actor: 'applicant', purpose: 'join-wave', waveId: SECOND, earlierWave: FIRST, entryId: own.json['entryId'] };
    const told = { actor: 'notification', purpose: 'notify', waveId: FIRST, entryId: own.json['entryId'] };
    expect(await entriesOf(chain)).toEqual([expect.objectContaining(told), expect.objectContaining(opened)]);
  });
});

describe('npm run verify-audit', () => {
  const url = () => `${system.runtime.url}/v1/audit`;
  const heads = () => ['--heads', `${system.runtime.url}/v1/waves/${FIRST}/evidence`];

  test('finds the whole log sound, with the heads that the certificate has published, and keeps it', async () => {
    const certificate = certificateSchema.parse(JSON.parse(evidenceFile(system.runtime, FIRST, 'certificate.json')!));
    const acts = await entriesOf('officers');
    expect(certificate.audit.head).toBe(acts[certificate.audit.entries - 1]!.hash);
    const { status, stdout, stderr } = await verifyAudit(url(), '--token', tokens.auditor, ...heads(), '--save', kept);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      `  ok    officers     ${acts.length} entries, 1 published heads stand in it\n` +
        '  ok    openings     2 entries, 0 published heads stand in it, in one chain\n' +
        'The audit log holds.\n',
    );
    expect(readdirSync(kept)).toHaveLength(2);
    const again = await verifyAudit(kept, ...heads());
    expect([again.status, again.stdout]).toEqual([0, stdout]);
    const twice = await verifyAudit(`${url()}/officers`, '--token', tokens.auditor, '--save', kept);
    expect([twice.status, twice.stdout, twice.stderr]).toEqual([1, '', expect.stringContaining('is there already')]);
  });

  test('needs a token that may read it', async () => {
    const { status, stdout, stderr } = await verifyAudit(`${url()}/officers`);
    expect([status, stdout, stderr]).toEqual([1, '', `${url()}/officers?after=0 answered 401\n`]);
  });

  test('names chain and number when an entry was changed, or the end cut off, behind the functions', async () => {
    const last = (await entriesOf('officers')).length;
    const certified = certificateSchema.parse(JSON.parse(evidenceFile(system.runtime, FIRST, 'certificate.json')!)).audit.entries;
    const client = new DynamoDBClient({
      endpoint: system.runtime.dynamodbEndpoint,
      region: 'ap-southeast-3',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const documents = DynamoDBDocumentClient.from(client);
    const TableName = system.runtime.environment('audit')['AUDIT_TABLE']!;
    const asked = [`${url()}/officers`, '--token', tokens.auditor, ...heads()];
    for (let number = last; number >= certified; number--)
      await documents.send(new DeleteCommand({ TableName, Key: { chain: 'officers', number } }));
    const cut = await verifyAudit(...asked);
    expect([cut.status, cut.stdout]).toEqual([
      1,
      `  FAIL  officers     number ${certified} is missing: the chain ends with number ${certified - 1}\n` +
        'The audit log does NOT hold: officers.\n',
    ]);
    await documents.send(
      new UpdateCommand({
        TableName,
        Key: { chain: 'officers', number: 2 },
        UpdateExpression: 'SET actor = :somebody',
        ExpressionAttributeValues: { ':somebody': 'somebody-else' },
      }),
    );
    const changed = await verifyAudit(...asked);
    expect([changed.status, changed.stdout.split('\n')[0]]).toEqual([
      1,
      '  FAIL  officers     number 2 was changed: its hash is not that of its fields',
    ]);
    client.destroy();
  });

  test('what the local runtime has written holds nothing of a person', () => {
    const logs = join(system.dataFolder, 'logs');
    const text = readdirSync(logs).map((file) => readFileSync(join(logs, file), 'utf8'));
    const saved = existsSync(kept) ? readdirSync(kept).map((file) => readFileSync(join(kept, file), 'utf8')) : [];
    for (const secret of [person.nik, person.kk, person.fullName, person.phone])
      expect(
        [...text, ...saved].some((of) => of.includes(secret)),
        secret,
      ).toBe(false);
  });
});
