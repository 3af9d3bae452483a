import { createHash } from 'node:crypto';
import fc, { type Arbitrary } from 'fast-check';
import { sha256Hex } from '#shared/evidence/sha256.ts';
import { openApiDocument } from '#shared/http/openapi.ts';
import { OPERATIONS } from '#shared/http/operations/operations.ts';
import type { PartnerKey } from '#shared/partners/sign-request.ts';
import { signedRequest } from '#shared/partners/sign-request.ts';
import { activationsPath } from '#shared/partners/signed-request.ts';
import { PROVINCES } from '#shared/regions/provinces.ts';
import { aPartner } from '../partners/a-partner.ts';
import { applicant, nik } from './people.ts';
import { planBody } from './running-system.ts';
import { type JsonSchema, valuesOf } from './schema-arbitrary.ts';

/** A request as bytes, with what it was made of. */
export type FuzzRequest = { route: string; target: string; wellFormed: boolean; bytes: Buffer };
/** What the system under the requests has in it. */
export type FuzzWorld = {
  waves: readonly string[];
  /** Proposals, of the waves and of the one whose plan is decided at its wave. */
  proposals: readonly string[];
  manageTokens: readonly string[];
  officerTokens: readonly string[];
  otherTokens: readonly string[];
  /** Who signs what is sent to the partners' route, when, and for whose places. */
  partner: { key: PartnerKey; now: number; entries: readonly string[] };
  /** Who was refused in the wave that is done, and has appealed in the words of `APPEAL`. */
  appellant: { entryId: string; manageToken: string };
};

export const APPEAL = { reason: 'details-wrong', text: 'keberatan' };

const digits = (length: number) => fc.stringMatching(new RegExp(`^[1-9][0-9]{${length - 1}}$`));
const provinces = fc.constantFrom(...PROVINCES.map(({ code }) => code));
/** Written with an offset, years at both ends of what four digits hold. */
const instants = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom('2020-08-09', '2020-08-20', '2020-09-01', '2021-02-28') },
      fc.constantFrom('0000-01-01', '9999-12-31', '0001-01-01', '1969-12-31', '2024-02-29'),
    ),
    fc.constantFrom('00:00:00', '23:59:59', '12:30:00.123456', '05:00:00.000'),
    fc.constantFrom('Z', '+07:00', '-23:59', '+23:59'),
  )
  .map(([day, time, offset]) => `${day}T${time}${offset}`);

const listNames = fc.oneof(fc.constantFrom('bpum-2020', 'a', 'aid@1'), digits(16), fc.stringMatching(/^[0-9a-z][0-9a-z-]{0,63}$/));

const KNOWN: Readonly<Record<string, Arbitrary<unknown>>> = {
  nik: fc.oneof(fc.integer({ min: 1, max: 9999 }).map(nik), digits(16)),
  kk: digits(16),
  fullName: fc.oneof(fc.constantFrom('Siti', 'Ñandú', '李', 'a'.repeat(160)), fc.string({ unit: 'grapheme' })),
  birthDate: fc.oneof(
    fc.constantFrom('1990-01-01', '1900-01-01', '2020-08-09', '9999-12-31', '2020-02-30'),
    fc.stringMatching(/^[12][09]\d\d-[01]\d-[0-3]\d$/),
  ),
  phone: fc.stringMatching(/^\+[1-9]\d{7,14}$/),
  province: fc.oneof(provinces, fc.stringMatching(/^\d\d$/)),
  instant: instants,
  waveId: fc.constantFrom('done', 'open', 'unknown-wave'),
  partnerId: fc.oneof(fc.constantFrom('zenius', 'Zenius', 'x'.repeat(33)), digits(16)),
  remedyWaveId: fc.constantFrom('done', 'open', 'unknown-wave'),
  name: fc.oneof(fc.constantFrom('Pijar', 'a'.repeat(101)), digits(16), fc.string({ unit: 'grapheme' })),
  x: fc.oneof(fc.constantFrom('A'.repeat(43), 'B'.repeat(43)), digits(16), fc.base64String()),
  kid: fc.oneof(digits(16), fc.string()),
  'exclusionLists[]': listNames,
  'barredLists[]': listNames,
  'lists[]': listNames,
};

/** A list that is begun, sent and completed by chance. */
const LIST = [nik(1), nik(2), nik(3)].map((of) => `${of}\n`).join('');
const DIGEST = createHash('sha256').update(LIST).digest();
export const LIST_FACTS = {
  kind: 'aid',
  asOf: '2020-08-01',
  lines: 3,
  sha256: DIGEST.toString('hex'),
  chunksSha256: sha256Hex(DIGEST),
};
const IMPORT = `${sha256Hex(Object.values(LIST_FACTS).join('\n')).slice(0, 12)}-1`;

