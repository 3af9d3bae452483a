import type { Mutant } from './mutant.ts';

const RULE = ['test/retry/retry-rule.test.ts'];
const MODEL = ['test/opening/model.test.ts'];
const LOCALLY = ['test/opening/locally.test.ts'];
const BILL = ['test/cost/bill.test.ts'];
const TEMPLATES = ['test/cost/templates.test.ts'];
const rule = 'shared/retry/retry-rule.ts';
const model = 'test/bench/opening/model.ts';
const locally = 'test/bench/opening/play-locally.ts';
const figures = 'test/bench/opening/figures.ts';
const limits = 'infra/opening-limits.ts';
const terms = 'cost/terms.ts';
const prices = 'cost/prices.ts';
const PREFLIGHT = ['test/opening/preflight.test.ts'];
const CAPACITY = ['test/opening/capacity.test.ts'];
const SCHEDULE = ['test/waves/schedule-wave.test.ts'];
const NEEDS = ['test/infra/opening.test.ts'];
const SILENCE = ['test/http/preflight.test.ts'];
const preflight = 'shared/opening/preflight.ts';
const ready = 'shared/opening/keep-ready.ts';
const capacity = 'shared/opening/capacity-store.ts';
const schedule = 'shared/waves/schedule-wave.ts';

/** The rule that clients follow, what measures an opening, and the bill. */
export const OPENING_MUTANTS: readonly Mutant[] = [
  {
    name: 'everybody sends at the opening',
    file: rule,
    find: 'return untilOpening + chance * Math.min(rule.spreadMs, left);',
    replace: 'return untilOpening;',
    tests: RULE,
  },
  {
    name: 'somebody waits beyond the first minutes',
    file: rule,
    find: 'Math.min(rule.spreadMs, left)',
    replace: 'rule.spreadMs',
    tests: RULE,
  },
  {
    name: 'a Retry-After is not waited for',
    file: rule,
    find: 'return Math.max(asked, rule.floorMs) + chance * longest;',
    replace: 'return rule.floorMs + chance * longest;',
    tests: RULE,
  },
  {
    name: 'those who were turned away together come back together',
    file: rule,
    find: 'rule.floorMs) + chance * longest',
    replace: 'rule.floorMs) + longest',
    tests: RULE,
  },
  {
    name: 'pauses grow without end',
    file: rule,
    find: 'Math.min(rule.capMs, rule.baseMs * 2 ** Math.min(tries - 1, 30))',
    replace: 'rule.baseMs * 2 ** Math.min(tries - 1, 30)',
    tests: RULE,
  },
  {
    name: 'a broken server is taken for an answer',
    file: rule,
    find: '[429, 500, 502, 503, 504]',
    replace: '[429]',
    tests: RULE,
  },
  {
    name: 'the document keeps the rule to itself',
    file: 'shared/http/openapi.ts',
    find: '...(operation.crowded && { description: CROWDED }),',
    replace: '',
    tests: RULE,
  },
  {
    name: 'the model has no throttle',
    file: model,
    find: '    if (!throttle.take(at)) {',
    replace: '    if (!throttle.take(at) && at < 0) {',
    tests: MODEL,
  },
  {
    name: 'the model has environments without number',
    file: model,
    find: 'running < environments.most && scaling.take(at)',
    replace: 'running < Infinity',
    tests: MODEL,
  },
  {
    name: "the model's table takes everything",
    file: model,
    find: 'if (partition.take(at) && writes.take(at)) {',
    replace: 'if (at >= 0) {',
    tests: MODEL,
  },
  {
    name: "the model's people have endless patience",
    file: 'test/bench/opening/crowd.ts',
    find: 'sincePressedMs > manner.patienceMs ? undefined : manner.pauseMs * (0.5 + chance())',
    replace: 'manner.pauseMs * (0.5 + chance())',
    tests: MODEL,
  },
  {
    name: 'latency counts from when a request went out, not from when it should have',
    file: locally,
    find: 'latencies.push(answeredAt - intendedAt);',
    replace: 'latencies.push(answeredAt - at);',
    tests: LOCALLY,
  },
  {
    name: 'a slow answer puts off those who come after it',
    file: locally,
    find: '    void server.send(',
    replace:
      '    for (let stall = 0; stall < 1; stall++) if (underWay > 1) return void schedule.add(now() + 5, 0, person);\n    void server.send(',
    tests: LOCALLY,
  },
  {
    name: 'an answer without a receipt is an acknowledgement',
    file: locally,
    find: "if (receipt === undefined) return count('no receipt');",
    replace: '',
    tests: LOCALLY,
  },
  {
    name: 'the edge keeps what may not be kept',
    file: 'test/bench/opening/edge.ts',
    find: '/\\b(?:no-store|no-cache|private)\\b/.test(cacheControl)',
    replace: 'cacheControl === "no-store"',
    tests: LOCALLY,
  },
  {
    name: 'goodput is held against everybody, whenever they came',
    file: figures,
    find: 'const now = Math.min(next - served, credit);',
    replace: 'const now = Math.min(sent.length - served, credit);',
    tests: MODEL,
  },
  {
    name: 'a stage gets less than AWS gives by itself',
    file: limits,
    find: 'Math.max(opening.warmWriteUnits, NEW_TABLE_WRITE_UNITS)',
    replace: 'opening.warmWriteUnits',
    tests: LOCALLY,
  },
  {
    name: "a price of us-east-1 is shown as Jakarta's",
    file: prices,
    find: "price.region === 'us-east-1' && region !== 'us-east-1'",
    replace: 'price.region === region',
    tests: BILL,
  },
  {
    name: 'an assumed price is shown as one that was read',
    file: prices,
    find: "price.standing === 'assumed' ? 'assumed' : ''",
    replace: "''",
    tests: BILL,
  },
  {
    name: 'a second wave in the month costs nothing',
    file: terms,
    find: "follows === 'month' ? units : units * waves",
    replace: 'units',
    tests: BILL,
  },
  {
    name: 'awards are billed like registrations',
    file: terms,
    find: 'places * MEASURED.writeUnitsPerAward',
    replace: 'places',
    tests: BILL,
  },
  {
    name: 'a function is missing on the bill',
    file: 'cost/functions.ts',
    find: "use('audit', 256, [ASSUMED.audits, 'wave'], [rare, 'wave'], 'auditors read pages'),",
    replace: '',
    tests: TEMPLATES,
  },
  {
    name: 'an alarm is missing on the bill',
    file: terms,
    find: 'alarmMetrics: 42,',
    replace: 'alarmMetrics: 41,',
    tests: TEMPLATES,
  },
  {
    name: 'a wave is scheduled that is not ready',
    file: schedule,
    find: "if (missing.length > 0) return { outcome: 'notReady', missing };",
    replace: '',
    tests: SCHEDULE,
  },
  {
    name: 'an earlier opening needs no preflight',
    file: schedule,
    find: '(!present || plan.opensAt < present.opensAt)',
    replace: '!present',
    tests: SCHEDULE,
  },
  {
    name: "a wave that is not ready can't be put off",
    file: schedule,
    find: '(!present || plan.opensAt < present.opensAt)',
    replace: 'true',
    tests: SCHEDULE,
  },
  {
    name: 'an open wave is extended only when all is ready',
    file: schedule,
    find: 'if (!extended && (!present || plan.opensAt < present.opensAt)) {',
    replace: 'if (!present || plan.opensAt <= present.opensAt) {',
    tests: SCHEDULE,
  },
  {
    name: 'what holds is told as missing',
    file: schedule,
    find: '.filter(({ holds }) => !holds)',
    replace: '',
    tests: SCHEDULE,
  },
  {
    name: "what can't be looked up is taken to be there",
    file: preflight,
    find: "(error: Error): Finding => ({ holds: false, needed: 'an answer'",
    replace: "(error: Error): Finding => ({ holds: true, needed: 'an answer'",
    tests: PREFLIGHT,
  },
  {
    name: "the account's rate of requests is not looked at",
    file: preflight,
    find: 'account.rate >= requests.rate && account.burst',
    replace: 'account.burst',
    tests: PREFLIGHT,
  },
  {
    name: "the account's burst is not looked at",
    file: preflight,
    find: ' && account.burst >= requests.burst',
    replace: '',
    tests: PREFLIGHT,
  },
  {
    name: "the account's concurrency is not looked at",
    file: preflight,
    find: 'holds: account >= needs.concurrency,',
    replace: 'holds: true,',
    tests: PREFLIGHT,
  },
  {
    name: 'what is set aside for registering is not looked at',
    file: preflight,
    find: 'holds: reserved >= reservedConcurrency,',
    replace: 'holds: true,',
    tests: PREFLIGHT,
  },
  {
    name: 'a cold table is ready whatever the account allows',
    file: preflight,
    find: 'const inTime = most >= warmWriteUnits && (',
    replace: 'const inTime = (',
    tests: PREFLIGHT,
  },
  {
    name: 'a table is warmed in no time',
    file: preflight,
    find: 'opensAt - clock.now() >= TABLE_BEFORE_MS',
    replace: 'opensAt - clock.now() >= 0',
    tests: PREFLIGHT,
  },
  {
    name: 'a silent beacon is taken for one that speaks',
    file: preflight,
    find: '(error: Error) => ({ holds: false, needed, found: error.message }),',
    replace: '(error: Error) => ({ holds: true, needed, found: error.message }),',
    tests: PREFLIGHT,
  },
  {
    name: 'the beacon is asked for a round that is not out yet',
    file: preflight,
    find: 'clock.now() - ROUND_AGE_MS',
    replace: 'clock.now()',
    tests: PREFLIGHT,
  },
  {
    name: 'any pepper will do',
    file: preflight,
    find: 'pepper.lifetimeCheck !== facts.lifetimeCheck',
    replace: 'pepper === undefined',
    tests: PREFLIGHT,
  },
  {
    name: 'a signature of the signing key is not checked',
    file: preflight,
    find: 'return { holds: signs,',
    replace: 'return { holds: true,',
    tests: PREFLIGHT,
  },
  {
    name: 'nothing is made warm before an opening',
    file: ready,
    find: 'at - WARM_BEFORE_MS <= now && now < at + WARM_AFTER_MS',
    replace: 'at <= now && now < at + WARM_AFTER_MS',
    tests: CAPACITY,
  },
  {
    name: 'environments are kept warm for ever',
    file: ready,
    find: ' && now < at + WARM_AFTER_MS',
    replace: '',
    tests: CAPACITY,
  },
  {
    name: 'environments are let go as soon as a wave is open',
    file: ready,
    find: 'now < at + WARM_AFTER_MS',
    replace: 'now < at',
    tests: CAPACITY,
  },
  {
    name: 'the first opening alone decides what is kept warm',
    file: ready,
    find: 'openings.some((at) => at - WARM',
    replace: 'openings.slice(0, 1).some((at) => at - WARM',
    tests: CAPACITY,
  },
  {
    name: 'another number of warm environments is left as it is',
    file: ready,
    find: 'warm?.asked !== needs.provisionedConcurrency',
    replace: '!warm',
    tests: CAPACITY,
  },
  {
    name: 'environments that Lambda could not make are passed over',
    file: ready,
    find: 'else if (warm.failed) throw new Error',
    replace: "else if (warm.failed === '') throw new Error",
    tests: CAPACITY,
  },
  {
    name: 'the table is warmed again each minute',
    file: ready,
    find: 'warm < needs.warmWriteUnits && !warming',
    replace: 'warm < needs.warmWriteUnits',
    tests: CAPACITY,
  },
  {
    name: 'the table is warmed though it is warm',
    file: ready,
    find: 'if (warm < needs.warmWriteUnits && !warming)',
    replace: 'if (!warming)',
    tests: CAPACITY,
  },
  {
    name: 'a stage that buys nothing asks AWS all the same',
    file: ready,
    find: 'if (provisionedConcurrency === 0 && warmWriteUnits === 0) return;',
    replace: '',
    tests: CAPACITY,
  },
  {
    name: 'that nothing is kept warm is an error',
    file: capacity,
    find: 'if (error instanceof ProvisionedConcurrencyConfigNotFoundException) return undefined;',
    replace: '',
    tests: CAPACITY,
  },
  {
    name: 'a table that is being changed is an error',
    file: capacity,
    find: 'if (!(error instanceof ResourceInUseException)) throw error;',
    replace: 'throw error;',
    tests: CAPACITY,
  },
  {
    name: 'the wave clock makes nothing ready',
    file: 'functions/wave-clock/handler.ts',
    find: '    keepReady(deps),\n',
    replace: '    Promise.resolve(),\n',
    tests: ['test/opening/wave-clock.test.ts'],
  },
  {
    name: 'what an opening needs is told to nobody by the function that schedules',
    file: 'functions/schedule-wave/dependencies.ts',
    find: 'preflight: (opensAt) => preflight(deps, opensAt)',
    replace: 'preflight: async () => []',
    tests: SILENCE,
  },
  {
    name: 'the registration function is called beside its alias',
    file: 'infra/api.ts',
    find: 'fn.callable',
    replace: 'fn.lambda',
    tests: NEEDS,
  },
  {
    name: 'nothing is set aside for registering',
    file: 'infra/applicant-functions.ts',
    find: '        reservedConcurrency: deployment.stage.opening.reservedConcurrency,\n',
    replace: '',
    tests: NEEDS,
  },
  {
    name: 'the wave clock may not warm the table',
    file: 'infra/opening.ts',
    find: '    this.#registrations.grantWarm(fn);\n',
    replace: '    this.#registrations.grantDescribe(fn);\n',
    tests: ['test/chaos/permissions.test.ts'],
  },
  {
    name: 'whoever schedules may not see what is set aside',
    file: 'infra/opening.ts',
    find: '    this.#register.grantSeeReserved(fn);\n',
    replace: '',
    tests: ['test/chaos/permissions.test.ts'],
  },
];
