import { expect, onTestFinished, test, vi } from 'vitest';
import { createClock } from '#infra/local/clock.ts';
import { InvocationError } from '#infra/local/functions/function-worker.ts';
import type { LocalFunction } from '#infra/local/functions/local-function.ts';
import type { Definition, State } from '#infra/local/workflows/check-definition.ts';
import { createInterpreter } from '#infra/local/workflows/interpreter.ts';

const ARN = 'arn:aws:lambda:ap-southeast-3:000000000000:function:';
const CONTEXT = { Execution: { Id: 'arn:execution', Name: 'run-1' }, StateMachine: { Id: 'arn:machine', Name: 'machine' } };
const START = Date.parse('2020-04-11T12:00:00Z');

// biome-ignore lint/suspicious/noExplicitAny: payloads of test functions
type Step = (input: any) => unknown;
const task = (name: string, more: State = {}): State => ({ Type: 'Task', Resource: ARN + name, End: true, ...more });
const machine = (States: Record<string, State>): Definition => ({ StartAt: Object.keys(States)[0] ?? '', States });

function prepare(definition: Definition, steps: Record<string, Step> = {}, clock = createClock(START)) {
  const functions = new Map<string, LocalFunction>();
  for (const [name, step] of Object.entries(steps)) {
    functions.set(ARN + name, { name, arn: ARN + name, env: {}, invoke: async (input) => step(input), stop: async () => {} });
  }
  return createInterpreter('machine', definition, functions, clock);
}
const run = (definition: Definition, steps: Record<string, Step>, input: unknown = {}, clock = createClock(START)) =>
  prepare(definition, steps, clock).run(input, CONTEXT, () => {}).outcome;
const lambdaError = (errorType: string, errorMessage = 'why') => new InvocationError({ errorType, errorMessage });

test('Map: the selector picks from input and item, never more at once than allowed, results in order or left out', async () => {
  let [now, most] = [0, 0];
  const states = {
    All: {
      Type: 'Map',
      ItemsPath: '$.items',
      MaxConcurrency: 40,
      ItemSelector: { 'wave.$': '$.wave', 'item.$': '$$.Map.Item.Value', 'at.$': '$$.Map.Item.Index' },
      ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: 'One', States: { One: task('one') } },
      ResultPath: '$.results',
      End: true,
    },
  };
  const one: Step = async ({ wave, item, at }) => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setTimeout(resolve, 1));
    now--;
    return `${wave}/${item}/${at}`;
  };
  const items = Array.from({ length: 256 }, (_, index) => index.toString(16).padStart(2, '0'));
  const outcome = await run(machine(states), { one }, { wave: 'w', items });
  expect(outcome).toEqual({
    status: 'SUCCEEDED',
    output: { wave: 'w', items, results: items.map((item, at) => `w/${item}/${at}`) },
  });
  expect(most).toBe(40);
  const discarded = machine({ All: { ...states.All, ResultPath: null } });
  expect(await run(discarded, { one }, { wave: 'w', items })).toEqual({ status: 'SUCCEEDED', output: { wave: 'w', items } });
});

test('Retry: by error name, as often as allowed; another error fails with its payload as the cause', async () => {
  const Retry = [{ ErrorEquals: ['TransientError'], IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 1, JitterStrategy: 'FULL' }];
  let calls = 0;
  const flaky: Step = () => {
    if (++calls < 3) throw lambdaError('TransientError');
    return calls;
  };
  expect(await run(machine({ Flaky: task('flaky', { Retry }) }), { flaky })).toEqual({ status: 'SUCCEEDED', output: 3 });
  calls = -10;
  expect(await run(machine({ Flaky: task('flaky', { Retry }) }), { flaky })).toMatchObject({
    status: 'FAILED',
    error: 'TransientError',
  });
  expect(calls).toBe(-7);
  const broken: Step = () => {
    throw lambdaError('TypeError', 'it broke');
  };
  const cause = JSON.stringify({ errorType: 'TypeError', errorMessage: 'it broke' });
  expect(await run(machine({ Broken: task('broken', { Retry }) }), { broken })).toEqual({
    status: 'FAILED',
    error: 'TypeError',
    cause,
  });
});

test('Catch gets the name and the payload; Choice and ResultPath loop', async () => {
  const definition = machine({
    Draw: task('draw', {
      ResultPath: '$.draw',
      End: undefined,
      Next: 'Any',
      Catch: [{ ErrorEquals: ['NoMore'], ResultPath: '$.end', Next: 'Done' }],
    }),
    Any: { Type: 'Choice', Choices: [{ Variable: '$.draw.winners', NumericGreaterThan: 0, Next: 'Draw' }], Default: 'Done' },
    Done: { Type: 'Succeed' },
  });
  delete definition.States['Draw']?.['End'];
  let round = 0;
  const draw: Step = () => {
    if (++round > 2) throw lambdaError('NoMore');
    return { winners: 5, round };
  };
  const outcome = await run(definition, { draw }, { wave: 'w' });
  const Cause = JSON.stringify({ errorType: 'NoMore', errorMessage: 'why' });
  expect(outcome).toEqual({
    status: 'SUCCEEDED',
    output: { wave: 'w', draw: { winners: 5, round: 2 }, end: { Error: 'NoMore', Cause } },
  });
});

