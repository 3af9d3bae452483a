import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createClock } from '#infra/local/clock.ts';
import { InvocationError } from '#infra/local/functions/function-worker.ts';
import type { LocalFunction } from '#infra/local/functions/local-function.ts';
import type { State } from '#infra/local/workflows/check-definition.ts';
import { createInterpreter, type Outcome } from '#infra/local/workflows/interpreter.ts';
import { definition, FUNCTION_ARN } from './selection-definition.ts';

const START = Date.parse('2020-08-12T17:01:00Z');
const LAMBDA_FAULTS = [
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.TooManyRequestsException',
  'Lambda.Unknown',
  'Sandbox.Timedout',
  'States.Timeout',
];
const EVERY_TASK = {
  ScreenShard: 'screen-shard',
  CommitEntrants: 'commit-entrants',
  Draw: 'draw',
  AwardBatch: 'award-batch',
  Publish: 'publish',
};
type TaskName = keyof typeof EVERY_TASK;
const TASKS = Object.keys(EVERY_TASK) as TaskName[];

type Retry = { task: TaskName; errors: string[]; attempts: number; seconds: number };
/** Each Retry of the definition, with the tries after the first and the longest that they wait in all. */
const RETRIES: readonly Retry[] = [
  ...TASKS.flatMap((task): Retry[] => [
    { task, errors: ['TransientError'], attempts: 8, seconds: 121 },
    { task, errors: LAMBDA_FAULTS, attempts: 6, seconds: 122 },
  ]),
  { task: 'CommitEntrants', errors: ['TooCloseToBeacon'], attempts: 6, seconds: 60 },
  { task: 'Draw', errors: ['BeaconNotAvailable'], attempts: 155, seconds: 25 * 3_600 },
];
/** Each Catch of the definition. */
const CATCHES = [{ task: 'Draw', errors: ['BeaconNotAvailable'], next: 'WaitOutTheOutage' }];
const isCaught = (task: TaskName, error: string) => CATCHES.some((of) => of.task === task && of.errors.includes(error));

const RETRIED = RETRIES.flatMap(({ errors, ...retry }) => errors.map((error) => ({ ...retry, error })));

// Retries, time limits and waits take hours; all of them look at this clock, and jitter takes the whole of each wait.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: START });
  vi.spyOn(Math, 'random').mockReturnValue(1 - Number.EPSILON);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('every Retry and every Catch of the definition has its cases below, and there is no other', () => {
  const found = statesOf(definition.States);
  const retries = found.flatMap(([task, state]) =>
    ((state['Retry'] ?? []) as { ErrorEquals: string[]; MaxAttempts: number }[]).map((of) => [
      task,
      of.ErrorEquals,
      of.MaxAttempts,
    ]),
  );
  expect(new Set(retries.map((of) => JSON.stringify(of)))).toEqual(
    new Set(RETRIES.map(({ task, errors, attempts }) => JSON.stringify([task, errors, attempts]))),
  );
  expect(retries).toHaveLength(RETRIES.length);
  const catches = found.flatMap(([task, state]) =>
    ((state['Catch'] ?? []) as { ErrorEquals: string[]; Next: string }[]).map((of) => ({
      task,
      errors: of.ErrorEquals,
      next: of.Next,
    })),
  );
  expect(catches).toEqual(CATCHES);
});

test.each(RETRIES)('$task fails once by $errors.0: it is tried again, and the wave is published', async ({ task, errors }) => {
  const run = await select(task, errors[0] ?? '', 1);
  expect(run.outcome).toMatchObject({ status: 'SUCCEEDED' });
  expect(run.failures).toBe(1);
  expect(run.states).not.toContain('WaitOutTheOutage');
  expect(run.states.at(-1)).toBe('Published');
});

