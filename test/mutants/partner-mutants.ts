import type { Mutant } from './mutant.ts';

const check = 'shared/partners/check-request.ts';
const activate = 'shared/partners/activate-place.ts';
const store = 'shared/partners/partners-store.ts';
const CHECK = ['test/partners/check-request.test.ts'];
const ACTIVATE = ['test/partners/activate-place.test.ts'];
const REGISTER = ['test/partners/register-partner.test.ts'];

/** What partners send: signed for this one request, once, and done whole or not at all. */
export const PARTNER_MUTANTS: readonly Mutant[] = [
  {
    name: 'a suspended partner is taken',
    file: check,
    find: "if (partner?.state !== 'active') return undefined;",
    replace: 'if (!partner) return undefined;',
    tests: CHECK,
  },
  {
    name: 'a signature counts for another method',
    file: check,
    find: 'claims.htm === received.method &&',
    replace: '',
    tests: CHECK,
  },
  {
    name: 'a signature counts for another path',
    file: check,
    find: 'claims.htu === received.path &&',
    replace: '',
    tests: CHECK,
  },
  {
    name: 'a signature counts for another idempotency key',
    file: check,
    find: 'claims.idem === received.idempotencyKey &&',
    replace: '',
    tests: CHECK,
  },
  {
    name: 'a signature counts for another body',
    file: check,
    find: 'claims.body === bodyHash;',
    replace: 'claims.body !== undefined;',
    tests: CHECK,
  },
  { name: 'a signature of another type counts', file: check, find: '      typ: PARTNER_TYPE,\n', replace: '', tests: CHECK },
  {
    name: 'a signature for another issuer counts',
    file: check,
    find: '      issuer: partner.partnerId,\n',
    replace: '',
    tests: CHECK,
  },
  {
    name: 'a signature for another audience counts',
    file: check,
    find: '      audience: PARTNER_AUDIENCE,\n',
    replace: '',
    tests: CHECK,
  },
  {
    name: 'a signature may live for years',
    file: check,
    find: 'exp > iat && exp - iat <= LONGEST_LIFE_SECONDS',
    replace: 'exp > iat && LONGEST_LIFE_SECONDS > 0',
    tests: CHECK,
  },
  {
    name: 'a signature may be from the future',
    file: check,
    find: 'iat <= now / 1000 + SKEW_SECONDS',
    replace: 'iat <= now',
    tests: CHECK,
  },
  {
    name: 'a nonce is not used up',
    file: store,
    find: "const notUsedYet = 'attribute_not_exists(id)';",
    replace: "const notUsedYet = 'attribute_exists(id) OR attribute_not_exists(id)';",
    tests: ACTIVATE,
  },
  {
    name: 'a request takes its own nonce for that of another',
    file: store,
    find: '`${notUsedYet} OR ${usedByThisRequest}`',
    replace: '`${notUsedYet} AND NOT ${usedByThisRequest}`',
    tests: ACTIVATE,
  },
  {
    name: 'an idempotency key activates any number of places',
    file: store,
    find: "const noneByThatKey = 'attribute_not_exists(id)';",
    replace: "const noneByThatKey = 'attribute_exists(id) OR attribute_not_exists(id)';",
    tests: ACTIVATE,
  },
  {
    name: 'a replayed request is carried out',
    file: activate,
    find: "return { outcome: 'replayed' };",
    replace: '{}',
    tests: ACTIVATE,
  },
  {
    name: 'what was done before by the same key is not looked for',
    file: activate,
    find: '  if (done) return done;\n',
    replace: '  if (done && !body) return done;\n',
    tests: ACTIVATE,
    reason: 'the place’s own condition refuses a second activation, and what stands by the key is looked for after that too',
  },
  {
    name: 'a copy at the same time is not told what the first has done',
    file: activate,
    find: "return (await doneBefore(deps, request)) ?? { outcome: 'activatedOtherwise' };",
    replace: "return { outcome: 'activatedOtherwise' };",
    tests: ACTIVATE,
  },
  {
    name: 'another body by the same key gets the answer of the first',
    file: activate,
    find: "if (kept.bodyHash !== bodyHash) return { outcome: 'keyReused' };",
    replace: '',
    tests: ACTIVATE,
  },
  {
    name: 'the request is not kept with its activation',
    file: activate,
    find: '[deps.partners.keeping(partnerId, { idempotencyKey, bodyHash, ...activation })]',
    replace: '[]',
    tests: ACTIVATE,
  },
  {
    name: 'a place is activated before anybody is told who was drawn',
    file: activate,
    find: "if (!place || wave?.phase !== 'published')",
    replace: 'if (!place || !wave)',
    tests: ACTIVATE,
  },
  {
    name: 'the clocks of a wave stand for nothing',
    file: activate,
    find: 'latest: instant(now - stoodMs(wave, now))',
    replace: 'latest: instant(now - 0 * stoodMs(wave, now))',
    tests: ACTIVATE,
  },
  {
    name: 'a place is activated after its deadline',
    file: 'shared/recipients/places-store.ts',
    find: "const inTime = 'deadline >= :latest';",
    replace: "const inTime = '(deadline >= :latest OR deadline < :latest)';",
    tests: ACTIVATE,
  },
  {
    name: 'a private key is taken and left aside',
    file: 'shared/partners/partner.ts',
    find: '  .strictObject({\n    kty:',
    replace: '  .object({\n    kty:',
    tests: REGISTER,
  },
  {
    name: 'a key goes by any id',
    file: 'shared/partners/partner.ts',
    find: 'kid === undefined || kid === thumbprint(x)',
    replace: 'kid === undefined || kid !== x',
    tests: REGISTER,
  },
  {
    name: 'the front keeps the idempotency key to itself',
    file: 'infra/front.ts',
    find: "['Accept-Language', 'Idempotency-Key']",
    replace: "['Accept-Language']",
    tests: ['test/infra/front.test.ts'],
  },
  {
    name: 'who takes requests may register partners',
    file: 'infra/partners-table.ts',
    find: 'this.grantIf(keysLike(`${nonces}*`, `${requests}*`), fn,',
    replace: "this.grantIf(keysLike(`${nonces}*`, `${requests}*`, '*'), fn,",
    tests: ['test/infra/policies.test.ts'],
  },
];