test('Wait: until a time on the runtime clock, and a jump ends it at once', async () => {
  const clock = createClock(START);
  const definition = machine({
    Commit: { Type: 'Pass', Result: { roundAt: '2020-04-11T18:00:00.000Z' }, ResultPath: '$.commitment', Next: 'Hold' },
    Hold: { Type: 'Wait', TimestampPath: '$.commitment.roundAt', Next: 'Pause' },
    Pause: { Type: 'Wait', Seconds: 3600, Next: 'Done' },
    Done: { Type: 'Succeed' },
  });
  let ended = false;
  const seen: string[] = [];
  const { outcome } = prepare(definition, {}, clock).run({ wave: 'w' }, CONTEXT, ({ event, state }) => {
    if (event === 'StateEntered') seen.push(state);
  });
  void outcome.then(() => (ended = true));
  const settle = () => new Promise((resolve) => setTimeout(resolve, 30));
  await settle();
  clock.advanceTo(START + 6 * 3_600_000 - 1_000);
  await settle();
  expect(seen).toEqual(['Commit', 'Hold']);
  clock.advanceTo(START + 6 * 3_600_000);
  await settle();
  expect([seen.at(-1), ended]).toEqual(['Pause', false]);
  clock.advanceTo(clock.now() + 3_600_000);
  expect(await outcome).toEqual({
    status: 'SUCCEEDED',
    output: { wave: 'w', commitment: { roundAt: '2020-04-11T18:00:00.000Z' } },
  });
});

test('a Wait without a timestamp fails, and one in the past is over', async () => {
  const hold = machine({ Hold: { Type: 'Wait', TimestampPath: '$.at', End: true } });
  expect(await run(hold, {}, {})).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  expect(await run(hold, {}, { at: '2019-01-01T00:00:00Z' })).toMatchObject({ status: 'SUCCEEDED' });
});

test('TimeoutSeconds ends a task with States.Timeout; without it a task may take as long as it likes', async () => {
  const never: Step = () => new Promise(() => {});
  expect(await run(machine({ Slow: task('never', { TimeoutSeconds: 1 }) }), { never })).toMatchObject({
    status: 'FAILED',
    error: 'States.Timeout',
  });
});

test('a task without a timeout is not ended after the minute that the engine would give it', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const slow: Step = () => new Promise((resolve) => setTimeout(resolve, 600_000, 'done'));
  const outcome = run(machine({ Slow: task('slow') }), { slow });
  await vi.advanceTimersByTimeAsync(600_000);
  expect(await outcome).toEqual({ status: 'SUCCEEDED', output: 'done' });
});

test('after a Map has failed no further items are started', async () => {
  let calls = 0;
  const one: Step = async () => {
    if (++calls === 2) throw lambdaError('Broken');
    await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const ItemProcessor = { StartAt: 'One', States: { One: task('one') } };
  const all = machine({ All: { Type: 'Map', MaxConcurrency: 2, ItemProcessor, End: true } });
  expect(await run(all, { one }, Array(100).fill(0))).toMatchObject({ status: 'FAILED', error: 'Broken' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(calls).toBeLessThan(10);
});

test('names of the execution are there, and results over 256 KiB are not let through', async () => {
  const echo: Step = (input) => input;
  const named = machine({ Echo: task('echo', { Parameters: { 'name.$': '$$.Execution.Name', 'id.$': '$$.StateMachine.Id' } }) });
  expect(await run(named, { echo })).toEqual({ status: 'SUCCEEDED', output: { name: 'run-1', id: 'arn:machine' } });
  const big: Step = () => 'x'.repeat(262_144);
  expect(await run(machine({ Big: task('big') }), { big })).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
});

const inner = (more: State = {}) => ({ StartAt: 'In', States: { In: { Type: 'Pass', End: true, ...more } } });
test.each<[string, Record<string, State>, string]>([
  ['an unknown function', { A: task('nobody') }, `Resource ${ARN}nobody (A)`],
  [
    'another service',
    { A: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', End: true } },
    'Resource arn:aws:states:::sqs',
  ],
  ['a falsy Pass', { A: { Type: 'Pass', Result: 0, End: true } }, 'Result 0 (A)'],
  ['Parallel', { A: { Type: 'Parallel', Branches: [inner()], End: true } }, 'state type Parallel (A)'],
  [
    'Retry of a Map',
    { A: { Type: 'Map', ItemProcessor: inner(), End: true, Retry: [{ ErrorEquals: ['States.ALL'] }] } },
    'Map.Retry (A)',
  ],
  [
    'a distributed Map',
    {
      A: {
        Type: 'Map',
        ItemProcessor: { ...inner(), ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } },
        End: true,
      },
    },
    'mode DISTRIBUTED',
  ],
  [
    'the item inside a processor',
    { A: { Type: 'Map', ItemProcessor: inner({ Parameters: { 'x.$': '$$.Map.Item.Value' } }), End: true } },
    '$$.Map.Item.Value (In)',
  ],
  [
    'the real start time',
    { A: { Type: 'Pass', Parameters: { 'x.$': '$$.Execution.StartTime' }, End: true } },
    '$$.Execution.StartTime (A)',
  ],
  [
    'States.Format',
    { A: { Type: 'Pass', Parameters: { 'x.$': "States.Format('{}', $.a)" }, End: true } },
    "States.Format('{}', $.a) (A)",
  ],
  ['a filter', { A: { Type: 'Pass', InputPath: '$.a[?(@.b == 1)]', End: true } }, 'the filter $.a[?(@.b == 1)] (A)'],
  ['two states of one name', { In: { Type: 'Map', ItemProcessor: inner(), End: true } }, 'already exists: In'],
])('%s is refused at load, by name', (_what, states, said) => {
  expect(() => prepare(machine(states))).toThrow(said);
});

test('a definition that is not States Language is refused', () => {
  expect(() => prepare({ StartAt: 'Nowhere', States: { A: { Type: 'Pass', End: true } } })).toThrow('not valid States Language');
});
