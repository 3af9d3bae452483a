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

/** The rule that clients follow, what measures an opening, and the bill. */
export const OPENING_MUTANTS: readonly Mutant[] = [
  {
    name: 'everybody sends at the opening',
    file: rule,
    find: 'return untilOpening + chance * Math.min(rule.spreadMs, left, rule.spreadOfWindow * windowMs);',
    replace: 'return untilOpening;',
    tests: RULE,
  },
  {
    name: 'somebody waits beyond the first minutes',
    file: rule,
    find: 'Math.min(rule.spreadMs, left, ',
    replace: 'Math.min(rule.spreadMs, ',
    tests: RULE,
  },
  {
    name: 'somebody waits a short wave away',
    file: rule,
    find: ', rule.spreadOfWindow * windowMs)',
    replace: ')',
    tests: RULE,
  },
  {
    name: 'somebody waits beyond half of a short wave',
    file: rule,
    find: 'Math.min(rule.spreadUntilMs, windowMs / 2)',
    replace: 'rule.spreadUntilMs',
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
    find: 'alarmMetrics: ',
    replace: 'alarmMetrics: -1 + ',
    tests: TEMPLATES,
  },
];