const SCHEMAS = openApiDocument().components.schemas as Record<string, JsonSchema>;
/** Who signs is registered already, and must stay: what officers propose is about another. */
const PARTNER = aPartner('zenius').body;
/** A body that is right in every field, for each kind. */
const rightOf = ({ proposals }: FuzzWorld): Readonly<Record<string, object>> => ({
  RegistrationBody: applicant(),
  PlanBody: planBody({
    opensAt: '2020-08-20T05:00:00.000Z',
    closesAt: '2020-08-21T05:00:00.000Z',
    beacon: { at: '2020-08-22T05:00:00Z' },
  }),
  DryRunBody: { entrants: 10 },
  JoinChanges: {},
  PlanDecisionBody: { proposalId: proposals[0], decision: 'approved' },
  ProposalBody: { kind: 'stop-revocations', waveId: 'done', reason: 'other' },
  DecisionBody: { decision: 'approved' },
  ActivationBody: { waveId: 'done', entryId: 'e'.repeat(32) },
  ListFacts: LIST_FACTS,
  AppealBody: APPEAL,
  DismissalBody: { reason: 'other' },
});

/** A person whom nobody has registered yet, or who has been. */
const newcomers = fc
  .integer({ min: 1, max: 9_999 })
  .map((serial) => applicant({ nik: nik(serial), birthDate: '1990-01-01', fullName: 'Warga Baru' }));

/** What is proposed: about a wave, or a partner. */
const proposed = (right: object) => fc.constantFrom<object>(right, { kind: 'register-partner', partnerId: 'zenius', ...PARTNER });
/** Somebody's place, as a partner names it. */
const places = ({ entries }: FuzzWorld['partner']) => fc.constantFrom(...entries).map((entryId) => ({ waveId: 'done', entryId }));

/** Right, nearly right, JSON of any kind, or bytes of any kind. */
function bodies(name: string, world: FuzzWorld): Arbitrary<Buffer> {
  const schema = SCHEMAS[name] as JsonSchema;
  const right = rightOf(world)[name] as object;
  const fields = Object.keys(schema.properties ?? right);
  // Dry runs of 200,000 entrants are for a benchmark.
  const known = {
    ...KNOWN,
    entrants: fc.integer({ min: 1, max: 200 }),
    proposalId: fc.constantFrom(...world.proposals),
    entryId: fc.constantFrom(...world.partner.entries),
  };
  const fromSchema = valuesOf(schema, known);
  const oneChanged = fc.constantFrom(...fields).chain((field) =>
    fc
      .oneof(
        { weight: 3, arbitrary: valuesOf(schema.properties?.[field] ?? {}, known, field) },
        fc.jsonValue(),
        digits(16),
        fc.constantFrom(null, 1e308, -0, '', '\u0000', 'a'.repeat(4_000), [[[[]]]], { __proto__: 1 }),
      )
      .filter((value) => field !== 'entrants' || Number(value) < 1_000 || typeof value !== 'number')
      .map((value) => ({ ...right, [field]: value })),
  );
  const oneMore = fc.tuple(fc.oneof(fc.string(), digits(16), fc.constantFrom('__proto__', 'constructor', 'a/b~c')), fc.jsonValue());
  return fc.oneof(
    { weight: 3, arbitrary: fromSchema.map(text) },
    { weight: 4, arbitrary: oneChanged.map(text) },
    // A plan, or the decision on one, is answered well at few waves only, and an activation by the right signature only.
    {
      weight: /^Plan|Decision|Activation|Appeal/.test(name) ? 30 : 12,
      arbitrary: (
        { RegistrationBody: newcomers, ActivationBody: places(world.partner), ProposalBody: proposed(right) }[name] ??
        fc.constant(right)
      ).map(text),
    },
    { weight: 1, arbitrary: oneMore.map(([key, value]) => Buffer.from(`{${JSON.stringify(key)}:${JSON.stringify(value)}}`)) },
    { weight: 1, arbitrary: fc.constantFrom(...fields).map((field) => text({ ...right, [field]: undefined })) },
    { weight: 1, arbitrary: fc.json().map((json) => Buffer.from(json)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('[', '{"a":', '\uFEFF{}', '9'.repeat(8_193), '['.repeat(8_000)).map((json) => Buffer.from(json)),
    },
  );
}

const text = (value: unknown) => Buffer.from(JSON.stringify(value) ?? '');

const AWKWARD_PARTS = [
  '%00',
  'a%00b',
  '%2e%2e',
  '..',
  '.',
  '%2F',
  'a%2Fb',
  '%2Fevidence%2Fplan.json',
  '%c3%28',
  '%',
  '%zz',
  '%3F',
  '%23',
  '%25',
  '%E2%80%AE',
  '%F0%9F%98%80',
  '__proto__',
  'constructor',
  '*',
  '-',
  'A',
  '%20',
  'a'.repeat(33),
  'a'.repeat(2_049),
  '%C3%A9'.repeat(600),
  'a'.repeat(9_900),
  'a'.repeat(20_000),
];

const parts = (usual: readonly string[]) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...usual) },
    { weight: 2, arbitrary: fc.constantFrom(...AWKWARD_PARTS) },
    { weight: 1, arbitrary: digits(16) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1 }).map(encodeURIComponent) },
  );