describe.each(RETRIED)('$task goes on failing by $error', ({ task, error, attempts, seconds }) => {
  if (isCaught(task, error)) {
    test(`${attempts} times more: the Catch waits the outage out, the tries begin anew, and the wave is published`, async () => {
      const run = await select(task, error, 2 * (attempts + 1));
      expect(run.outcome).toMatchObject({ status: 'SUCCEEDED' });
      expect(run.failures).toBe(2 * (attempts + 1));
      expect(run.states.filter((state) => state === 'WaitOutTheOutage')).toHaveLength(2);
      expect(run.states.slice(-3)).toEqual(['AnyWinners', 'Publish', 'Published']);
      expect(run.seconds).toBeGreaterThan(2 * 600);
    });
  } else {
    test(`${attempts} times more: the execution fails by that name, with what the function said as its cause`, async () => {
      const run = await select(task, error, Number.POSITIVE_INFINITY);
      expect(run.outcome).toMatchObject({ status: 'FAILED', error });
      if (error !== 'States.Timeout') expect(run.outcome).toMatchObject({ cause: expect.stringContaining(`no ${task} today`) });
      expect(run.failures).toBe(attempts + 1);
      const working = error === 'States.Timeout' ? (attempts + 1) * timeoutOf(task) : 0;
      expect(run.seconds).toBeGreaterThan((seconds + working) * 0.98);
      expect(run.seconds).toBeLessThan(seconds + working + 1);
    });
  }
});

test.each(TASKS)('%s fails by a name that nobody waits for: the execution fails at once, and says why', async (task) => {
  const run = await select(task, 'EvidenceDiffers', Number.POSITIVE_INFINITY);
  expect(run.outcome).toEqual({
    status: 'FAILED',
    error: 'EvidenceDiffers',
    cause: JSON.stringify({ errorType: 'EvidenceDiffers', errorMessage: `no ${task} today` }),
  });
  expect(run.failures).toBe(1);
  expect(run.seconds).toBe(0);
});

/** Runs a selection of two award rounds in which one task fails so many times; of the shards and batches that one only which comes first. */
async function select(task: TaskName, error: string, times: number) {
  const clock = createClock(START, () => Date.now());
  let failures = 0;
  let chosen: string | undefined;
  const fails = (of: TaskName, input: unknown) => {
    if (of !== task) return false;
    const copy = JSON.stringify(input);
    chosen ??= copy;
    return copy === chosen && failures < times;
  };
  const answers: Record<TaskName, (input: { round: number }) => unknown> = {
    ScreenShard: () => null,
    CommitEntrants: () => ({ round: 123, roundAt: new Date(clock.now()).toISOString() }),
    Draw: ({ round }) => ({ round, nextRound: round + 1, winners: 1 - round, batches: round === 0 ? [['00'], ['ff']] : [] }),
    AwardBatch: () => null,
    Publish: () => null,
  };
  const functions = new Map(
    TASKS.map((of): [string, LocalFunction] => {
      const [name, arn] = [EVERY_TASK[of], `${FUNCTION_ARN}${EVERY_TASK[of]}`];
      const invoke = async (input: unknown) => {
        if (!fails(of, input)) return answers[of](input as { round: number });
        failures++;
        // The interpreter's own time limit ends it.
        if (error === 'States.Timeout') return new Promise(() => {});
        throw new InvocationError({ errorType: error, errorMessage: `no ${of} today` });
      };
      return [arn, { name, arn, env: {}, invoke, stop: async () => {} }];
    }),
  );
  const states: string[] = [];
  const names = { Execution: { Id: 'arn:execution', Name: 'run-1' }, StateMachine: { Id: 'arn:machine', Name: 'machine' } };
  const run = createInterpreter('machine', definition, functions, clock).run({ waveId: '2020-04' }, names, ({ event, state }) => {
    if (event === 'StateEntered') states.push(state);
  });
  let outcome: Outcome | undefined;
  void run.outcome.then((ended) => (outcome = ended));
  const began = Date.now();
  for (await settled(); outcome === undefined; await settled()) await vi.advanceTimersToNextTimerAsync();
  return { outcome: outcome as Outcome, failures, states, seconds: (Date.now() - began) / 1000 };
}

/** What needs no time has happened. */
async function settled(): Promise<void> {
  for (let turns = 0; turns < 3; turns++) await new Promise((resolve) => setImmediate(resolve));
}

function timeoutOf(task: TaskName): number {
  return statesOf(definition.States).find(([name]) => name === task)?.[1]['TimeoutSeconds'];
}

function statesOf(states: Record<string, State>): [string, State][] {
  return Object.entries(states).flatMap(([name, state]) => [
    [name, state] as [string, State],
    ...statesOf((state['ItemProcessor'] as { States: Record<string, State> } | undefined)?.States ?? {}),
  ]);
}
