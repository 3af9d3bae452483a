import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { decodePath, splitOnce } from '#infra/local/http/event.ts';
import { findRoute } from '#infra/local/http/routes.ts';
import { ANSWERS } from '#shared/http/answers.ts';
import { OPERATIONS } from '#shared/http/operations/operations.ts';
import { problemSchema } from '#shared/http/problem-document.ts';
import { type ProblemName, problemType } from '#shared/http/problems.ts';
import { aPartner } from '../partners/a-partner.ts';
import { registerByTwo } from '../partners/registered.ts';
import { APPEAL, type FuzzRequest, fuzzRequests, LIST_FACTS } from '../support/fuzz-requests.ts';
import { applicant, nik } from '../support/people.ts';
import { exchange, type RawAnswer } from '../support/raw-http.ts';
import { planBody, type System, startSystem, untilPublished } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';

/** `npm run fuzz -- --runs N --seed S` makes more, and others. */
const RUNS = Number(process.env['GELOMBANG_FUZZ_RUNS'] ?? 2_500);
const SEED = Number(process.env['GELOMBANG_FUZZ_SEED'] ?? 20_201_006);
const ENOUGH_TO_REACH_ALL = 2_500;
const AT_ONCE = 4;
const PATIENCE_MS = 35_000;
/** A broken head may promise a body that never comes. */
const JUNK_PATIENCE_MS = 1_000;
/** What looks like a NIK or a KK. */
const SIXTEEN_DIGITS = /\d{16,}/g;

type Document = {
  paths: Record<string, Record<string, { responses: Record<string, { content: Record<string, { schema?: { $ref: string } }> }> }>>;
  components: { schemas: Record<string, z.core.JSONSchema.JSONSchema> };
};
let system: System;
let document: Document;
let schemas: Map<string, z.ZodType>;
const manageTokens: string[] = [];
const officerTokens: string[] = [];
const otherTokens: string[] = [];
const partner = aPartner('pijar');
const doneEntries: string[] = [];
const proposals: string[] = [];
let appellant: { entryId: string; manageToken: string };

beforeAll(async () => {
  system = await startSystem('2020-08-01T00:00:00Z');
  const announce = async (waveId: string, days: [string, string, string]) => {
    const [opensAt, closesAt, at] = days.map((day) => `2020-08-${day}:00.000Z`) as [string, string, string];
    const body = planBody({ opensAt, closesAt, beacon: { at } });
    expect((await schedule(system, waveId, body)).status).toBe(201);
  };
  const register = async (waveId: string, changes: object) => {
    const answer = await system.send('POST', `/v1/waves/${waveId}/registrations`, { body: applicant(changes) });
    expect(answer.status).toBe(201);
    manageTokens.push(String(answer.json['manageToken']));
    otherTokens.push(String(answer.json['receipt']));
    if (waveId === 'done') doneEntries.push(String(answer.json['entryId']));
  };
  await announce('done', ['02T05:00', '03T05:00', '03T05:10']);
  system.advanceTo('2020-08-02T06:00:00Z');
  for (const serial of [1, 2, 3])
    await register('done', { nik: nik(serial), kk: `317405120315000${serial}`, birthDate: '1990-01-01' });
  await register('done', { nik: nik(4), kk: '3174051203150004', birthDate: '2010-01-01' });
  system.advanceTo('2020-08-03T05:10:30Z');
  await untilPublished(system, 'done');
  // The youngest of all, whom a rule has refused.
  appellant = { entryId: doneEntries.at(-1)!, manageToken: manageTokens.at(-1)! };
  const appealing = { body: APPEAL, token: appellant.manageToken };
  expect((await system.send('POST', '/v1/waves/done/registration/appeal', appealing)).status).toBe(201);
  await announce('open', ['08T05:00', '09T05:00', '09T05:10']);
  await announce('announced', ['10T05:00', '11T05:00', '11T05:10']);
  system.advanceTo('2020-08-08T06:00:00Z');
  await register('open', {});
  // Joining needs somebody whose details are still kept: those of the wave that is done have been erased.
  await announce('also-open', ['08T07:00', '12T05:00', '12T05:10']);
  system.advanceTo('2020-08-08T07:00:01Z');
  for (let serial = 11; serial <= 30; serial++)
    await register('also-open', { nik: nik(serial), kk: `31740512031500${serial}`, birthDate: '1990-01-01' });
  const officer = await system.runtime.token('officer');
  // Of somebody else than the maker, who may do all.
  officerTokens.push(await system.runtime.token(['officer', 'approver'], 'checker'));
  const { json } = await system.send('GET', '/v1/proposals', { token: officer });
  const plans = json['proposals'] as { proposalId: string; waveId: string }[];
  proposals.push(plans.find(({ waveId }) => waveId === 'open')!.proposalId);
  const stop = { kind: 'stop-revocations', waveId: 'done', reason: 'complaints' };
  proposals.push(String((await system.send('POST', '/v1/proposals', { token: officer, body: stop })).json['proposalId']));
  expect(await registerByTwo(system, 'pijar', partner.body)).toBe(200);
  const begun = await system.send('POST', '/v1/lists/aid/imports', { body: LIST_FACTS, token: officer });
  expect(begun.status).toBe(201);
  otherTokens.push(await system.runtime.token('auditor'));
  document = (await system.send('GET', '/v1/openapi.json')).json as unknown as Document;
  schemas = new Map(Object.entries(document.components.schemas).map(([name, schema]) => [name, z.fromJSONSchema(schema)]));
});
afterAll(() => system?.stop());

const ROUTES = Object.keys(OPERATIONS).map((routeKey) => ({ routeKey, target: undefined }));