const FILES = [
  'plan.json',
  'plans/1.json',
  'plans/2.json',
  'commitment.json',
  'certificate.json',
  'certificate.json.jws',
  'winners.csv',
  'entrants/00.csv',
  'attempts.jsonl',
  '../../keys',
  'workings/x.csv',
];

const latin = fc.string({
  unit: fc
    .integer({ min: 0x20, max: 0xff })
    .filter((code) => code !== 0x7f)
    .map((code) => String.fromCharCode(code)),
});

function headers(world: FuzzWorld, operation: (typeof OPERATIONS)[string] | undefined): Arbitrary<[string, string][]> {
  const { officerTokens, otherTokens } = world;
  const manageTokens = operation?.body === 'AppealBody' ? [world.appellant.manageToken] : world.manageTokens;
  const right = operation?.security === 'officerToken' ? officerTokens : manageTokens;
  const every = [...manageTokens, ...officerTokens, ...otherTokens];
  const authorization = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...right).map((token) => `Bearer ${token}`) },
    { weight: 3, arbitrary: fc.constantFrom(...every).map((token) => `Bearer ${token}`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...every), fc.nat(300))
        .map(([token, at]) => `Bearer ${token.slice(0, at)}x${token.slice(at + 1)}`),
    },
    { weight: 1, arbitrary: latin },
    {
      weight: 1,
      arbitrary: fc
        .oneof(
          latin,
          digits(16),
          fc.base64String({ maxLength: 90 }).map((some) => `${some}.${some}.${some}`),
        )
        .map((some) => `Bearer ${some}`),
    },
  );
  const contentType = fc.oneof(
    { weight: 12, arbitrary: fc.constant(typeof operation?.body === 'object' ? operation.body.mediaType : 'application/json') },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        'application/json; charset=utf-16',
        'application/problem+json',
        'text/json',
        'multipart/form-data',
        'application/octet-stream',
      ),
    },
    { weight: 1, arbitrary: latin },
  );
  const language = fc.oneof(fc.constantFrom('en', 'id', 'en;q=x', 'en;q=1e9', ','.repeat(500), '*;q=0', 'in, en;q=0.5.5'), latin);
  const others = fc.tuple(
    fc.constantFrom(
      'x-forwarded-for',
      'x-forwarded-host',
      'cookie',
      'accept',
      'accept-encoding',
      'if-none-match',
      'range',
      'origin',
      'user-agent',
      '__proto__',
      'x-http-method-override',
      'content-encoding',
      'x-amzn-trace-id',
    ),
    fc.oneof(latin, digits(16)),
  );
  const maybe = (name: string, values: Arbitrary<string>, freq: number) =>
    fc.option(
      values.map((value) => [name, value] as [string, string]),
      { freq },
    );
  return fc
    .tuple(
      maybe('authorization', authorization, 6),
      operation?.body ? maybe('content-type', contentType, 12) : fc.constant(null),
      maybe('accept-language', language, 1),
      fc.option(others),
      fc.option(others),
    )
    .map((given) => given.filter((header) => header !== null));
}

function bodyOf(body: (typeof OPERATIONS)[string]['body'], world: FuzzWorld): Arbitrary<Buffer> | undefined {
  return typeof body === 'object'
    ? fc.oneof({ weight: 3, arbitrary: fc.constant(Buffer.from(LIST)) }, listChunks)
    : body && bodies(body, world);
}

/** Lines of a list, right and wrong ones. */
const listChunks = fc
  .array(
    fc.oneof(
      fc.integer({ min: 1, max: 9999 }).map(nik),
      digits(16),
      fc.stringMatching(/^"?\d{10,18}"?[,;]?$/),
      fc.constantFrom('', 'nik', '\uFEFFnik', '"', '\u0000', 'a'.repeat(70_000)),
    ),
    { maxLength: 4 },
  )
  .chain((lines) => fc.constantFrom('\n', '\r\n', '\r').map((end) => Buffer.from(lines.map((line) => line + end).join(''))));

