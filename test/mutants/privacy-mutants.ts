import type { Mutant } from './mutant.ts';

const ERASURE = ['test/retention/erasure.test.ts'];
const POLICIES = ['test/infra/policies.test.ts'];
const PEPPERS = ['test/registrations/peppers.test.ts'];
const SCHEDULE = ['test/waves/schedule-wave.test.ts'];
const CANARY = ['test/journeys/canary.test.ts'];
const peppers = 'shared/registrations/peppers.ts';
const register = 'shared/registrations/register.ts';
const schedule = 'shared/waves/schedule-wave.ts';
const eraseShard = 'shared/retention/erase-shard.ts';
const toErase = 'shared/retention/wave-to-erase.ts';
const startErasures = 'shared/retention/start-erasures.ts';
const registrations = 'shared/registrations/registrations-store.ts';
const waves = 'shared/waves/waves-store.ts';

/** What is kept of people, for how long, and under which keys. */
export const PRIVACY_MUTANTS: readonly Mutant[] = [
  {
    name: 'the details of those who were selected are erased too',
    file: eraseShard,
    find: 'page.filter(({ entryId }) => !selected.has(entryId))',
    replace: 'page.filter(({ entryId }) => entryId || !selected.has(entryId))',
    tests: ERASURE,
  },
  {
    name: 'details are erased by a file of results that nobody certified',
    file: eraseShard,
    find: 'if (readDocument(certificateSchema, certificate).files[file] !== sha256Hex(results))',
    replace: 'if (readDocument(certificateSchema, certificate).files[file] === undefined)',
    tests: ERASURE,
  },
  {
    name: 'details are erased within the period when the workflow is started by hand',
    file: toErase,
    find: 'if (!wave || !periodIsOver(wave, clock.now(), retentionMs))',
    replace: 'if (!wave || (!periodIsOver(wave, clock.now(), retentionMs) && retentionMs < 0))',
    tests: ERASURE,
  },
  {
    name: 'details are erased a millisecond early',
    file: toErase,
    find: 'published + retentionMs <= now',
    replace: 'published + retentionMs <= now + 1',
    tests: ERASURE,
  },
  {
    name: 'an erasure takes the whole registration',
    file: registrations,
    find: "UpdateExpression: 'REMOVE sealed',",
    replace: "UpdateExpression: 'REMOVE sealed, detailsHash, birthDate',",
    tests: ERASURE,
  },
  {
    name: 'an erasure takes the details of another entry',
    file: registrations,
    find: "const thatEntry = 'entryId = :entryId';",
    replace: "const thatEntry = '(entryId = :entryId OR attribute_exists(entryId))';",
    tests: ERASURE,
  },
  {
    name: 'an erasure makes items of registrations that are not there',
    file: registrations,
    find: 'ConditionExpression: `${stillKept} AND ${noAppealGranted} AND ${thatEntry}`,',
    replace: "ConditionExpression: 'attribute_not_exists(registrationKey) OR (attribute_exists(sealed) AND entryId = :entryId)',",
    tests: ERASURE,
  },
  {
    name: 'a finished erasure is noted again',
    file: waves,
    find: "const notFinishedYet = 'attribute_not_exists(sealedErasedAt)';",
    replace: "const notFinishedYet = 'attribute_exists(waveId)';",
    tests: ERASURE,
  },
  {
    name: 'an erasure is noted on a wave that is not published',
    file: waves,
    find: "const isPublished = '#phase = :published';",
    replace: "const isPublished = '(#phase = :published OR attribute_exists(#phase))';",
    tests: ERASURE,
  },
  {
    name: 'an erased wave is erased again each day',
    file: startErasures,
    find: 'wave.sealedErasedAt === undefined && ',
    replace: '',
    tests: ERASURE,
  },
  {
    name: 'a failed erasure can never be started again',
    file: startErasures,
    find: '-erasure-${weeks + 1}`',
    replace: '-erasure`',
    tests: ERASURE,
  },
  {
    name: 'an erasure begins at an opening',
    file: startErasures,
    find: 'Math.abs(Date.parse(wave.opensAt) - now) < FROM_AN_OPENING_MS',
    replace: 'Math.abs(Date.parse(wave.opensAt) - now) < 0',
    tests: ERASURE,
  },
  {
    name: 'one erasure that can not be started stops the others',
    file: startErasures,
    find: '      failures.push(error);',
    replace: '      throw error;',
    tests: ERASURE,
  },
  {
    name: 'an erasure, and all that goes through a wave part by part, is said to be finished before the parts are through',
    file: 'infra/list-map-finish.ts',
    find: 'list.next(map).next(between ? between.chain(end) : end)',
    replace: 'list.next(between ? between.chain(end) : end)',
    tests: ['test/infra/deadlines.test.ts'],
  },
  {
    name: 'the erasure may rewrite registrations',
    file: 'infra/registrations-table.ts',
    find: "    this.grant(fn, 'dynamodb:Query');\n    this.grantUpdateOf(fn, ['partition', 'registrationKey', 'entryId', 'sealed', 'kept']);",
    replace: "    this.grant(fn, 'dynamodb:Query', 'dynamodb:UpdateItem');",
    tests: POLICIES,
  },
  {
    name: 'joining with a token whose details are erased fails on our side',
    file: 'shared/registrations/join-wave.ts',
    find: "if (!sealed) return { outcome: 'detailsErased' };",
    replace: "if (!sealed) throw new Error('there is nothing to open');",
    tests: ['test/journeys/erasure.test.ts'],
  },
  {
    name: 'another version 1 of the pepper is taken',
    file: peppers,
    find: 'pepperCheck(lifetime) !== facts.lifetimeCheck || ',
    replace: '',
    tests: PEPPERS,
  },
  {
    name: "another version of the wave's pepper is taken",
    file: peppers,
    find: ' || pepperCheck(wave) !== facts.waveCheck',
    replace: '',
    tests: PEPPERS,
  },
  {
    name: 'a function that started before a rotation goes on with what it has read',
    file: peppers,
    find: "peppersFor(await read('afresh'), facts)",
    replace: 'peppersFor(await read(), facts)',
    tests: PEPPERS,
  },
  {
    name: "a person's key goes by the wave's version of the pepper",
    file: register,
    find: 'personKey(peppers.lifetime, body.nik)',
    replace: 'personKey(peppers.wave, body.nik)',
    tests: PEPPERS,
  },
  {
    name: "a household's key goes by the wave's version of the pepper",
    file: register,
    find: 'householdKey(peppers.lifetime, body.kk)',
    replace: 'householdKey(peppers.wave, body.kk)',
    tests: PEPPERS,
  },
  {
    name: 'a public household tag goes by version 1 of the pepper for ever',
    file: register,
    find: 'householdTag(peppers.wave, waveId, body.kk)',
    replace: 'householdTag(peppers.lifetime, waveId, body.kk)',
    tests: PEPPERS,
  },
  {
    name: 'a registration key goes by version 1 of the pepper for ever',
    file: register,
    find: 'registrationKey(peppers.wave, waveId, body.nik)',
    replace: 'registrationKey(peppers.lifetime, waveId, body.nik)',
    tests: PEPPERS,
  },
  {
    name: 'a wave is announced under any pepper',
    file: schedule,
    find: 'if (others.some(({ pepper }) => pepper.lifetimeCheck !== facts.lifetimeCheck)) throw new WrongPepper();',
    replace: 'void others;',
    tests: SCHEDULE,
  },
  {
    name: 'an extension moves a wave with registrations to another pepper',
    file: schedule,
    find: 'const pepper = extended ? extended.pepper : await newestPepper(deps);',
    replace: 'const pepper = await newestPepper(deps);',
    tests: SCHEDULE,
  },
  {
    name: 'nobody is told of a wrong pepper',
    file: 'infra/pepper.ts',
    find: "new CountedLines(fn, 'WrongPepper', fn.logGroup, WRONG_PEPPER)",
    replace: "new CountedLines(fn, 'WrongPepper', fn.logGroup, '{ $.error = \"none\" }')",
    tests: ['test/infra/alarms.test.ts'],
  },
  {
    name: 'what an earlier wave has sealed is opened with the key of the new one',
    file: 'shared/registrations/join-wave.ts',
    find: 'deps.sealingKeys(sealedIn.sealingKeyId)',
    replace: 'deps.sealingKeys((sealedIn && asked.wave).sealingKeyId)',
    tests: ['test/registrations/join-wave.test.ts'],
    named: 'sealing key was rotated',
  },
  {
    name: 'an extension moves a wave with registrations to another sealing key',
    file: schedule,
    find: '...(extended ? sealingKeyOf(extended) : await deps.sealingKey()),',
    replace: '...(await deps.sealingKey()),',
    tests: SCHEDULE,
  },
  {
    name: 'waves go on being sealed to the oldest key',
    file: 'infra/sealing-keys.ts',
    find: 'this.#keys.at(-1) as Key',
    replace: 'this.#keys.at(0) as Key',
    tests: ['test/infra/sealing-keys.test.ts'],
  },
  {
    name: 'a rotation gives the first key another name, and so deletes it',
    file: 'infra/sealing-keys.ts',
    find: 'this.#key(`Key${at + 1}`)',
    replace: 'this.#key(`Key${settings.count - at}of${settings.count}`)',
    tests: ['test/infra/sealing-keys.test.ts'],
  },
  {
    name: 'registering logs what was sent',
    file: 'functions/register/handler.ts',
    find: "consoleLog.info('registration refused', { outcome",
    replace: "consoleLog.info('registration refused', { sent: Buffer.from(event.body ?? '').toString('base64'), outcome",
    tests: CANARY,
  },
  {
    name: 'a failed request is logged with its path',
    file: 'shared/lambda/http-handler.ts',
    find: 'requestId: request.event.requestContext?.requestId,',
    replace:
      'requestId: request.event.requestContext?.requestId, path: request.event.rawPath, query: request.event.rawQueryString,',
    tests: CANARY,
  },
  {
    name: 'a failed step tells what lay in the item',
    file: 'shared/registrations/registrations-store.ts',
    find: 'yield (page.Items ?? []).map((item) => registrationItemSchema.parse(item));',
    replace: `yield (page.Items ?? []).map((item) => {
        if (!registrationItemSchema.safeParse(item).success) throw new Error(JSON.stringify(item));
        return registrationItemSchema.parse(item);
      });`,
    tests: CANARY,
  },
  {
    name: 'an unknown wave is logged by the name that was given',
    file: 'functions/join-wave/handler.ts',
    find: "waveId: result.outcome === 'unknownWave' ? undefined : waveId",
    replace: 'waveId',
    tests: CANARY,
  },
  {
    name: 'a plain digest of the NIK is kept with a registration',
    file: register,
    find: 'detailsHash: details,',
    replace: "detailsHash: process.getBuiltinModule('node:crypto').hash('sha256', body.nik),",
    tests: CANARY,
  },
  {
    name: 'a birth date sent as the key of a record is told back',
    file: 'shared/http/parse-body.ts',
    find: '/^(?:[A-Za-z]{1,40}|\\d{1,3})$/.test(String(part))',
    replace: '/^[A-Za-z0-9-]{1,40}$/.test(String(part))',
    tests: ['test/http/parse-body.test.ts'],
  },
];