/** The operation that a request really asks for: a `%2F` in a parameter makes it another. */
function operationOf(request: FuzzRequest): string | undefined {
  const [method = ''] = request.route.split(' ');
  const path = decodePath(splitOnce(request.target, '?')[0]);
  return path === undefined ? undefined : findRoute(ROUTES, method, path)?.route.routeKey;
}

/** What is wrong with an answer. */
function faultsOf(request: FuzzRequest, answer: RawAnswer | undefined): string[] {
  if (!answer) return request.wellFormed ? ['no answer'] : [];
  const faults: string[] = [];
  const { status, headers, body } = answer;
  if (status >= 500) faults.push('a 5xx');
  const said = `${Object.values(headers).join('\n')}\n${body}`;
  for (const number of numbersIn(request)) if (said.includes(number)) faults.push('repeats sixteen digits');
  if (Object.keys(headers).some((name) => name.startsWith('access-control-'))) faults.push('answers CORS');
  return request.wellFormed ? [...faults, ...documentFaults(operationOf(request), answer)] : faults;
}

function documentFaults(routeKey: string | undefined, { status, headers, body }: RawAnswer): string[] {
  const type = (headers['content-type'] ?? '').split(';')[0] as string;
  if (!routeKey) return status === 404 || status === 400 || status === 431 ? messageFaults(body) : ['an answer where no route is'];
  const [method = '', path = ''] = routeKey.split(' ');
  const content = document.paths[path.replace('{file+}', '{file}')]?.[method.toLowerCase()]?.responses[status]?.content;
  const media = content?.[type] ?? (status < 400 ? content?.['*/*'] : undefined);
  if (!media) return [`${type} is not in the document of ${routeKey}`];
  if (!media.schema) return [];
  const name = media.schema.$ref.replace('#/components/schemas/', '');
  const json = JSON.parse(body);
  const parsed = (schemas.get(name) as z.ZodType).safeParse(json);
  if (!parsed.success)
    return [`no ${name}: ${JSON.stringify(parsed.error.issues.map(({ path: at, code }) => [at.join('/'), code]))}`];
  if (name === 'Problem') return problemFaults(routeKey, status, json);
  if (Object.hasOwn(ANSWERS, name) && !ANSWERS[name as keyof typeof ANSWERS].safeParse(json).success)
    return [`no ${name} by its own schema`];
  return [];
}

function messageFaults(body: string): string[] {
  return /^\{"message":"[A-Za-z ]+"\}$/.test(body) ? [] : ['no message of the gateway'];
}

function problemFaults(routeKey: string, status: number, json: unknown): string[] {
  const { type, status: inside } = problemSchema.parse(json);
  const documented = [...(OPERATIONS[routeKey]?.problems ?? []), 'internal' as const].map((name: ProblemName) => problemType(name));
  return [
    ...(documented.includes(type) ? [] : [`${type} is not a problem of ${routeKey}`]),
    ...(inside === status ? [] : ['two statuses']),
  ];
}

function numbersIn({ bytes }: FuzzRequest): string[] {
  return [...bytes.toString('latin1').matchAll(SIXTEEN_DIGITS)].map(([number]) => number);
}

test(`${RUNS} requests to all routes: no 5xx, no answer outside the document, no sixteen digits repeated`, {
  timeout: 60_000 + RUNS * 200,
}, async () => {
  const requests = fc.sample(
    fuzzRequests({
      waves: ['open', 'open', 'open', 'also-open', 'also-open', 'done', 'done', 'announced', 'announced', 'announced'],
      proposals,
      manageTokens,
      officerTokens,
      otherTokens,
      partner: { key: partner.key, now: system.runtime.clock.now(), entries: doneEntries },
      appellant,
    }),
    {
      numRuns: RUNS,
      seed: SEED,
    },
  );
  const port = Number(new URL(system.runtime.url).port);
  const found = new Map<string, string>();
  const statuses: Record<string, number> = {};
  const queue = requests.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const request of queue) {
        const answer = await exchange(port, request.bytes, request.wellFormed ? PATIENCE_MS : JUNK_PATIENCE_MS);
        const counted = `${request.route} ${answer?.status}`;
        statuses[counted] = (statuses[counted] ?? 0) + 1;
        for (const fault of faultsOf(request, answer)) {
          const shown = `${request.bytes
            .toString('latin1')
            .replace(/eyJ[\w.-]{20,}/g, '<token>')
            .slice(0, 700)}\n=> ${answer?.status} ${answer?.body.slice(0, 300)}`;
          found.set(`${request.route}: ${answer?.status} ${fault}`, shown);
        }
      }
    }),
  );
  if (process.env['GELOMBANG_FUZZ_RUNS']) process.stdout.write(`${JSON.stringify(statuses, null, 1)}\n`);
  expect(Object.fromEntries(found)).toEqual({});

  // Random requests that reach nothing but refusals would prove little: each route has answered well.
  const well = new Set(
    Object.keys(statuses)
      .filter((counted) => / [23]\d\d$/.test(counted))
      .map((counted) => counted.replace(/ \d+$/, '')),
  );
  if (RUNS >= ENOUGH_TO_REACH_ALL) expect([...well].toSorted()).toEqual(Object.keys(OPERATIONS).toSorted());

  const logs = join(system.dataFolder, 'logs');
  const lines = readdirSync(logs).flatMap((file) => readFileSync(join(logs, file), 'utf8').split('\n'));
  // Lines are written for refused registrations and officers' acts only: a quarter of these requests at the most.
  expect(lines.length).toBeGreaterThan(RUNS / 8);
  const sent = new Set(requests.flatMap(numbersIn));
  expect(sent.size).toBeGreaterThan(RUNS / 30);
  const repeated = lines.filter((line) => (line.match(SIXTEEN_DIGITS) ?? []).some((number) => sent.has(number)));
  expect(repeated).toEqual([]);
});