/** Where wave, token and body have to fit each other before anything but a refusal is answered: asked more often. */
const SELDOM_RIGHT = [
  'GET /v1/waves/{waveId}/registration',
  'PUT /v1/waves/{waveId}',
  'POST /v1/waves/{waveId}/plan-decision',
  'POST /v1/waves/{waveId}/registrations',
  'PUT /v1/lists/{listId}/imports/{importId}/chunks/{number}',
  'POST /v1/lists/{listId}/imports/{importId}/completion',
  'POST /v1/waves/{waveId}/appeals/{entryId}/dismissal',
];

/** Requests to every route; one in twenty has bytes of any kind in the midst of its head. */
export function fuzzRequests(world: FuzzWorld): Arbitrary<FuzzRequest> {
  const query = fc.oneof(
    fc.constantFrom('?after=1', '?after=0&after=1', '?after=-1', '?after=99999999999'),
    { weight: 5, arbitrary: fc.constant('') },
    fc.constantFrom('?', '?a=%', '?a[]=1&a[]=2', '?__proto__=1'),
    digits(16).map((some) => `?nik=${some}`),
  );
  return fc.constantFrom(...Object.keys(OPERATIONS).toSorted(), ...SELDOM_RIGHT, ...SELDOM_RIGHT).chain((route) => {
    const [method = '', path = ''] = route.split(' ');
    const body = OPERATIONS[route]?.body;
    const anyBody = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes));
    const payload = fc.option<Buffer | undefined, undefined>(bodyOf(body, world) ?? anyBody, {
      freq: body ? 15 : 2,
      nil: undefined,
    });
    const junk = fc.oneof(
      { weight: 19, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 8 }), fc.nat(400)) },
    );
    return fc
      .record({
        waveId: parts(path.includes('/appeal') ? ['done'] : ['unknown-wave', 'new-1', 'new-2', 'new-3', ...world.waves]),
        entryId: parts([world.appellant.entryId]),
        file: parts(FILES),
        chain: parts(['officers', 'openings-0a']),
        proposalId: parts(world.proposals),
        year: parts(['2020']),
        listId: parts(['aid']),
        importId: parts([IMPORT]),
        number: parts(['1']),
        query,
        payload,
        partnerId: parts([world.partner.key.partnerId]),
        nonce: fc.stringMatching(/^[\w-]{16,20}$/),
        headers: headers(world, OPERATIONS[route]),
        junk,
      })
      .map((given) => {
        const target =
          path
            .replace('{waveId}', () => given.waveId)
            .replace('{file+}', () => given.file)
            .replace('{chain}', () => given.chain)
            .replace('{partnerId}', () => given.partnerId)
            .replace('{proposalId}', () => given.proposalId)
            .replace('{entryId}', () => given.entryId)
            .replace('{year}', () => given.year)
            .replace('{listId}', () => given.listId)
            .replace('{importId}', () => given.importId)
            .replace('{number}', () => given.number) + given.query;
        const all = OPERATIONS[route]?.security === 'partnerSignature' ? signedHeaders(world, given) : given.headers;
        return { route, target, ...requestBytes(method, target, all, given.payload, given.junk) };
      });
  });
}

/** Most are signed as they are; the others carry what anybody could. */
function signedHeaders(
  { partner }: FuzzWorld,
  given: { payload: Buffer | undefined; nonce: string; headers: [string, string][] },
): [string, string][] {
  if (given.nonce.length > 19) return given.headers;
  const { key, now } = partner;
  const body = given.payload?.toString('latin1') ?? '';
  const names = { nonce: given.nonce, idempotencyKey: given.nonce, now };
  const { headers } = signedRequest(key, activationsPath(key.partnerId), Buffer.from(body, 'latin1'), names);
  return [...given.headers.filter(([name]) => !(name in headers)), ...Object.entries(headers)];
}

function requestBytes(
  method: string,
  target: string,
  given: [string, string][],
  body: Buffer | undefined,
  junk: [Uint8Array, number] | undefined,
) {
  const lines = [
    `${method} ${target} HTTP/1.1`,
    'host: localhost',
    'connection: close',
    ...given.map(([name, value]) => `${name}: ${value}`),
    ...(body ? [`content-length: ${body.length}`] : []),
  ];
  let head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  if (junk) {
    const at = junk[1] % head.length;
    head = Buffer.concat([head.subarray(0, at), junk[0], head.subarray(at)]);
  }
  return { wellFormed: !junk, bytes: Buffer.concat([head, body ?? Buffer.alloc(0)]) };
}
